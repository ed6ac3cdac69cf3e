import type { Browsed, EntryType, FileEntry } from '../../model/files/browsed.ts';
import { entryText } from '../../model/files/entry-texts.ts';
import { SearchedLines } from '../../model/text/searched-lines.ts';
import { madeOnce } from '../../store/kept.ts';
import { lastTop } from '../../model/scrolling.ts';
import { stepped } from '../../commands/movement.ts';
import { paneState, type State } from '../../store/state.ts';
import { lowerHalf } from '../../view/layout.ts';
import { bodyOfLower } from '../../view/painting/paint-lower.ts';
import { fedOf, ID, type Looking } from './looking.ts';

const NOTHING = new SearchedLines([]);
const MADE = madeOnce<SearchedLines>();

/** The lines of what is on show, entries too: made once, since every key asks, and there may be thousands. */
export function contentOf(state: State, looking: Looking): SearchedLines {
  const { data } = fedOf(state, looking);
  if (!data) return NOTHING;
  return state.cluster.kept.once(MADE, [data], () => made(data));
}

function made(data: Browsed): SearchedLines {
  const lines =
    data.type === 'file' ? data.lines : data.type === 'directory' ? data.entries.map(entryText) : [];
  return new SearchedLines(lines);
}

export function entriesOf(state: State, looking: Looking): readonly FileEntry[] {
  const { data } = fedOf(state, looking);
  return data?.type === 'directory' ? data.entries : [];
}

/** Where the cursor stands among the entries; the first where its own is gone. */
export function cursorOf(entries: readonly FileEntry[], { cursors, path }: Looking): number {
  const name = cursors.get(path);
  const at = name === undefined ? 0 : entries.findIndex((entry) => entry.name === name);
  return entries.length === 0 ? -1 : Math.max(0, at);
}

/** How many rows of a directory, or lines of a file, are on show at once, and how many cells of each. */
export function roomOf({ look: { size } }: State, type: Browsed['type'] | undefined) {
  const { width, height } = bodyOfLower(lowerHalf(size.columns, size.rows));
  return { rows: Math.max(1, type === 'directory' ? height - 1 : height), columns: Math.max(1, width - 2) };
}

/** The first line of a file on show, and the last that can be. */
export function topOf(state: State, looking: Looking): { readonly top: number; readonly last: number } {
  const stretch = { count: contentOf(state, looking).lines.length, page: roomOf(state, 'file').rows };
  return { top: stepped(state, ID, stretch), last: lastTop(stretch) };
}

/** The line that the search stands on: of a directory the cursor's, of a file the first on show. */
export function lineOf(state: State, looking: Looking): number {
  const { data } = fedOf(state, looking);
  return data?.type === 'directory' ? cursorOf(data.entries, looking) : paneState(state, ID).top;
}

const UNREADABLE: Readonly<Partial<Record<EntryType, string>>> = {
  fifo: 'is a FIFO: reading it could wait for ever',
  socket: 'is a socket',
  'block device': 'is a device',
  'character device': 'is a device',
};

/** Why an entry of a directory cannot be opened; undefined where it can. */
export function whyNotOpened(entry: FileEntry | undefined): string | undefined {
  if (!entry) return 'there is nothing to open';
  const why = UNREADABLE[entry.type];
  return why === undefined ? undefined : `it ${why}`;
}
