import { epochMs } from '../../../model/ages.ts';
import { lastingHealth, type PodHealth } from '../../../model/health/pod-health.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { podProgress } from '../../../model/pod/pod-progress.ts';
import { podIp, podNode, podStatus, podSummary } from '../../../model/pod/pod-status.ts';
import type { Sort } from '../../look.ts';
import type { Searched } from '../searched.ts';

type By = Exclude<Sort['by'], 'name'>;

/**
 * A Pod as lists look at it. What it is searched and sorted by is kept once it was asked for: of 50,000 it is asked for
 * with every key. What takes nothing to make is there from the beginning, when the Pod is at hand anyway.
 */
export class PodEntry implements Searched {
  private written: string | undefined = undefined;
  private restarted: number | undefined = undefined;
  private made: number | undefined = undefined;

  /** How it is as long as time alone changes nothing. */
  readonly lasting: PodHealth;

  /** What it is found by, in small letters, which is mostly the text itself and no other one. */
  readonly name: string;
  readonly namespace: string;
  readonly node: string;
  readonly ip: string;
  private state: string | undefined = undefined;

  constructor(readonly pod: Pod) {
    const { name, namespace = '' } = pod.metadata;
    this.lasting = lastingHealth(pod);
    this.name = name.toLowerCase();
    this.namespace = namespace.toLowerCase();
    this.node = podNode(pod).toLowerCase();
    this.ip = podIp(pod).toLowerCase();
  }

  /** Its status is looked at last: it alone has to be made. */
  contains(wanted: string): boolean {
    return (
      this.name.includes(wanted) ||
      this.node.includes(wanted) ||
      this.ip.includes(wanted) ||
      this.namespace.includes(wanted) ||
      this.status.includes(wanted)
    );
  }

  fits(test: (text: string) => boolean): boolean {
    return [this.name, this.node, this.ip, this.namespace].some(test) || test(this.status);
  }

  get status(): string {
    return (this.state ??= smallOf((this.written ??= podStatus(this.pod))));
  }

  get labels(): Readonly<Record<string, string>> {
    return this.pod.metadata.labels ?? {};
  }

  get ready(): string {
    return podSummary(this.pod).ready;
  }

  get restarts(): number {
    return -this.key('restarts');
  }

  get created(): number | undefined {
    return -this.key('age') * 1000 || undefined;
  }

  /**
   * What it is sorted by, the lowest first. As in k9s, age shows the newest first and restarts the most first; a time
   * that cannot be read is the oldest. Seconds are what the API tells.
   */
  key(by: 'age' | 'restarts'): number;
  key(by: By): string | number;
  key(by: By): string | number {
    if (by === 'age')
      return (this.made ??= -Math.floor((epochMs(this.pod.metadata.creationTimestamp) ?? 0) / 1000));
    if (by === 'status') return (this.written ??= podStatus(this.pod));
    if (by === 'restarts') return (this.restarted ??= -podProgress(this.pod).restarts);
    return this.pod.spec?.nodeName ?? '';
  }
}

/** The same text for all of the same status: there are few of them. */
function smallOf(status: string): string {
  const known = small.get(status);
  if (known !== undefined) return known;
  if (small.size === MOST_STATUSES) small.clear();
  const made = status.toLowerCase();
  small.set(status, made);
  return made;
}

const small = new Map<string, string>();
/** A status may be any text that a kubelet wrote. */
const MOST_STATUSES = 1000;

const entries = new WeakMap<Pod, PodEntry>();

/** A Pod's entry, which is the same in every list. */
export function entryOf(pod: Pod): PodEntry {
  const known = entries.get(pod);
  if (known) return known;
  const entry = new PodEntry(pod);
  entries.set(pod, entry);
  return entry;
}
