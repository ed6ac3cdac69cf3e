import type { ContainerStateTerminated } from '../kinds/objects.ts';
import type { ContainerRef } from '../session.ts';
import type { Failure } from '../kinds/watch-event.ts';

/** A container whose log is read. Another Pod of the same name is another source. */
export interface LogSource extends ContainerRef {
  /** The Pod's. */
  readonly uid: string;
}

export const sourceKey = ({ namespace, pod, container, uid }: LogSource): string =>
  `${namespace}/${pod}/${uid}/${container}`;

/** A line of a log. */
export interface LogLine {
  readonly source: LogSource;
  /** When it was written, by the clock of its node; epoch microseconds. */
  readonly time: number;
  readonly text: string;
  /** It is longer than lines are read in one piece, and goes on with the next; or the container ended within it. */
  readonly cut?: 'goes-on' | 'no-end';
}

/** Something that happened to a log, in its place between its lines. */
export interface LogHappening {
  readonly source: LogSource;
  /** Its place in the order of times: of the line before it, so that it stays behind that, or later. */
  readonly time: number;
  /** When it was noticed, by our own clock, in epoch microseconds; undefined where `time` tells when it happened. */
  readonly at?: number;
  readonly note: LogNote;
}

export type LogItem = LogLine | LogHappening;

/** When it was said, or happened, as that is told; epoch microseconds. */
export const timeTold = (item: LogItem): number => ('note' in item ? item.at : undefined) ?? item.time;

/**
 * What happens between the lines of a log.
 *
 * - `live`       the log is being read: from here on, nothing to read means that nothing was said.
 * - `joined`     a container that was not there when the others began.
 * - `waiting`    there is no log yet, or none any more of what was read before, in the server's words.
 * - `lost`       the connection was lost; tried again at `failure.retryAt`.
 * - `again`      it was tried again and in vain, which was told before; tried once more at `failure.retryAt`.
 * - `back`       it was resumed after so many ms.
 * - `rotated`    what was read last is not in the log any more: what was written meanwhile may be missing.
 * - `ended`      the container has ended; `end` is how, where that is known.
 * - `restarted`  it was started again: `count` times in all, `missing` of which nobody read; `began` is when, in epoch ms.
 * - `failed`     it cannot be read; there will be no more of it but where `failure.retryAt` says so.
 * - `cut`        of the line before so many bytes were left out at its end: it was too long to be kept whole.
 * - `gone`       its Pod is gone; with `wasRead`, what stands before was read of it before these logs were read anew.
 * - `mark`       the user set a mark; `at` is when, in epoch ms.
 */
export type LogNote =
  | { readonly type: 'live' }
  | { readonly type: 'joined' }
  | { readonly type: 'waiting'; readonly why: string; readonly wasRead?: boolean }
  | { readonly type: 'lost'; readonly failure: Failure }
  | { readonly type: 'again'; readonly failure: Failure }
  | { readonly type: 'back'; readonly after: number }
  | { readonly type: 'rotated' }
  | { readonly type: 'ended'; readonly end: ContainerStateTerminated | undefined; readonly again: boolean }
  | {
      readonly type: 'restarted';
      readonly count: number;
      readonly missing: number;
      readonly began?: number | undefined;
    }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'cut'; readonly lacks: number }
  | { readonly type: 'gone'; readonly wasRead?: boolean }
  | { readonly type: 'mark'; readonly at: number };

/** What of logs is asked for. */
export interface LogRange {
  readonly follow: boolean;
  /** Of the container that ran before this one. */
  readonly previous?: boolean;
  /** So many lines from the end of each. */
  readonly tail?: number;
  readonly sinceSeconds?: number;
  /** RFC 3339. */
  readonly sinceTime?: string;
  /** Texts begin with the time as the server writes it. */
  readonly stamps?: boolean;
  /** Texts have one character a byte (latin1), so that what is no UTF-8 is not lost. */
  readonly bytes?: boolean;
  /** Of lines over a mebibyte only that is read; else they come in pieces (see `LogLine.cut`). */
  readonly cut?: boolean;
  /** What fails at first is tried again too. */
  readonly patient?: boolean;
}
