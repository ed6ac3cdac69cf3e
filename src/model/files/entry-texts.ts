import type { EntryType, FileEntry, FileStat } from './browsed.ts';
import { nameText } from './file-names.ts';

const TYPE_LETTERS: Readonly<Record<EntryType, string>> = {
  directory: 'd',
  file: '-',
  link: 'l',
  fifo: 'p',
  socket: 's',
  'block device': 'b',
  'character device': 'c',
  unknown: '?',
};

/** `drwxr-sr-t`, as ls has it. */
export function modeText({ type, stat }: FileEntry): string {
  const letter = TYPE_LETTERS[type];
  if (!stat) return letter;
  const { mode } = stat;
  const may = (shift: number, special: number, runs: string, idle: string): string => {
    const bits = mode >> shift;
    const last = mode & special ? (bits & 1 ? runs : idle) : bits & 1 ? 'x' : '-';
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
  };
  return `${letter}${may(6, 0o4000, 's', 'S')}${may(3, 0o2000, 's', 'S')}${may(0, 0o1000, 't', 'T')}`;
}

/** `root`, `101`, `1000:2000`: names of others are the container's own, and would have to be asked for. */
export function ownerText({ uid, gid }: FileStat): string {
  const named = (id: number): string => (id === 0 ? 'root' : `${id}`);
  return uid === gid ? named(uid) : `${named(uid)}:${named(gid)}`;
}

/** `2026-01-31 12:00:05`, in UTC; `–` where no calendar has it. */
export function timeText(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '–' : date.toISOString().slice(0, 19).replace('T', ' ');
}

/** `sub/`, `link → where it leads`, `pipe|`, as `ls -F` marks them. */
export function entryText({ name, type, target }: FileEntry): string {
  const text = nameText(name);
  if (type === 'link') return `${text} → ${target === undefined ? '?' : nameText(target)}`;
  return `${text}${MARKS[type] ?? ''}`;
}

const MARKS: Readonly<Partial<Record<EntryType, string>>> = { directory: '/', fifo: '|', socket: '=' };
