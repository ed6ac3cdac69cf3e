import type { TreeProcess } from './process-groups.ts';
import type { Process } from './process.ts';

/** What its process is called: its arguments, or the kernel's name of it in brackets where it has none, as ps has it. */
export function commandText({ command, comm, state }: Process): string {
  if (state === 'Z') return `[${comm}] <defunct>`;
  return command.length > 0 ? command.join(' ') : `[${comm}]`;
}

/** `root` or the number: names of others are the container's own, and would have to be asked for. */
export function userText({ uid }: Process): string {
  return uid === undefined ? '–' : uid === 0 ? 'root' : `${uid}`;
}

/** Why a process is not as others are; undefined of one that runs, sleeps or waits. */
export function oddity({ process: { state }, entered }: TreeProcess): string | undefined {
  if (state === 'Z') return 'zombie: over, but its parent has not asked how it ended';
  if (state === 'T' || state === 't') return 'stopped';
  if (state === 'X' || state === 'x') return 'dead';
  if (state === 'D') return 'waits for a disk, and cannot be ended meanwhile';
  return entered ? 'entered from outside, as a shell does' : undefined;
}

/** The same in a word or a few. */
export const oddityWord = (row: TreeProcess): string | undefined => oddity(row)?.split(/[:,]/)[0];

/** What is drawn before a process, so that it stands below its parent. */
export function branchText(branches: readonly boolean[]): string {
  return branches
    .map((more, level) => (level < branches.length - 1 ? (more ? '│ ' : '  ') : more ? '├─' : '└─'))
    .join('');
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti'] as const;

/** Bytes in three digits or less, as Kubernetes writes quantities: `60Ki`, `5Mi`, `1.2Gi`. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  const short = value < 10 && unit > 1 ? value.toFixed(1).replace(/\.0$/, '') : `${Math.round(value)}`;
  return `${short}${UNITS[unit] ?? ''}`;
}

/** The same with a unit always, where a number alone might be of anything: `0 B`, `12Ki`. */
export const amountText = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : bytesText(bytes));

/** Processor time as ps has it: `0:02`, `12:34`, `3:25:01`. */
export function cpuTimeText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (number: number): string => `${number}`.padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, two(whole % 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
