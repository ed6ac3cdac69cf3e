import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ENDED, type ReadScript } from '../../model/copy/copy-scripts.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Course } from './course.ts';
import { EndLost, Interrupted, type Remote, scriptError, type ScriptEnd } from './remote.ts';

/** What is read, and of what. */
export interface Read {
  readonly script: ReadScript;
  readonly at: string;
  /** Whether it went well; without it, where it ended with 0. */
  readonly accepts?: (end: ScriptEnd) => boolean;
  /** Whether what went well is all of it: how much came, in bytes, and the last of it (`LAST`). */
  readonly isAll: (had: number, last: Buffer) => boolean | Promise<boolean>;
}

/** So much of the end is kept, in bytes: two empty records, with which a tar stream ends. */
export const LAST = 1_024;
/** So often in a row the server may lose the end of what is left, with nothing more of it come. */
const MOST_IN_VAIN = 3;

/** So long it waits before it goes on, in ms: where something came since the last time, and at most. */
const [PAUSE, LONGEST_PAUSE] = [500, 10_000];

const wentWell = ({ code }: ScriptEnd): boolean => code === 0;

type Take = (data: Uint8Array) => Promise<void>;

/**
 * Reads a script's output over lost connections, `retries` times, and where a busy server lost its end: what was read before is printed anew, but only what is
 * behind it goes over the line. It has to be the same: the container tells its checksum, or, where it cannot, all of it
 * is read anew.
 */
export async function readOn(
  { script, at, isAll, accepts = wentWell }: Read,
  take: Take,
  { remote, course, retries }: { readonly remote: Remote; readonly course: Course; readonly retries: number },
): Promise<ScriptEnd> {
  const sum = createHash('sha256');
  let had = 0;
  let last = Buffer.alloc(0);
  let [before, inVain] = [0, 0];
  const takeNew: Take = async (data) => {
    if (data.length === 0) return;
    had += data.length;
    sum.update(data);
    last = Buffer.concat([last, data.subarray(-LAST)]).subarray(-LAST);
    await take(data);
  };
  const readRest = async (): Promise<ScriptEnd> => {
    if (had === 0) return remote.run(script.all, [at], { take: takeNew });
    const expected = sum.copy().digest('hex');
    const is = await sumOf(script, at, had, remote);
    if (is !== undefined && is !== expected) throw changed(at);
    if (is !== undefined)
      return asEnded(await remote.run(script.rest, [at, `${had + 1}`], { take: takeNew }));
    const known = new Known(had, expected, at);
    return remote.run(script.all, [at], { take: async (data) => takeNew(known.without(data)) });
  };
  for (let retry = 0; ;) {
    try {
      const end = await readRest();
      if (!accepts(end)) throw scriptError(end, `${at} could not be read`);
      if (!(await isAll(had, last)))
        throw new EndLost(`the server lost what is behind ${had} bytes of ${at}`);
      return end;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      inVain = had > before ? 0 : inVain + 1;
      before = had;
      if (error instanceof EndLost) {
        if (inVain >= MOST_IN_VAIN) throw error;
        course.note(`warning: ${error.message}: reading on`);
        continue;
      }
      if (retry >= retries) throw error;
      retry++;
      await setTimeout(Math.min(LONGEST_PAUSE, PAUSE * 2 ** Math.min(inVain, 10)), undefined, {
        signal: remote.signal,
      });
      // kubectl's words (k8s.io/kubectl/pkg/cmd/cp, `TarPipe`).
      course.note(`Resuming copy at ${had} bytes, retry ${retry}${retries < Infinity ? `/${retries}` : ''}`);
    }
  }
}

/** Of the first bytes, as hexadecimal digits; undefined where the container cannot tell. */
async function sumOf(
  { sum }: ReadScript,
  at: string,
  bytes: number,
  remote: Remote,
): Promise<string | undefined> {
  let printed = '';
  await remote.run(sum, [at, `${bytes}`], {
    take: (data) => void (printed = (printed + Buffer.from(data).toString('latin1')).slice(0, 64)),
  });
  return /^[0-9a-f]{64}$/.test(printed) ? printed : undefined;
}

/** How what printed the rest ended, which is not what told it. */
function asEnded({ code, said }: ScriptEnd): ScriptEnd {
  const ended = said.find((line) => line.startsWith(ENDED));
  if (ended === undefined) return { code, said };
  return { code: Number(ended.slice(ENDED.length)) || 1, said: said.filter((line) => line !== ended) };
}

const changed = (at: string): ClusterError =>
  new ClusterError({
    reason: 'Changed',
    message: `${at} changed while the connection was lost: nothing was put in its place`,
  });

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
    if (this.toCome === 0 && this.sum.digest('hex') !== this.expected) throw changed(this.at);
    return data.subarray(known.length);
  }
}
