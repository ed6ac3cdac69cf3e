import { epochMs } from '../../model/ages.ts';
import { lastingHealth, type PodHealth } from '../../model/health/pod-health.ts';
import type { Pod } from '../../model/objects.ts';
import { podSummary } from '../../model/pod-status.ts';
import type { Sort } from '../look.ts';
import { searchable, type Searched } from './matcher.ts';

/**
 * A Pod as lists look at it. What it is searched and sorted by is made when it is first asked for, once a
 * Pod: of 50,000 it is asked for with every key.
 */
export class PodEntry implements Searched {
  private searched: string | undefined = undefined;
  private sorted: string | number | undefined = undefined;
  private by: Sort['by'] | undefined = undefined;
  private lasting: PodHealth | undefined = undefined;

  constructor(readonly pod: Pod) {}

  /** What a filter looks at: what is on show of it. */
  get text(): string {
    return (this.searched ??= textOf(this.pod));
  }

  get node(): string {
    return this.pod.spec?.nodeName ?? '';
  }

  /** How it is as long as time alone changes nothing. */
  get health(): PodHealth {
    return (this.lasting ??= lastingHealth(this.pod));
  }

  /** What it is sorted by, the lowest first. */
  key(by: Exclude<Sort['by'], 'name'>): string | number {
    if (this.by !== by || this.sorted === undefined) {
      this.sorted = KEYS[by](this.pod);
      this.by = by;
    }
    return this.sorted;
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

function textOf(pod: Pod): string {
  const { name, namespace = '' } = pod.metadata;
  const { status, ip, node } = podSummary(pod);
  return searchable([name, status, ip, node, namespace]);
}

/** As in k9s, age shows the newest first and restarts the most first; a time that cannot be read is the oldest. */
const KEYS: Readonly<Record<Exclude<Sort['by'], 'name'>, (pod: Pod) => string | number>> = {
  age: (pod) => -(epochMs(pod.metadata.creationTimestamp) ?? 0),
  status: (pod) => podSummary(pod).status,
  restarts: (pod) => -podSummary(pod).restarts,
  node: (pod) => pod.spec?.nodeName ?? '',
};
