import type { Connection, Tidying } from '../ports/connection.ts';
import { type Life, lifeWithin } from './life.ts';

/** Who ends the program does not wait for a server that does not answer: what was made there ends by itself. In ms. */
const LONGEST = 8_000;
/** After so long, in ms, he is told what for. */
const NOTICED = 500;

/** What made something for a moment, in the cluster or on this machine's disk, that is to go before the program does. */
export class Unfinished {
  private readonly running = new Map<Promise<unknown>, { readonly life: Life; readonly what: string }>();

  /**
   * Does something that tidies up behind itself, also where its signal, which `given` aborts, ends it.
   *
   * @param what is waited for then, in words that follow `waiting for`
   */
  async run<T>(
    given: AbortSignal | undefined,
    what: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const life = lifeWithin(given);
    const doing = work(life.signal);
    this.running.set(doing, { life, what });
    return doing.finally(() => {
      life.over();
      this.running.delete(doing);
    });
  }

  /** Gives all of it up; over once it is tidy. Undefined: there is nothing. */
  tidy(): Tidying | undefined {
    if (this.running.size === 0) return undefined;
    const running = [...this.running.values()];
    for (const { life } of running) life.abort();
    const what = [...new Set(running.map((each) => each.what))];
    return { what, over: Promise.allSettled(this.running.keys()) };
  }
}

/**
 * Tidies connections; undefined where none has anything to tidy.
 *
 * @param says tells who ends the program what he waits for
 */
export function tidied(
  connections: readonly Pick<Connection, 'tidy'>[],
  says: (text: string) => void = () => undefined,
): Promise<unknown> | undefined {
  const tidying = connections.flatMap((connection) => connection.tidy() ?? []);
  if (tidying.length === 0) return undefined;
  const what = tidying.flatMap((each) => each.what).join(' and ');
  const told = `waiting for ${what}, for ${LONGEST / 1000} s at most; ctrl-c leaves at once`;
  const noticed = setTimeout(() => says(told), NOTICED).unref();
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST).unref());
  const over = Promise.all(tidying.map((each) => each.over)).finally(() => clearTimeout(noticed));
  return Promise.race([over, late]);
}
