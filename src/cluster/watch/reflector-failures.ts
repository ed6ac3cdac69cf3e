import type { Failure } from '../../model/kinds/watch-event.ts';
import { ClusterError, IDLE_TIMEOUT, toClusterError } from '../errors/cluster-error.ts';
import type { Delivery } from './delivery.ts';
import type { Asked, Asks } from './reflector-asks.ts';
import {
  afterwards,
  type Cursor,
  LIST,
  LIST_SILENT,
  type Listed,
  pagesAfter,
  type Phase,
} from './reflector-phase.ts';
import { isRefusal, POLL_EVERY, toldFailure, untilPolled, type Waits } from './reflector-waits.ts';
import type { Suspicion } from './silence/suspicion.ts';

/** Of a server that sends none of what is accepted. */
const NOT_ACCEPTABLE: ReadonlySet<number | undefined> = new Set([406, 415]);

/** Of an answer that is none: to what it is one, and of whom. */
function whence(failure: ClusterError, path: string, from: string): ClusterError {
  const { reason, message, code } = failure;
  if (reason !== 'InvalidAnswer' || code !== undefined) return failure;
  const where = `(asked for ${path} of ${from}; a proxy in between may have changed it)`;
  return new ClusterError({ reason, message: `${message} ${where}`, cause: failure });
}

/** What follows what a reflector fails with, and what is told of it. */
export class Failures {
  constructor(
    private readonly asked: Asked & { readonly optional?: boolean },
    private readonly waits: Waits,
    private readonly asks: Asks,
    private readonly delivery: Delivery,
    private readonly suspicion: Suspicion,
  ) {}

  /** What is done after it, and tells of it. */
  after(error: unknown, phase: Phase, cursor: Cursor): Phase {
    const { server } = this.asked;
    const from = server.name ?? 'the server';
    const failure = whence(toClusterError(error, `reading the answer of ${from}`), this.asked.path, from);
    if (server.protobuf && NOT_ACCEPTABLE.has(failure.code)) {
      server.protobuf = false;
      return phase;
    }
    const paged = pagesAfter(failure, phase, cursor, server.streamsLists);
    if (paged) return paged;
    if (phase.at === 'watch' && failure.code === 403) return this.unwatchable(failure, phase.listed);
    if (this.asked.optional && failure.code === 404) return this.absent(failure);
    const { proven } = this.suspicion;
    const then = cursor.resourceVersion === undefined ? 'watch' : this.suspicion.after(failure);
    if (then === 'poll' && phase.at === 'watch' && phase.listed)
      return this.poll({ ...phase, listed: phase.listed }, !proven);
    const { ms, again } = this.waits.after(failure);
    this.tell(failure, this.told(failure, ms, again), cursor);
    const next = failure.code === 410 ? LIST : then === 'watch' ? afterwards(cursor, phase) : LIST_SILENT;
    return { at: 'wait', ms, after: failure, next };
  }

  private tell(failed: ClusterError, failure: Failure, { resourceVersion }: Cursor): void {
    const { heard } = this.asks;
    if (isRefusal(failed)) this.delivery.lost({ type: 'failed', failure });
    else if (failed.reason !== IDLE_TIMEOUT) this.delivery.lost({ type: 'stale', failure });
    // Where nothing changes nothing may come, and a list is no more certain for having come in part.
    else if (resourceVersion !== undefined) this.delivery.doubts(heard, failure);
    else this.delivery.lost({ type: 'stale', failure, heard });
  }

  /** Of a namespace that does not exist a server lists nothing: 404 is that of a kind which nobody defined. */
  private absent({ code = 404, reason, message }: ClusterError): Phase {
    this.delivery.lost({ type: 'failed', failure: { code, reason, message } });
    return { at: 'absent' };
  }

  /** Who may list but not watch sees a list as old as the last try, which the server's load bounds. */
  private unwatchable(failure: ClusterError, listed: Listed | undefined): Phase {
    const next = { at: 'list', paged: 'denied' } as const;
    return listed ? { at: 'wait', ms: this.polled(failure, listed), next } : next;
  }

  /** And so does who is told nothing by watches. Until the next list is due it is tried whether something comes of them by now. */
  private poll(phase: Phase & { readonly listed: Listed }, isNews: boolean): Phase {
    const { proven } = this.suspicion;
    const { listed } = phase;
    const ms = isNews && proven ? this.polled(proven, listed) : untilPolled(listed, this.asked.timing.now());
    return ms > POLL_EVERY
      ? { at: 'wait', ms: POLL_EVERY, next: phase }
      : { at: 'wait', ms, next: LIST_SILENT };
  }

  /** Tells that a list is as old as that, and why. Gives when it is to be asked for again, in ms. */
  polled(failure: ClusterError, listed: Listed): number {
    const ms = untilPolled(listed, this.asked.timing.now());
    this.delivery.lost({ type: 'polled', at: listed.at, failure: this.told(failure, ms) });
    return ms;
  }

  private told(failure: ClusterError, ms: number, again = false): Failure {
    return toldFailure(failure, this.asked.timing.now() + ms, again);
  }

  /** A page is asked for again in so long, in ms, as the server says. */
  busy(failure: ClusterError, ms: number): void {
    this.delivery.lost({ type: 'stale', failure: this.told(failure, ms, true) });
  }
}
