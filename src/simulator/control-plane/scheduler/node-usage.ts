import { specOf, statusOf, text } from '../../api/fields.ts';
import type { ReadableStorage } from '../../storage/storage.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { requestsOf, type Usage } from './fits.ts';

const NONE: Usage = { pods: 0, cpu: 0, memory: 0 };

/** Integers: what is added and taken away again leaves nothing behind. */
const MILLI = 1000;

/** What the Pods on each node have asked for, counted up and down as they come and go (NodeInfo of pkg/scheduler). */
export class NodeUsage {
  private readonly sums = new Map<string, Usage>();

  constructor(storage: ReadableStorage) {
    for (const { collection, object } of storage.all()) if (collection === 'pods') this.count(object, 1);
    this.stop = storage.subscribe(({ collection, before, after }) => {
      if (collection !== 'pods' || counted(before) === counted(after)) return;
      if (before) this.count(before, -1);
      if (after) this.count(after, 1);
    });
  }

  /** Counts no more. */
  readonly stop: () => void;

  of(node: string): Usage {
    const { pods, cpu, memory } = this.sums.get(node) ?? NONE;
    return { pods, cpu: cpu / MILLI, memory };
  }

  private count(pod: StoredObject, by: 1 | -1): void {
    const node = counted(pod);
    if (node === '') return;
    const { pods, cpu, memory } = this.sums.get(node) ?? NONE;
    const asked = requestsOf(pod);
    this.sums.set(node, {
      pods: pods + by,
      cpu: cpu + by * Math.round(asked.cpu * MILLI),
      memory: memory + by * asked.memory,
    });
  }
}

/** The node on which a Pod takes room: none once it is over. What it asks for does not change while it is there. */
export function counted(pod: StoredObject | undefined): string {
  if (!pod || ['Succeeded', 'Failed'].includes(text(statusOf(pod)['phase']))) return '';
  return text(specOf(pod)['nodeName']);
}
