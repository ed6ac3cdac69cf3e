import type { ContainerStateTerminated } from '../kinds/objects.ts';

/** Linux's signals by number (signal(7), x86 and ARM), from 1. */
const SIGNALS =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS'.split(
    ' ',
  );

/** `SIGKILL` for 9; undefined for a number that has no name. */
export function signalName(signal: number): string | undefined {
  const name = SIGNALS[signal - 1];
  return name && `SIG${name}`;
}

/** The first and the last real-time signal that programs have (signal(7)). */
const REAL_TIME = { MIN: 34, MAX: 64 };

/** 9 for `SIGKILL`, 37 for `SIGRTMIN+3`; undefined for what is no name of one. */
export function signalNumber(name: string): number | undefined {
  const [, end, offset = '0'] = /^SIGRT(MIN|MAX)([+-]\d+)?$/.exec(name) ?? [];
  if (end === 'MIN' || end === 'MAX') return REAL_TIME[end] + Number(offset);
  const at = name.startsWith('SIG') ? SIGNALS.indexOf(name.slice(3)) : -1;
  return at < 0 ? undefined : at + 1;
}

/** Reasons that say no more than the exit code does. */
const PLAIN_REASONS: ReadonlySet<string> = new Set(['', 'Error', 'Completed']);

/**
 * How a container ended: `exit 3`, `137 (128+SIGKILL)`, `OOMKilled 137`, `signal 9 (SIGKILL)`. That a code
 * above 128 stands for a signal is the shells' custom (POSIX, 2.8.2), hence the sum: it is inferred. Windows has no
 * signals, and codes of 32 bits that are written in hexadecimal ([MS-ERREF], NTSTATUS): `exit -1073741819 (0xC0000005)`.
 */
export function exitText(terminated: ContainerStateTerminated, windows = false): string {
  const { exitCode, signal, reason = '' } = terminated;
  if (!PLAIN_REASONS.has(reason)) return exitCode === undefined ? reason : `${reason} ${exitCode}`;
  if (signal) return withName(`signal ${signal}`, windows ? undefined : signalName(signal));
  if (exitCode === undefined) return 'exit –';
  const inferred = exitCode > 128 && !windows ? signalName(exitCode - 128) : undefined;
  if (inferred) return `${exitCode} (128+${inferred})`;
  return exitCode < 0 || exitCode > 0xffff ? `exit ${exitCode} (${status(exitCode)})` : `exit ${exitCode}`;
}

const status = (exitCode: number): string =>
  `0x${(exitCode >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;

/** The same in ever shorter forms, for where it would be cut: `137 SIGKILL`, `OOM 137`, `137`. */
export function exitGists(text: string): readonly string[] {
  const [, code, name] = /^(-?\d+) \(128\+(\w+)\)$/.exec(text) ?? [];
  if (code !== undefined && name !== undefined) return [`${code} ${name}`, code];
  const last = text.slice(text.lastIndexOf(' ') + 1);
  if (last === text) return [];
  const bare = last.replace(/[()]/g, '');
  return text.startsWith('OOMKilled ') ? [`OOM ${bare}`, bare] : [bare];
}

function withName(text: string, name: string | undefined): string {
  return name ? `${text} (${name})` : text;
}

/** ` (128+SIGKILL)` for an ending whose words, such as `OOMKilled 137`, leave that out; else empty. */
export function inferredSignal(text: string, end: ContainerStateTerminated | undefined): string {
  const { exitCode = 0 } = end ?? {};
  const name = exitCode > 128 ? signalName(exitCode - 128) : undefined;
  return name === undefined || text.includes(name) || !text.includes(String(exitCode))
    ? ''
    : ` (128+${name})`;
}
