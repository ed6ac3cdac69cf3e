import { BROWSE_OVER, MOST_READ } from './browse-script.ts';
import type { Browsed, EntryType, FileEntry, FileStat, Refusal } from './browsed.ts';
import { utf8 } from '../text/utf8.ts';
import { visibleText } from './file-names.ts';

const REFUSALS: readonly Refusal[] = [
  'gone',
  'denied',
  'outside',
  'special',
  'loop',
  'unfollowed',
  'unseen',
  'closed',
];

/** Whether all that the script wrote is there. */
export const isWhole = (bytes: string): boolean => bytes.endsWith(BROWSE_OVER);

/**
 * Reads what the script wrote (see `browseScript`), one character a byte. Undefined where that is no answer of it, or
 * nothing of what was asked for has come. An entry that does not read as it should is left out.
 *
 * @param at when it was written, epoch ms
 */
export function readBrowsed(bytes: string, at: number): Browsed | undefined {
  const [kind, root, where, ...more] = bytes.split('\0', 4);
  if (kind === undefined || root === undefined || where === undefined || more.length === 0) return undefined;
  const lost = !isWhole(bytes);
  const start = kind.length + root.length + where.length + 3;
  const rest = bytes.slice(start, bytes.length - (lost ? begun(bytes) : BROWSE_OVER.length));
  const word = /^files 1 ([a-z]+)$/.exec(kind)?.[1];
  if (lost && rest === '') return whyNot(word, where, at);
  if (word === 'directory') return directory(rest, at, below(root, where), lost);
  if (word === 'file') return file(rest, at, below(root, where), lost);
  return whyNot(word, where, at);
}

/** How much of the words that end an answer stands at the end of one that they do not end. */
function begun(bytes: string): number {
  let length = BROWSE_OVER.length - 1;
  while (length > 0 && !bytes.endsWith(BROWSE_OVER.slice(0, length))) length--;
  return length;
}

function whyNot(word: string | undefined, where: string, at: number): Browsed | undefined {
  const why = REFUSALS.find((refusal) => refusal === word);
  return why && { type: 'refused', at, why, where };
}

/** What is left of a path below its root; empty for the root itself. */
function below(root: string, path: string): string {
  const start = root === '/' ? root : `${root}/`;
  return path.startsWith(start) ? path.slice(start.length) : '';
}

function directory(rest: string, at: number, path: string, lost: boolean): Browsed | undefined {
  const [count = '', listed = ''] = rest.split('\0', 2);
  const start = count.length + 1 + listed.length + 1;
  const cut = rest.length < start;
  // No name holds a `/`, so that one at the beginning of a line begins an entry, whatever names look like.
  const records = (listed.endsWith('\n') ? listed.slice(0, -1) : listed).split(/\n(?=\/)/);
  if (cut) records.pop();
  const targets = targetsIn(rest.slice(start));
  const entries = records.flatMap((record): FileEntry[] => {
    const entry = entryIn(record);
    if (!entry) return [];
    const target = entry.type === 'link' ? targets.get(entry.name) : undefined;
    return [target === undefined ? entry : { ...entry, target }];
  });
  entries.sort(({ name: a }, { name: b }) => (a < b ? -1 : a > b ? 1 : 0));
  const told = Number(/^\d{1,9}$/.exec(count)?.[0] ?? 0);
  if (lost && entries.length === 0 && cut) return undefined;
  return {
    type: 'directory',
    at,
    path,
    entries,
    count: cut ? Math.max(told, entries.length) : entries.length,
    ...(lost && { lost }),
  };
}

/** Names and where they lead, in turns. */
function targetsIn(text: string): ReadonlyMap<string, string> {
  const parts = text.split('\0');
  const targets = new Map<string, string>();
  // What is not ended was cut.
  for (let index = 0; index + 2 < parts.length; index += 2) {
    const [name = '', target = ''] = [parts[index], parts[index + 1]];
    if (target !== '') targets.set(name, target);
  }
  return targets;
}

const STAT = /^\/([0-9a-f]{1,8}) (\d{1,10}) (\d{1,10}) (\d{1,10}) (\d{1,16}) (-?\d{1,12}) ([^]+)$/;
const BARE = /^\/([ldfu]) ([^]+)$/;
const BARE_TYPES: ReadonlyMap<string, EntryType> = new Map([
  ['l', 'link'],
  ['d', 'directory'],
  ['f', 'file'],
]);

function entryIn(record: string): FileEntry | undefined {
  const [, mode, links, uid, gid, size, modified, name] = STAT.exec(record) ?? [];
  if (name === undefined || mode === undefined) {
    const [, letter = '', bare] = BARE.exec(record) ?? [];
    return bare === undefined ? undefined : { name: bare, type: BARE_TYPES.get(letter) ?? 'unknown' };
  }
  const stat: FileStat = {
    mode: parseInt(mode, 16),
    links: Number(links),
    uid: Number(uid),
    gid: Number(gid),
    size: Number(size),
    modified: Number(modified) * 1000,
  };
  return { name, type: typeOf(stat.mode), stat };
}

/** By inode(7): the upper four bits of the mode. */
const TYPES: ReadonlyMap<number, EntryType> = new Map([
  [0o01, 'fifo'],
  [0o02, 'character device'],
  [0o04, 'directory'],
  [0o06, 'block device'],
  [0o10, 'file'],
  [0o12, 'link'],
  [0o14, 'socket'],
]);

const typeOf = (mode: number): EntryType => TYPES.get(mode >> 12) ?? 'unknown';

const TAB = 8;

function file(bytes: string, at: number, path: string, lost: boolean): Browsed {
  // As git and grep tell.
  if (bytes.includes('\0')) return { type: 'binary', at, path };
  const text = utf8(bytes.slice(0, MOST_READ));
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return {
    type: 'file',
    at,
    path,
    lines: lines.map((line) => visibleText(untabbed(line))),
    cut: bytes.length > MOST_READ,
    ...(lost && { lost }),
  };
}

/** With tabs as so many blanks, as a terminal shows them. */
function untabbed(line: string): string {
  if (!line.includes('\t')) return line;
  const [first = '', ...others] = line.split('\t');
  return others.reduce((text, part) => text.padEnd(text.length + TAB - (text.length % TAB)) + part, first);
}
