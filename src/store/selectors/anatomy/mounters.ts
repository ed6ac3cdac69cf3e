import type { Pod, Volume } from '../../../model/kinds/objects.ts';
import { Table } from '../../../model/table/table.ts';
import { sharedKey } from '../../../model/volumes/volume-source.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';

interface Mounters {
  readonly pods: Table<Pod>;
  /** The Pods that mount a claim or a node's directory, by `sharedKey`. */
  readonly byKey: Table<readonly Pod[]>;
}

const NONE: Derived<Mounters> = { initial: { pods: Table.empty(), byKey: Table.empty() } };

/** The other Pods that are listed and mount what a volume of a Pod mounts. */
export function otherMounters(state: State, pod: Pod, volume: Volume): readonly Pod[] {
  const key = sharedKey(pod, volume);
  if (key === undefined) return [];
  const { pods } = state.cluster.tables;
  const { byKey } = state.cluster.kept.next(NONE, (last) => broughtTo(pods, last));
  const all = byKey.get(key) ?? [];
  return all.filter(({ metadata }) => metadata.uid !== pod.metadata.uid);
}

/** By what differs from the Pods of the last time: a Pod that ended mounts nothing any more. */
function broughtTo(pods: Table<Pod>, last: Mounters): Mounters {
  if (last.pods === pods) return last;
  const changes = new Map<string, { readonly gone: Set<Pod>; readonly come: Pod[] }>();
  const at = (key: string) => {
    const known = changes.get(key) ?? { gone: new Set<Pod>(), come: [] };
    changes.set(key, known);
    return known;
  };
  for (const { before, after } of Table.changes(last.pods, pods)) {
    if (before) for (const key of keysOf(before)) at(key).gone.add(before);
    if (after) for (const key of keysOf(after)) at(key).come.push(after);
  }
  const entries = [...changes].map(([key, { gone, come }]): readonly [string, readonly Pod[] | undefined] => {
    const all = [...(last.byKey.get(key) ?? []).filter((pod) => !gone.has(pod)), ...come];
    return [key, all.length === 0 ? undefined : all];
  });
  return { pods, byKey: entries.length === 0 ? last.byKey : last.byKey.with(entries) };
}

const ENDED: ReadonlySet<string> = new Set(['Succeeded', 'Failed']);

function keysOf(pod: Pod): ReadonlySet<string> {
  if (ENDED.has(pod.status?.phase ?? '')) return new Set();
  return new Set((pod.spec?.volumes ?? []).flatMap((volume) => sharedKey(pod, volume) ?? []));
}
