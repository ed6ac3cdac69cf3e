import { type Observable, Subscription } from 'rxjs';
import type { ForwardTold } from '../../model/forward/forward.ts';
import {
  goneText,
  leftText,
  servingPod,
  unansweredText,
  unservedText,
} from '../../model/forward/serving-pod.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import type { Meant } from './meant-pods.ts';

/** Which Pod takes new connections, as Pods come and go. */
export class Serving {
  current: Pod | undefined;
  /** The Pods there are; undefined until they are known. */
  private pods: readonly Pod[] | undefined;
  private readonly subscription = new Subscription();
  private readonly waiting = new Set<() => void>();
  /** That of which it was said that nothing answers there. */
  private unanswered: string | undefined;
  /** That which connections went to last. */
  private last: Pod | undefined;
  /** One of those that there were last. */
  private seen: Pod | undefined;
  private isAway = false;

  constructor(
    private readonly meant: Pick<Meant, 'any' | 'labels'>,
    /** The numbers of the ports that lead to a Pod, as far as it has them. */
    private readonly portsOf: (pod: Pod) => readonly number[],
    private readonly tell: (told: ForwardTold) => void,
  ) {}

  /** @param failed they cannot be followed, nor were they ever known */
  follow(pods$: Observable<readonly Pod[]>, failed: (error: unknown) => void): void {
    this.subscription.add(pods$.subscribe({ next: (pods) => this.take(pods), error: failed }));
  }

  stop(): void {
    this.subscription.unsubscribe();
    this.wake();
  }

  /** A Pod that serves, and is another one than that which failed; waits until there is one, so long at most, in ms. */
  pod(ms: number, signal: AbortSignal, failed?: Pod): Promise<Pod> {
    return this.once(() => (isSame(this.current, failed) ? undefined : this.current), ms, signal);
  }

  /** All there are, as far as they are known. */
  get all(): readonly Pod[] {
    return this.pods ?? [];
  }

  /** Any Pod, whether it serves or not: ports are known by their spec. Undefined while there is none. */
  get anyPod(): Pod | undefined {
    return this.current ?? this.pods?.[0];
  }

  /** Resolves when it is known which Pods there are, or after so long, in ms, with an error. */
  async known(ms: number, signal: AbortSignal): Promise<void> {
    await this.once(() => this.pods, ms, signal);
  }

  /** Whether it is one of those that there are. */
  has(pod: Pod): boolean {
    return this.all.some((other) => isSame(other, pod));
  }

  /** Whether a Pod is still as it was: what failed there fails there again. */
  serves(pod: Pod): boolean {
    return isSame(this.current, pod);
  }

  /** The server cannot be reached: who connects waits, whichever Pod serves. */
  away(why: string): void {
    if (!this.isAway) this.tell({ type: 'waiting', why });
    this.isAway = true;
  }

  /** It was reached. */
  back(): void {
    if (this.isAway && this.current) this.tell({ type: 'pod', name: this.current.metadata.name });
    this.isAway = false;
  }

  /** Resolves when something of the Pods changed, or after so long, in ms. */
  change(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  private async once<T>(find: () => T | undefined, ms: number, signal: AbortSignal): Promise<T> {
    const deadline = performance.now() + ms;
    for (;;) {
      const found = find();
      if (found) return found;
      const left = deadline - performance.now();
      if (left <= 0 || signal.aborted) throw this.unserved(ms);
      await this.change(left, signal);
    }
  }

  private unserved(ms: number): ClusterError {
    const why = this.pods ? this.unservedBy(this.pods) : 'Pods are not known yet';
    return new ClusterError({ reason: 'NoPod', message: `no Pod took it within ${ms / 1000} s: ${why}` });
  }

  private unservedBy(pods: readonly Pod[]): string {
    const { any, labels } = this.meant;
    const isByName = !any && labels === undefined;
    return isByName && pods.length === 0 && this.seen ? goneText(this.seen) : unservedText(pods, labels);
  }

  private take(pods: readonly Pod[]): void {
    this.back();
    const before = this.current;
    const isFirst = this.pods === undefined;
    // That they end was told; that none is left is something else.
    const areGone = pods.length === 0 && this.all.length > 0;
    this.seen = pods[0] ?? this.seen;
    const now = servingPod(pods, before?.metadata.uid, this.meant.any);
    this.pods = pods;
    this.current = now;
    if (now && !isSame(now, before)) this.tellPod(now, pods);
    else if (!now && (before || isFirst || areGone))
      this.tell({ type: 'waiting', why: this.unservedBy(pods) });
    this.tellUnanswered(now);
    this.wake();
  }

  /** Once for each time that it ended: until it runs again it waits in several states. */
  private tellUnanswered(now: Pod | undefined): void {
    const why = now && unansweredText(now, this.portsOf(now));
    const again = this.unanswered !== undefined && this.unanswered === now?.metadata.uid;
    this.unanswered = why === undefined ? undefined : now?.metadata.uid;
    if (why !== undefined && !again) this.tell({ type: 'note', text: why });
  }

  private tellPod(now: Pod, pods: readonly Pod[]): void {
    const { last } = this;
    this.last = now;
    const seen = last && pods.find((pod) => isSame(pod, last));
    const from =
      last && !isSame(last, now) ? { from: last.metadata.name, why: leftText(seen, now) } : undefined;
    this.tell({ type: 'pod', name: now.metadata.name, ...from });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}

const isSame = (a: Pod | undefined, b: Pod | undefined): boolean =>
  a !== undefined && a.metadata.uid === b?.metadata.uid;
