import type { CommandContext } from '../../commands/command.ts';
import { humanDuration } from '../../model/ages.ts';
import type { Browsed, FileEntry } from '../../model/files/browsed.ts';
import { entryText, modeText, ownerText, timeText } from '../../model/files/entry-texts.ts';
import { nameText } from '../../model/files/file-names.ts';
import { grouped } from '../../model/text/grouped.ts';
import { bytesText } from '../../model/processes/process-texts.ts';
import { MOST_COUNTED } from '../../model/text/searched-lines.ts';
import { paneState, type State } from '../../store/state.ts';
import {
  type Body,
  cell,
  type Column,
  type Growth,
  type Line,
  type Row,
  row,
  span,
} from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { BOLD, type Style, styleOf } from '../../view/frame.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { searchedPart } from '../../view/text/searched-part.ts';
import { contentOf, cursorOf, lineOf, topOf, whyNotOpened } from './content.ts';
import { able, fedOf, ID, joined, type Looking, lookingOf, othersOf } from './looking.ts';
import { instead, unseenBody } from './unseen.ts';

export function filesView({ state }: CommandContext): OverlayView {
  const looking = lookingOf(state);
  if (!looking)
    return { type: 'lower', id: ID, title: 'Files', note: '', body: messageBody('muted', ''), foot: [] };
  return {
    type: 'lower',
    id: ID,
    title: `Files  ${looking.place.container}:${joinedPath(looking)}`,
    note: note(state, looking),
    body: bodyOf(state, looking),
    foot: foot(state, looking),
  };
}

const joinedPath = ({ place, path }: Looking): string =>
  path === '' ? place.path : `${place.path.replace(/\/$/, '')}/${nameText(path)}`;

/** What it is of, when it was looked at, and what that took. */
function note(state: State, looking: Looking): string {
  const { data, connection } = fedOf(state, looking);
  const ago = data && `${humanDuration(Math.max(0, state.look.now - data.at))} ago`;
  const { filter } = paneState(state, ID);
  return [
    `volume ${looking.volume}${looking.place.subPath && `⟨${looking.place.subPath}⟩`}`,
    filter && `/${filter} ${found(state, looking, filter)}`,
    data && `by audited exec${asWhom(data)} ${connection === 'connecting' ? 'now' : ago}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** In which container that was, where another one served. */
const asWhom = ({ through }: Browsed): string => (through === undefined ? '' : ` in ${through}`);

function found(state: State, looking: Looking, wanted: string): string {
  const { at, of } = contentOf(state, looking).count(wanted, lineOf(state, looking));
  const all = of === MOST_COUNTED ? `${of}+` : `${of}`;
  return of === 0 ? 'is nowhere' : at === 0 ? `in ${all}` : `${at} of ${all}`;
}

function bodyOf(state: State, looking: Looking): Body {
  const may = able(state, looking);
  if (may !== true) return messageBody('failing', `✖ ${may}`, instead(state, looking));
  const { data } = fedOf(state, looking);
  if (!data)
    return messageBody('progress', `◐ looking at ${joinedPath(looking)} in ${looking.place.container} …`);
  switch (data.type) {
    case 'directory':
      return data.entries.length === 0 ? messageBody('muted', 'it is empty') : table(state, looking, data);
    case 'file':
      return data.lines.length === 0 ? messageBody('muted', 'it is empty') : text(state, looking);
    case 'binary':
      return messageBody('muted', 'it is binary: nothing of it is shown');
    case 'refused':
    case 'failed':
      return unseenBody(state, looking, data);
  }
}

const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'NAME', least: 20, fixed: true },
  { id: 'size', title: 'SIZE', least: 6, align: 'right' },
  { id: 'mode', title: 'MODE', least: 10 },
  { id: 'owner', title: 'OWNER', least: 6 },
  { id: 'modified', title: 'MODIFIED (UTC)', least: 19 },
];
const LEAVES: readonly string[] = ['owner', 'mode', 'modified'];
const GROWS: readonly Growth[] = ['size', 'owner', 'name'].map((column) => ({ column }));

function table(state: State, looking: Looking, { entries }: Browsed & { readonly type: 'directory' }): Body {
  const { uid, place, path } = looking;
  return {
    type: 'table',
    list: [ID, uid, place.container, place.path, path].join(' '),
    columns: COLUMNS,
    count: entries.length,
    row: (index) => {
      const entry = entries[index];
      return entry ? entryRow(entry) : row('', []);
    },
    cursor: cursorOf(entries, looking),
    leaves: LEAVES,
    grows: GROWS,
    sideways: paneState(state, ID).sideways,
    wide: false,
    loading: false,
    foot: [],
  };
}

function entryRow(entry: FileEntry): Row {
  const { name, type, stat } = entry;
  const muted = styleOf('muted');
  const unknown = cell('–', muted);
  const odd = type !== 'directory' && type !== 'file';
  const style: Style = type === 'directory' ? styleOf('plain', BOLD) : odd ? muted : styleOf('plain');
  return row(name, [
    cell(entryText(entry), style),
    stat && type === 'file' ? cell(bytesText(stat.size)) : unknown,
    cell(modeText(entry)),
    stat ? cell(ownerText(stat)) : unknown,
    stat ? cell(timeText(stat.modified)) : unknown,
  ]);
}

function text(state: State, looking: Looking): Body {
  const { lines, widest } = contentOf(state, looking);
  const { filter, sideways } = paneState(state, ID);
  const { top } = topOf(state, looking);
  return {
    type: 'text',
    count: lines.length,
    part: (index, from, length) =>
      searchedPart(lines[index] ?? '', { from, length }, { text: filter, current: index === top }),
    top,
    sideways,
    widest,
  };
}

/** Why it is not all that there is. */
function partly(data: Browsed): readonly string[] {
  if (data.type !== 'file' && data.type !== 'directory') return [];
  const cut = data.type === 'file' ? data.cut && 'the first 1Mi of it' : listedOf(data);
  return [data.lost ? 'the server lost its end: ctrl-r asks anew' : '', cut || ''];
}

const listedOf = ({ entries, count }: Browsed & { readonly type: 'directory' }): string =>
  count > entries.length ? `${grouped(entries.length)} of ${grouped(count)}: more are not listed` : '';

/** What is to be known of what is on show, and the keys. */
function foot(state: State, looking: Looking): Line {
  const { data } = fedOf(state, looking);
  const led =
    data && 'path' in data && data.path !== looking.path && data.type !== 'binary'
      ? `really ${nameText(joined('', data.path) || '.')}`
      : '';
  const next = othersOf(state, looking)[0];
  const keys = [
    data?.type === 'directory' && whyNotOpened(data.entries[cursorOf(data.entries, looking)]) === undefined
      ? 'enter opens'
      : '',
    next ? `c as ${next.place.container}` : '',
    contentOf(state, looking).lines.length > 0 ? '/ finds' : '',
    able(state, looking) === true ? 'ctrl-r anew' : '',
    'i whole',
    paneState(state, ID).filter === '' ? 'esc back' : 'esc ends the search',
  ];
  return [
    ...[...(data ? partly(data) : []), led]
      .filter(Boolean)
      .map((said) => span(`${said} · `, styleOf('progress'))),
    span(keys.filter(Boolean).join(' · '), styleOf('muted')),
  ];
}
