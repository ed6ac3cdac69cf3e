import { selects, selectorText } from '../../network/label-selector.ts';
import type { Service } from '../../network/objects.ts';
import type { KubeObject, Pod } from '../../kinds/objects.ts';
import { hasEnded } from '../../pod/pod-status.ts';

type Labels = Readonly<Record<string, string>>;

/** More are not named. */
const MOST = 5;

/**
 * Services that select no Pod of their namespace by their labels, a sentence each. One whose Pods are scaled to none is as it
 * was meant: their owner has the labels still (a ReplicaSet those of its template).
 *
 * @param objects all Pods of the namespace and what owns them
 */
export function unselectingClauses(
  services: Iterable<Service>,
  objects: Iterable<KubeObject>,
): readonly string[] {
  let labelled: ReadonlyMap<string, readonly Labels[]> | undefined;
  const clauses: string[] = [];
  for (const { metadata, spec } of services) {
    const matchLabels = spec?.selector ?? {};
    const [pair] = Object.entries(matchLabels);
    if (!pair) continue;
    labelled ??= byLabel(objects);
    const selected = labelled.get(pair.join('='))?.some((labels) => selects({ matchLabels }, labels));
    if (!selected)
      clauses.push(`Service ${metadata.name} selects no Pod: none has ${selectorText({ matchLabels })}`);
    if (clauses.length === MOST) break;
  }
  return clauses;
}

/** Once for all Services: a namespace may have thousands of both. */
function byLabel(objects: Iterable<KubeObject>): ReadonlyMap<string, readonly Labels[]> {
  const found = new Map<string, Labels[]>();
  for (const object of objects) {
    if (hasEnded(object as Pod)) continue;
    const labels = object.metadata.labels ?? {};
    for (const pair of Object.entries(labels)) {
      const key = pair.join('=');
      const same = found.get(key);
      if (same) same.push(labels);
      else found.set(key, [labels]);
    }
  }
  return found;
}
