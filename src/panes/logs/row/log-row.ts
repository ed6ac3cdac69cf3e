import { rowText } from '../../../model/logs/log-chunk.ts';
import { type LogItem, type LogNote, timeTold } from '../../../model/logs/log-item.ts';
import { asTerminal } from '../../../model/logs/as-terminal.ts';
import { stampOf } from '../../../model/logs/stamp.ts';
import { type Line, type Span, span } from '../../../view/block.ts';
import { colouredParts } from '../../../view/text/coloured.ts';
import { BOLD, type Style, styleOf, type Tone } from '../../../view/frame.ts';
import { type Search, searchedPart, type Stretch, type Styled } from '../../../view/text/searched-part.ts';
import { readableRow } from './readable-row.ts';
import { severityStyled } from './severity-style.ts';
import { styleOfSgr } from './sgr-style.ts';

export interface RowLook {
  readonly stamps: boolean;
  /** JSON and logfmt as they are read, not as they were said. */
  readonly readable: boolean;
  /** What stands before a line, and how; empty where there is one source only. */
  readonly label: (item: LogItem) => { readonly text: string; readonly style: Style };
}

/** The part of a row that is on show: its time, whose it is, what was said, in the colours that it was said in. */
export function logRow(item: LogItem, look: RowLook, stretch: Stretch, search: Search): Line {
  const before = beforeRow(item, look);
  let { from, length } = stretch;
  const line: Span[] = [];
  for (const { text, style } of before) {
    if (from < text.length) line.push(span(text.slice(from, from + length), style));
    length = Math.max(0, length - Math.max(0, text.length - from));
    from = Math.max(0, from - text.length);
  }
  return [...line, ...said(item, look, { from, length }, search)];
}

function beforeRow(item: LogItem, look: RowLook): readonly { text: string; style: Style }[] {
  const label = look.label(item);
  return [
    { text: look.stamps ? `${stampOf(timeTold(item))} ` : '', style: styleOf('muted') },
    { text: label.text === '' ? '' : `${label.text} `, style: label.style },
  ];
}

/** A row as it is on show, whole, but for what stands before it: nothing is searched for there. */
export function rowAsShown(item: LogItem, look: RowLook): string {
  const before = beforeRow(item, look).reduce((length, { text }) => length + text.length, 0);
  const readable = look.readable && !('note' in item) ? readableRow(item.text)?.text : undefined;
  const said = 'note' in item ? noteRow(item) : (readable ?? plainText(item.text));
  return ' '.repeat(before) + said;
}

const noteRow = (item: LogItem): string => `── ${rowText(item)}`;

/** Without its colours. */
const plainText = (text: string): string =>
  colouredParts(asTerminal(text))
    .map((part) => part.text)
    .join('');

/** What is searched for is searched for in this. */
function said(item: LogItem, look: RowLook, stretch: Stretch, search: Search): Line {
  if ('note' in item) {
    const text = noteRow(item);
    const style = styleOf(toneOfNote(item.note), BOLD);
    return searchedPart(text, stretch, search, { start: 0, end: text.length, style });
  }
  const readable = look.readable ? readableRow(item.text) : undefined;
  if (readable) return searchedPart(readable.text, stretch, search, ...readable.styled);
  // Lines may be megabytes: of what is out of sight as little is looked at as can be.
  const near = asTerminal(item.text.slice(0, (stretch.from + stretch.length) * 2 + SPARE));
  const parts = colouredParts(near);
  if (parts.length === 1 && parts[0]?.sgr === '')
    return searchedPart(near, stretch, search, ...severityStyled(near));
  const styled: Styled[] = [];
  let text = '';
  for (const part of parts) {
    const end = text.length + part.text.length;
    styled.push({ start: text.length, end, style: styleOfSgr(part.sgr) });
    text += part.text;
  }
  return searchedPart(text, stretch, search, ...styled);
}

const SPARE = 1024;

function toneOfNote({ type }: LogNote): Tone {
  if (type === 'mark') return 'plain';
  if (type === 'failed' || type === 'lost' || type === 'rotated') return 'failing';
  return type === 'ended' || type === 'gone' ? 'ended' : 'progress';
}
