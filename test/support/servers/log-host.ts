import type { LogAsks } from '../../../src/cluster/logs/log-asks.ts';
import type { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import type { LogSource } from '../../../src/model/logs/log-item.ts';
import type { ContainerStatus, Pod } from '../../../src/model/kinds/objects.ts';
import { VirtualTime } from '../virtual-time.ts';

export const SOURCE: LogSource = { namespace: 'default', pod: 'web', uid: 'web-uid', container: 'app' };

interface Written {
  /** Nanoseconds since the epoch are too many for a number: seconds, and nanoseconds. */
  readonly second: number;
  readonly nanos: number;
  readonly bytes: Buffer;
}

/** A node with the logs of one container, run by run, that answers as a kubelet does: `sinceTime` in whole seconds. */
export class LogHost {
  readonly runs: Written[][] = [[]];
  status: Partial<ContainerStatus> = { restartCount: 0, state: { running: {} } };
  phase = 'Running';
  gone = false;
  /** Asked at each look; none: the scheduler found none. */
  node: () => string | undefined = () => 'node-1';
  /** Thrown whatever is asked. */
  lost: ClusterError | undefined;
  /** What is sent in place of a previous log that is gone. */
  unstamped: string | undefined;
  private turns = 0;
  /** How long it was waited each time, in ms. */
  readonly paused: number[] = [];
  /** Every path that was asked for. */
  readonly asked: URLSearchParams[] = [];
  readonly timing = new VirtualTime();
  /** Called before each request: what it returns is thrown. */
  refuse: () => ClusterError | undefined = () => undefined;
  /** After how many bytes of an answer the connection breaks; undefined: never. */
  breaksAfter: () => number | undefined = () => undefined;
  chunk: () => number = () => 1 << 16;
  /** Called when all that there is was sent to who follows: more may be written then; false: the stream ends. */
  goOn: () => boolean = () => false;

  write(second: number, nanos: number, text: string | Buffer, end = '\n'): void {
    this.runs.at(-1)?.push({ second, nanos, bytes: Buffer.concat([Buffer.from(text), Buffer.from(end)]) });
  }

  get pod(): Pod {
    const nodeName = this.node();
    const unplaced = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no room' };
    return {
      metadata: { name: 'web', namespace: 'default', uid: 'web-uid' },
      spec: { ...(nodeName !== undefined && { nodeName }), containers: [{ name: 'app' }] },
      status: {
        phase: this.phase,
        ...(nodeName === undefined && { conditions: [unplaced] }),
        containerStatuses: [{ name: 'app', ...this.status }],
      },
    } as Pod;
  }

  get asks(): LogAsks {
    return {
      open: (path, _, received) => this.open(new URLSearchParams(path.split('?')[1]), received),
      look: () => (this.lost ? Promise.reject(this.lost) : Promise.resolve(this.gone ? undefined : this.pod)),
      pause: (ms) => {
        if (this.paused.push(ms) > 1000) throw new Error('it goes on for ever');
        return Promise.resolve();
      },
      timing: this.timing,
    };
  }

  private open(query: URLSearchParams, received?: () => void): Promise<AsyncIterable<Uint8Array>> {
    this.asked.push(query);
    const refused = this.refuse();
    return refused ? Promise.reject(refused) : Promise.resolve(this.whole(query, received));
  }

  private async *whole(query: URLSearchParams, received?: () => void): AsyncGenerator<Uint8Array> {
    yield* this.answer(query);
    received?.();
  }

  private async *answer(query: URLSearchParams): AsyncGenerator<Uint8Array> {
    if (query.has('previous') && this.unstamped !== undefined) return yield Buffer.from(this.unstamped);
    const run = this.runs.at(query.has('previous') ? -2 : -1) ?? [];
    const since = Math.floor(Date.parse(query.get('sinceTime') ?? '1970-01-01T00:00:00Z') / 1000);
    const tail = query.get('tailLines');
    const first = tail === null ? 0 : Math.max(0, run.length - Number(tail));
    let at = first;
    let left = this.breaksAfter();
    for (;;) {
      const from = at;
      at = run.length;
      // A line may stand in parts, each with its time, of which the first is sent with one (pkg/kubelet/kuberuntime/logs).
      const begins = (index: number): boolean => index === first || run[index - 1]?.bytes.at(-1) === NEWLINE;
      const sent = run.map((part, index) => (begins(index) ? stamped(part) : part.bytes));
      const isSent = (_: Buffer, index: number): boolean =>
        index >= from && (run[index]?.second ?? 0) >= since;
      let bytes = Buffer.concat(sent.filter(isSent));
      while (bytes.length > 0) {
        const part = bytes.subarray(0, Math.max(1, Math.min(this.chunk(), left ?? Infinity)));
        bytes = bytes.subarray(part.length);
        yield part;
        if (left !== undefined) left -= part.length;
        if (left !== undefined && left <= 0)
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' }); // As Node has it.
      }
      if (++this.turns > 10_000) throw new Error('nothing is written any more');
      if (!query.has('follow') || !this.goOn()) return;
    }
  }
}

const NEWLINE = 0x0a;

function stamped({ second, nanos, bytes }: Written): Buffer {
  const time = new Date(second * 1000).toISOString().slice(0, 19);
  return Buffer.concat([Buffer.from(`${time}.${String(nanos).padStart(9, '0')}Z `), bytes]);
}
