import { epochMs } from '../../../model/ages.ts';
import { lastingHealth, type PodHealth } from '../../../model/health/pod-health.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { podProgress } from '../../../model/pod/pod-progress.ts';
import { podIp, podNode, podStatus } from '../../../model/pod/pod-status.ts';
import type { Sort } from '../../look.ts';
import type { Searched } from '../matcher.ts';

type By = Exclude<Sort['by'], 'name'>;

/**
 * A Pod as lists look at it. What it is searched and sorted by is kept once it was asked for: of 50,000 it is asked for
 * with every key.
 */
export class PodEntry implements Searched {
  private name: string | undefined = undefined;
  private rest: string | undefined = undefined;
  private status: string | undefined = undefined;
  private restarts: number | undefined = undefined;
  private created: number | undefined = undefined;

  /** How it is as long as time alone changes nothing: looked up while the Pod is at hand. */
  readonly lasting: PodHealth;

  constructor(readonly pod: Pod) {
    this.lasting = lastingHealth(pod);
  }

  /** Most are found by their names alone: with a filter's first letter all are looked at for the first time. */
  contains(wanted: string): boolean {
    this.name ??= this.pod.metadata.name.toLowerCase();
    return this.name.includes(wanted) || (this.rest ??= this.besidesName()).includes(wanted);
  }

  /** What else is on show of it, in small letters: made once, since that takes longer than looking. */
  private besidesName(): string {
    const { namespace = '' } = this.pod.metadata;
    this.status ??= podStatus(this.pod);
    return `${this.status}\n${podIp(this.pod)}\n${podNode(this.pod)}\n${namespace}`.toLowerCase();
  }

  get node(): string {
    return this.pod.spec?.nodeName ?? '';
  }

  /**
   * What it is sorted by, the lowest first. As in k9s, age shows the newest first and restarts the most first; a time
   * that cannot be read is the oldest. Seconds are what the API tells.
   */
  key(by: By): string | number {
    if (by === 'age')
      return (this.created ??= -Math.floor((epochMs(this.pod.metadata.creationTimestamp) ?? 0) / 1000));
    if (by === 'status') return (this.status ??= podStatus(this.pod));
    if (by === 'restarts') return (this.restarts ??= -podProgress(this.pod).restarts);
    return this.node;
  }
}

const entries = new WeakMap<Pod, PodEntry>();

/** A Pod's entry, which is the same in every list. */
export function entryOf(pod: Pod): PodEntry {
  const known = entries.get(pod);
  if (known) return known;
  const entry = new PodEntry(pod);
  entries.set(pod, entry);
  return entry;
}
