import { anyNodePortKey, nodePortKeys } from '../../../model/health/dangers.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { hasEnded } from '../../../model/pod/pod-status.ts';
import { Table } from '../../../model/table/table.ts';
import { sharedKey } from '../../../model/volumes/volume-source.ts';
import type { Derived } from '../../kept.ts';
import type { State } from '../../state.ts';

interface Claimants {
  readonly pods: Table<Pod>;
  /** The Pods that mount a claim or a node's directory, or take a node's port, by `sharedKey` and `nodePortKeys`. */
  readonly byKey: Table<readonly Pod[]>;
}

const NONE: Derived<Claimants> = { initial: { pods: Table.empty(), byKey: Table.empty() } };

const NOBODY: readonly Pod[] = [];

/** The Pods that are listed and claim what one Pod does not have alone; the same list until one of them changes. */
export function claimants(state: State, key: string | undefined): readonly Pod[] {
  if (key === undefined) return NOBODY;
  const { pods } = state.cluster.tables;
  const { byKey } = state.cluster.kept.next(NONE, (last) => broughtTo(pods, last));
  return byKey.get(key) ?? NOBODY;
}

/** Who claims it too. */
export const besides = (claimants: readonly Pod[], { metadata: { uid } }: Pod): readonly Pod[] =>
  claimants.filter(({ metadata }) => metadata.uid !== uid);

/** By what differs from the Pods of the last time: a Pod that ended claims nothing any more. */
function broughtTo(pods: Table<Pod>, last: Claimants): Claimants {
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

function keysOf(pod: Pod): ReadonlySet<string> {
  if (hasEnded(pod)) return new Set();
  const shared = (pod.spec?.volumes ?? []).flatMap((volume) => sharedKey(pod, volume) ?? []);
  const ports = nodePortKeys(pod);
  return new Set([...shared, ...ports.keys(), ...[...ports.values()].map(anyNodePortKey)]);
}
