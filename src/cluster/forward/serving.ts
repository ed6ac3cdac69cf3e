import { type Observable, Subscription } from 'rxjs';
import type { ForwardTold } from '../../model/forward/forward.ts';
import { leftText, servingPod, unservedText } from '../../model/forward/serving-pod.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { ClusterError } from '../errors/cluster-error.ts';

/** Which Pod takes new connections, as Pods come and go. */
export class Serving {
  current: Pod | undefined;
  /** The Pods there are; undefined until they are known. */
  private pods: readonly Pod[] | undefined;
  private readonly subscription = new Subscription();
  private readonly waiting = new Set<() => void>();
  private told: string | undefined;

  constructor(
    private readonly any: boolean,
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
  async pod(ms: number, signal: AbortSignal, failed?: Pod): Promise<Pod> {
    const deadline = performance.now() + ms;
    for (;;) {
      const { current } = this;
      if (current && !isSame(current, failed)) return current;
      const left = deadline - performance.now();
      if (left <= 0 || signal.aborted) throw this.unserved(ms);
      await this.change(left, signal);
    }
  }

  /** Any Pod, whether it serves or not: ports are known by their spec. */
  async anyPod(ms: number, signal: AbortSignal): Promise<Pod> {
    const deadline = performance.now() + ms;
    for (;;) {
      const pod = this.current ?? this.pods?.[0];
      if (pod) return pod;
      const left = deadline - performance.now();
      if (left <= 0 || signal.aborted) throw this.unserved(ms);
      await this.change(left, signal);
    }
  }

  /** Whether a Pod is still as it was: what failed there fails there again. */
  serves(pod: Pod): boolean {
    return isSame(this.current, pod);
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

  private unserved(ms: number): ClusterError {
    const why = this.pods ? unservedText(this.pods) : 'Pods are not known yet';
    return new ClusterError({ reason: 'NoPod', message: `no Pod took it within ${ms / 1000} s: ${why}` });
  }

  private take(pods: readonly Pod[]): void {
    const before = this.current;
    const now = servingPod(pods, before?.metadata.uid, this.any);
    this.pods = pods;
    this.current = now;
    if (now && now.metadata.uid !== this.told) this.tellPod(now, before, pods);
    else if (!now && (before || this.told === undefined))
      this.tell({ type: 'waiting', why: unservedText(pods) });
    if (now) this.told = now.metadata.uid;
    else if (!before) this.told ??= '';
    this.wake();
  }

  private left: Pod | undefined;

  private tellPod(now: Pod, before: Pod | undefined, pods: readonly Pod[]): void {
    const one = before ?? this.left;
    this.left = now;
    const seen = one && pods.find(({ metadata }) => metadata.uid === one.metadata.uid);
    const from = one ? { from: one.metadata.name, why: leftText(seen, now) } : {};
    this.tell({ type: 'pod', name: now.metadata.name, ...from });
  }

  private wake(): void {
    for (const done of [...this.waiting]) done();
  }
}

const isSame = (a: Pod | undefined, b: Pod | undefined): boolean =>
  a !== undefined && a.metadata.uid === b?.metadata.uid;
