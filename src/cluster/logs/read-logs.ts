import { NEVER } from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { Log } from '../../model/log.ts';
import { type LogSource, sourceKey } from '../../model/logs/log-item.ts';
import type { Patience } from '../../model/logs/merging/merge.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { LogsRequest } from '../../ports/connection.ts';
import type { Timing } from '../watch/backoff.ts';
import type { Heartbeat } from '../watch/heartbeat.ts';
import { lifeWithin } from '../life.ts';
import type { Transport } from '../transport/transport.ts';
import { comingAgain, tellBusy } from '../transport/coming-again.ts';
import { containerLog } from './container-log.ts';
import type { LogAsks } from './log-asks.ts';
import { inTime, Unanswered } from './in-time.ts';
import { ReadAhead } from './read-ahead.ts';
import { type ReadLog, readTogether, type TakeItems } from './together.ts';

export type LogLook = (place: { readonly namespace: string; readonly name: string }) => Promise<Pod>;

interface Means {
  readonly heartbeat: Heartbeat;
  readonly look: LogLook;
  readonly timing: Timing;
  readonly log?: Log;
  readonly line: Pick<Transport, 'server' | 'requestTimeout' | 'awaits'>;
  /** Aborts when the connection is closed. */
  readonly closed: AbortSignal;
}

/** How long what several containers say waits for each other, in ms: not so long that one would notice. */
const FOLLOWED: Patience = { quiet: 150, first: 1000 };
/** What is read to its end is put in order as a whole. */
const READ: Patience = { quiet: Infinity, first: Infinity };

/** So much memory takes what is read ahead of what is told where nothing else is asked for, in bytes. */
const AHEAD = 8 * 1024 * 1024;

/** A log may be silent for as long as it likes: whether the server is there, the heartbeat asks. In ms. */
const NO_LIMIT = 0;

/** See `Connection.logs`. */
export async function readLogs(
  { sources$, ahead: most = AHEAD, ...range }: LogsRequest,
  { heartbeat, look, timing, log, closed, line }: Means,
  take: TakeItems,
  signal: AbortSignal,
): Promise<void> {
  const life = lifeWithin(signal, closed);
  const limit = { ...line, timing };
  const ahead = new ReadAhead(most, timing);
  const unanswered = new Unanswered(limit, log);
  const asksFor = (source: LogSource): LogAsks => ({
    open: async (path, outer, received) => {
      const chunks = await inTime(
        (within) => {
          const asked = { accept: '*/*', plain: true, idleMs: NO_LIMIT, signal: within };
          const pause = (ms: number): Promise<void> => heartbeat.pause(ms, within);
          const ask = () => unanswered.asked(() => heartbeat.request(path, asked), nameOf(source), within);
          return comingAgain(ask, { pause, tell: tellBusy(path, log) });
        },
        range.follow,
        limit,
        outer,
      );
      return ahead.read(sourceKey(source), chunks, received);
    },
    look: ({ namespace, pod }) => look({ namespace, name: pod }).catch(goneWhereNone),
    pause: (ms, within) => heartbeat.pause(ms, within),
    timing,
  });
  const beating = heartbeat.during(NEVER).subscribe();
  try {
    const patience = range.follow ? FOLLOWED : READ;
    const read: ReadLog = (source, within) => containerLog(source, range, asksFor(source), within);
    await readTogether(sources$, read, take, {
      patience,
      timing,
      signal: life.signal,
      ahead,
    });
  } finally {
    beating.unsubscribe();
    life.over();
  }
}

const nameOf = ({ pod, container }: LogSource): string => `${pod}/${container}`;

function goneWhereNone(error: unknown): undefined {
  if (failureOf(error).code === 404) return undefined;
  throw error;
}
