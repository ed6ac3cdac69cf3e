import { rowText } from '../../model/logs/log-chunk.ts';
import type { LogItem, LogNote, LogSource } from '../../model/logs/log-item.ts';
import { type Line, type Span, span } from '../../view/block.ts';
import { colouredParts } from '../../view/text/coloured.ts';
import { BOLD, type Style, styleOf, type Tone } from '../../view/frame.ts';
import { type Search, searchedPart, type Stretch, type Styled } from '../../view/text/searched-part.ts';
import { styleOfSgr } from './sgr-style.ts';

export interface RowLook {
  readonly stamps: boolean;
  /** What stands before a line, and how; empty where there is one source only. */
  readonly label: (source: LogSource) => { readonly text: string; readonly style: Style };
}

/** The part of a row that is on show: its time, whose it is, what was said, in the colours that it was said in. */
export function logRow(item: LogItem, look: RowLook, stretch: Stretch, search: Search): Line {
  const label = look.label(item.source);
  const stamp = look.stamps ? `${stampOf(item.time)} ` : '';
  const before = [
    { text: stamp, style: styleOf('muted') },
    { text: label.text === '' ? '' : `${label.text} `, style: label.style },
  ];
  let { from, length } = stretch;
  const line: Span[] = [];
  for (const { text, style } of before) {
    if (from < text.length) line.push(span(text.slice(from, from + length), style));
    length = Math.max(0, length - Math.max(0, text.length - from));
    from = Math.max(0, from - text.length);
  }
  return [...line, ...said(item, { from, length }, search)];
}

/** What is searched for is searched for in this. */
function said(item: LogItem, stretch: Stretch, search: Search): Line {
  if ('note' in item) {
    const text = `── ${rowText(item)}`;
    const style = styleOf(toneOfNote(item.note), BOLD);
    return searchedPart(text, stretch, search, { start: 0, end: text.length, style });
  }
  // Lines may be megabytes: of what is out of sight as little is looked at as can be.
  const near = item.text.slice(0, (stretch.from + stretch.length) * 2 + SPARE);
  const parts = colouredParts(near);
  if (parts.length === 1 && parts[0]?.sgr === '')
    return searchedPart(near, stretch, search, ...levelOf(near));
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

/** UTC, to the millisecond, as logs have it. */
export function stampOf(micros: number): string {
  const date = new Date(Math.floor(micros / 1000));
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString();
}

function toneOfNote({ type }: LogNote): Tone {
  if (type === 'failed' || type === 'lost' || type === 'rotated') return 'failing';
  return type === 'ended' || type === 'gone' ? 'ended' : 'progress';
}

/** Words that say how bad it is, where programs put them: near the beginning, in capitals or as a field. */
const LEVELS =
  /\b(?:(FATAL|PANIC|CRITICAL|ERROR|ERR)|(WARNING|WARN)|(DEBUG|TRACE))\b|level"?[=:]"?(?:(fatal|panic|critical|error)|(warn)|(debug|trace))/;
const LOOKED_AT = 160;

function levelOf(text: string): readonly Styled[] {
  const found = LEVELS.exec(text.slice(0, LOOKED_AT));
  if (!found) return [];
  const [all, bad, odd, fine, badField, oddField] = found;
  const tone: Tone = (bad ?? badField) ? 'failing' : (odd ?? oddField) ? 'progress' : 'muted';
  const flags = tone === 'muted' || fine !== undefined ? 0 : BOLD;
  return [{ start: found.index, end: found.index + all.length, style: styleOf(tone, flags) }];
}
