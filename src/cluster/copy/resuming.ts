import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Course } from './course.ts';
import { Interrupted, type Remote, type ScriptEnd } from './remote.ts';

/** A script whose output is read, and the one that prints what is behind so many bytes of it, where there is one. */
export interface Read {
  readonly script: string;
  readonly at: string;
  readonly rest?: (had: number) => Promise<{ readonly script: string; readonly from: number }>;
}

/** So long it waits before it goes on, in ms: the first time, and at most. */
const [PAUSE, LONGEST_PAUSE] = [500, 10_000];

/**
 * Reads a script's output over lost connections, `retries` times. Where there is no script for the rest all is read anew:
 * what was read before is left out, and has to be the same.
 */
export async function readOn(
  { script, at, rest }: Read,
  take: (data: Uint8Array) => Promise<void>,
  { remote, course, retries }: { readonly remote: Remote; readonly course: Course; readonly retries: number },
): Promise<ScriptEnd> {
  const sum = createHash('sha256');
  let had = 0;
  const takeNew = async (data: Uint8Array): Promise<void> => {
    if (data.length === 0) return;
    had += data.length;
    if (!rest && retries > 0) sum.update(data);
    await take(data);
  };
  for (let retry = 0; ;) {
    try {
      if (retry === 0 || had === 0) return await remote.run(script, [at], { take: takeNew });
      if (rest) {
        const { script: more, from } = await rest(had);
        return await remote.run(more, [at, `${from}`], { take: takeNew });
      }
      const known = new Known(had, sum.copy().digest('hex'), at);
      return await remote.run(script, [at], { take: async (data) => takeNew(known.without(data)) });
    } catch (error) {
      if (!(error instanceof Interrupted) || retry >= retries) throw error;
      retry++;
      await setTimeout(Math.min(LONGEST_PAUSE, PAUSE * 2 ** Math.min(retry - 1, 10)), undefined, {
        signal: remote.signal,
      });
      // kubectl's words (k8s.io/kubectl/pkg/cmd/cp, `TarPipe`).
      course.note(`Resuming copy at ${had} bytes, retry ${retry}${retries < Infinity ? `/${retries}` : ''}`);
    }
  }
}

/** What was read before, and comes again. */
class Known {
  private readonly sum = createHash('sha256');

  constructor(
    private toCome: number,
    private readonly expected: string,
    private readonly at: string,
  ) {}

  /** What of it is new. Throws where what is not differs. */
  without(data: Uint8Array): Uint8Array {
    if (this.toCome === 0) return data;
    const known = data.subarray(0, this.toCome);
    this.sum.update(known);
    this.toCome -= known.length;
    if (this.toCome === 0 && this.sum.digest('hex') !== this.expected)
      throw new ClusterError({
        reason: 'Changed',
        message: `${this.at} changed while the connection was lost: nothing was put in its place`,
      });
    return data.subarray(known.length);
  }
}
