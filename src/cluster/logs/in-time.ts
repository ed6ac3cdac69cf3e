import type { Log } from '../../model/log.ts';
import { lifeWithin } from '../life.ts';
import { type Asked, tooLate } from '../errors/too-late.ts';
import type { Timing } from '../watch/backoff.ts';

/** What was not begun to be answered for so long is told, in ms: nobody knows otherwise why nothing comes. */
const NOTICED = 5000;

type Bytes = AsyncIterable<Uint8Array>;
type Ask = (signal: AbortSignal) => Promise<Bytes>;

interface Limit extends Asked {
  /** In ms; 0 or undefined: as long as it takes. */
  readonly requestTimeout?: number | undefined;
  readonly timing: Timing;
}

/**
 * Gives a log's bytes for as long as its answer may take: until all of it is there, as with kubectl, or, where it is
 * followed, until it begins. Rejects with a `ClusterError`, and so does reading them.
 */
export async function inTime(ask: Ask, follow: boolean, of: Limit, outer: AbortSignal): Promise<Bytes> {
  const { requestTimeout, timing } = of;
  if (!requestTimeout) return ask(outer);
  let isAnswered = false;
  const life = lifeWithin(outer);
  const limit = lifeWithin(life.signal);
  void timing.sleep(requestTimeout, limit.signal).then(() => {
    const lacks = isAnswered ? 'send all of the log' : 'answer';
    if (!limit.signal.aborted) life.abort(tooLate(of, requestTimeout, lacks));
  });
  const over = (): void => {
    limit.abort();
    limit.over();
  };
  try {
    const bytes = await ask(life.signal);
    isAnswered = true;
    if (follow) over();
    return until(bytes, () => {
      over();
      life.over();
    });
  } catch (error) {
    over();
    life.over();
    throw error;
  }
}

async function* until(bytes: Bytes, over: () => void): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytes;
  } finally {
    over();
  }
}

/** Tells that a server does not begin to answer for logs, once for all of them, until one is answered. */
export class Unanswered {
  private told = false;

  constructor(
    private readonly limit: Limit,
    private readonly log: Log | undefined,
  ) {}

  /** @param what whose log it is */
  async asked(ask: Ask, what: string, signal: AbortSignal): Promise<Bytes> {
    const answered = lifeWithin(signal);
    void this.notice(what, answered.signal);
    try {
      const bytes = await ask(signal);
      this.told = false;
      return bytes;
    } finally {
      answered.abort();
      answered.over();
    }
  }

  private async notice(what: string, answered: AbortSignal): Promise<void> {
    const { server, timing, awaits } = this.limit;
    // Before that the server is not even asked.
    do await timing.sleep(NOTICED, answered);
    while (!answered.aborted && awaits?.() !== undefined);
    if (answered.aborted || this.told) return;
    this.told = true;
    const text = `${server} has not begun to answer for the log of ${what} for ${NOTICED / 1000} s: waiting (--request-timeout gives up)`;
    this.log?.('warning', 'logs', text);
  }
}
