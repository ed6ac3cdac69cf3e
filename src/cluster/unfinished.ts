import type { Connection } from '../ports/connection.ts';
import { type Life, lifeWithin } from './life.ts';

/** Who ends the program does not wait for a server that does not answer: what was made there ends by itself. In ms. */
const LONGEST = 8_000;

/** What made something for a moment, in the cluster or on this machine's disk, that is to go before the program does. */
export class Unfinished {
  private readonly running = new Map<Promise<unknown>, Life>();

  /** Does something that tidies up behind itself, also where its signal, which `given` aborts, ends it. */
  async run<T>(given: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const life = lifeWithin(given);
    const doing = work(life.signal);
    this.running.set(doing, life);
    return doing.finally(() => {
      life.over();
      this.running.delete(doing);
    });
  }

  /** Gives all of it up; over once it is tidy. Undefined: there is nothing. */
  tidy(): Promise<unknown> | undefined {
    if (this.running.size === 0) return undefined;
    for (const life of this.running.values()) life.abort();
    return Promise.allSettled(this.running.keys());
  }
}

/** Tidies connections; undefined where none has anything to tidy. */
export function tidied(connections: readonly Pick<Connection, 'tidy'>[]): Promise<unknown> | undefined {
  const tidying = connections.flatMap((connection) => connection.tidy() ?? []);
  if (tidying.length === 0) return undefined;
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST).unref());
  return Promise.race([Promise.all(tidying), late]);
}
