import { toClusterError } from '../../errors/cluster-error.ts';
import { errorOfStatus } from '../../errors/status-error.ts';
import { lifeWithin } from '../../life.ts';
import type { Timing } from '../backoff.ts';
import { unlessHeard } from '../delivery.ts';
import { watchEvents } from '../reading/watch-events.ts';
import type { Asks } from '../reflector-asks.ts';
import type { Suspicion } from './suspicion.ts';

/** What a server refuses a request with of which it does not know what is asked. */
const NOT_KNOWN: ReadonlySet<number | undefined> = new Set([400, 422]);

interface OnTrial {
  readonly asks: Asks;
  readonly timing: Timing;
  readonly server: { streamsLists: boolean };
  readonly suspicion: Suspicion;
  /** The name of an object that is there; undefined where there is none. */
  readonly name: string | undefined;
  /** It was answered. */
  readonly answered: () => void;
}

/**
 * Puts a watch on trial of which a server has something to send at once, and acquits what comes of watches where that does and it
 * goes on. Throws where it does not, or ends, perhaps with what was held back until then; and what else it failed with. Whether
 * something came through: a server may have nothing to send.
 */
export async function trial(on: OnTrial, signal: AbortSignal): Promise<boolean> {
  const { timing, suspicion } = on;
  const started = timing.now();
  const came = await outcome(on, signal);
  if (came === 'ended') suspicion.ended(timing.now() - started);
  if (came === 'unknown') suspicion.undecided();
  else suspicion.acquit();
  return came === 'through';
}

/** What becomes of one; `unknown` where there is nothing that a server would send at once, or it does not know such watches. */
async function outcome(on: OnTrial, signal: AbortSignal): Promise<'through' | 'ended' | 'unknown'> {
  const { server, name } = on;
  if (!server.streamsLists && name === undefined) return 'unknown';
  try {
    return await watched(on, signal);
  } catch (error) {
    if (!NOT_KNOWN.has(toClusterError(error, '').code)) throw error;
    if (!server.streamsLists) return 'unknown';
    server.streamsLists = false;
    return outcome(on, signal);
  }
}

async function watched(
  { asks, timing, suspicion, name, answered }: OnTrial,
  signal: AbortSignal,
): Promise<'through' | 'ended'> {
  const life = lifeWithin(signal);
  let came = false;
  let isThrough = false;
  let heard = (): void => undefined;
  const goesOn = (): void => {
    isThrough = true;
    life.abort();
  };
  try {
    const stream = await asks.atOnce(name, life.signal);
    heard = unlessHeard(timing, life.signal, answered);
    for await (const [line] of watchEvents(stream)) {
      if (line?.type === 'ERROR') throw errorOfStatus(line.object);
      if (came) continue;
      came = true;
      heard();
      heard = unlessHeard(timing, life.signal, goesOn, suspicion.goesOnFor);
    }
  } catch (error) {
    if (!isThrough) throw error;
  } finally {
    heard();
    life.over();
    life.abort();
  }
  return isThrough ? 'through' : 'ended';
}
