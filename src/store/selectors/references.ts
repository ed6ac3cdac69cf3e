import type { ReferencesFeed } from '../../model/feed.ts';
import { hasCondition } from '../../model/health/pod-health.ts';
import type { Reference } from '../../model/health/pod-facts.ts';
import { nodeIsSuspect } from '../../model/health/pod-verdict.ts';
import { referencesOf } from '../../model/health/references.ts';
import type { Pod } from '../../model/objects.ts';
import type { State } from '../state.ts';
import { fedBy } from './lists.ts';
import { selectedPod } from './selection.ts';

/** More are not asked for, each being a request. */
const MOST = 50;

/** What the Pod on show may wait for, where it does not start, or its node, where it is not ready without a reason. */
export function referencesFeeds(state: State): readonly ReferencesFeed[] {
  const pod = selectedPod(state);
  const feed = pod && feedOf(state, pod);
  return feed ? [feed] : [];
}

/** What was found of them; undefined where nothing is asked, or known yet. */
export function referencesFound(state: State, pod: Pod): readonly Reference[] | undefined {
  const feed = feedOf(state, pod);
  return feed && fedBy(state, feed).data;
}

function feedOf(state: State, pod: Pod): ReferencesFeed | undefined {
  const names = doesNotStart(pod) ? [...referencesOf(pod), ...classesOf(state, pod)] : nodeOf(pod);
  if (names.length === 0) return undefined;
  const { uid, namespace = '' } = pod.metadata;
  return { type: 'references', pod: uid, namespace, names: names.slice(0, MOST) };
}

function doesNotStart(pod: Pod): boolean {
  const { phase, containerStatuses = [], initContainerStatuses = [] } = pod.status ?? {};
  if (phase !== 'Pending' || pod.metadata.deletionTimestamp !== undefined || hasCondition(pod, 'Ready'))
    return false;
  return [...containerStatuses, ...initContainerStatuses].every(
    ({ state }) => !state?.running && !state?.terminated,
  );
}

const nodeOf = (pod: Pod): Omit<Reference, 'state'>[] =>
  nodeIsSuspect(pod) ? [{ kind: 'Node', name: pod.spec?.nodeName ?? '' }] : [];

/** The classes of its claims that are not bound: one that does not exist makes no volume. */
function classesOf({ cluster }: State, { metadata, spec }: Pod): Omit<Reference, 'state'>[] {
  const claims = new Map(
    (spec?.volumes ?? []).flatMap((volume) => {
      const { persistentVolumeClaim } = volume as { persistentVolumeClaim?: { claimName?: string } };
      const name =
        persistentVolumeClaim?.claimName ?? ('ephemeral' in volume ? `${metadata.name}-${volume.name}` : '');
      return name ? [[name, volume.name] as const] : [];
    }),
  );
  if (claims.size === 0) return [];
  return [...cluster.tables.persistentvolumeclaims.values()].flatMap((claim) => {
    const volume = claims.get(claim.metadata.name);
    const { storageClassName, volumeName } = claim.spec ?? {};
    const isOurs = volume !== undefined && claim.metadata.namespace === metadata.namespace;
    return isOurs && storageClassName && !volumeName
      ? [{ kind: 'StorageClass', name: storageClassName, volume }]
      : [];
  });
}
