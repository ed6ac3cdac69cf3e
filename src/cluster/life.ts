import { setMaxListeners } from 'node:events';

/** Something that ends with the first of several signals, or when it is over. */
export interface Life {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** It is over: no signal is listened to any more. */
  over(): void;
}

/**
 * A life within others. AbortSignal.any would do it too, but keeps what it made for as long as the longest of
 * its signals lives (nodejs/node#55351), and a transport's or a watch's lives as long as the program.
 */
export function lifeWithin(...signals: readonly (AbortSignal | undefined)[]): Life {
  const aborter = new AbortController();
  // Any number of requests may end with it, which is no leak to be warned of.
  setMaxListeners(0, aborter.signal);
  const ends = signals.flatMap((signal) => {
    if (!signal) return [];
    const end = (): void => aborter.abort(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    return [() => signal.removeEventListener('abort', end)];
  });
  return {
    signal: aborter.signal,
    abort: (reason) => aborter.abort(reason),
    over: () => ends.forEach((unhear) => unhear()),
  };
}
