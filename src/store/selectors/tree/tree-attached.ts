import { troubleText } from '../../../model/health/around/endpoints.ts';
import type { Attached, Listed } from '../../../model/attached/attached.ts';
import { namedInSpec } from '../../../model/attached/named-in-spec.ts';
import { podAttached } from '../../../model/attached/pod-attached.ts';
import type { Feed, ReferencesFeed } from '../../../model/feed.ts';
import type { KindId, Kinds } from '../../../model/kinds/kinds.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { madeOnce } from '../../kept.ts';
import { type Kept, ownOf, ownOfType } from '../../own.ts';
import type { State } from '../../state.ts';
import { optionalFeed, optionalFound } from '../anatomy/optional-keys.ts';
import { referencesFound } from '../anatomy/references.ts';
import { fedBy, listInNamespace } from '../lists.ts';
import { podFeed, selectedPod } from '../selected/selected-pod.ts';
import { ownerTree } from './owner-tree.ts';
import type { Rails, TreeRow } from './tree-row.ts';
import { aroundPod, MOST_OWNERS } from '../fares/around.ts';

const ID = 'ownership';

/** Whether the tree shows what hangs on the selected Pod. */
export const withAttached: Kept = {
  id: ID,
  own: ownOfType<boolean, boolean>({ initial: () => false, reduce: (_, on) => on }),
};

export const showsAttached = (state: State): boolean => ownOf<boolean>(state, ID) ?? false;

/** The Pod whose edges of the second kind are on show. */
export const attachedPod = (state: State): Pod | undefined =>
  showsAttached(state) ? selectedPod(state) : undefined;

/** What is asked for of it: the Pod whole, since lists keep no environments, and whether what it names is there. */
export function attachedFeeds(state: State): readonly Feed[] {
  const pod = attachedPod(state);
  if (!pod) return [];
  const asked = referencesFeed(state, pod);
  return [podFeed(pod), ...(asked ? [asked] : []), ...optionalFeed(state, pod)];
}

const FEED = madeOnce<ReferencesFeed | undefined>();

function referencesFeed(state: State, pod: Pod): ReferencesFeed | undefined {
  const whole = fedBy(state, podFeed(pod)).data;
  return state.cluster.kept.once(FEED, [pod.metadata.uid, whole], () => {
    const names = whole ? namedInSpec(whole).map(({ kind, name }) => ({ kind, name })) : [];
    const { uid, namespace = '' } = pod.metadata;
    return names.length > 0 ? { type: 'references', pod: uid, namespace, names } : undefined;
  });
}

const ATTACHED = madeOnce<readonly Attached[]>();

/** What hangs on a Pod, as far as it is known; the same while nothing of it changes. */
function attachedTo(state: State, pod: Pod): readonly Attached[] {
  const { uid, namespace } = pod.metadata;
  const whole = fedBy(state, podFeed(pod));
  const feed = referencesFeed(state, pod);
  const answers = feed && fedBy(state, feed).data;
  const owners = [...ownerTree(state).ancestors(uid, MOST_OWNERS)].map(({ kind, name }) => ({ kind, name }));
  const listed = <K extends KindId>(kind: K): Listed<Kinds[K]> => {
    const { complete, data, failure } = fedBy(state, listInNamespace(namespace, kind));
    return { objects: complete ? data?.values() : undefined, failure };
  };
  const kinds = ['services', 'poddisruptionbudgets', 'horizontalpodautoscalers'] as const;
  const standings = kinds.flatMap((kind) => {
    const { complete, data, failure } = fedBy(state, listInNamespace(namespace, kind));
    return [complete, data, failure?.message];
  });
  const [awaited = [], optional = []] = [referencesFound(state, pod), optionalFound(state, pod)];
  const { troubles } = aroundPod(state, pod);
  const from = [
    pod,
    whole.data,
    answers,
    awaited,
    optional,
    ...standings,
    ...owners.map(({ kind, name }) => `${kind} ${name}`),
    ...troubles.map(troubleText),
  ];
  return state.cluster.kept.once(ATTACHED, from, () =>
    podAttached(
      pod,
      namedInSpec(whole.data ?? pod),
      answers,
      owners,
      {
        services: listed('services'),
        budgets: listed('poddisruptionbudgets'),
        scalers: listed('horizontalpodautoscalers'),
        troubles,
      },
      [...awaited, ...optional],
    ),
  );
}

const keyOf = (pod: Pod, { kind, name }: Attached): string => `${pod.metadata.uid}+${kind}/${name}`;

/** What rows of it follow from: another value where something of it changed. */
export const attachedInTree = (state: State): readonly unknown[] => {
  const pod = attachedPod(state);
  return pod ? [pod.metadata.uid, attachedTo(state, pod), wholeless(state, pod)] : [];
};

/** A row each for what hangs on the Pod on show, below it. */
export function attachedRows(state: State, pod: Pod, above: Rails): readonly TreeRow[] {
  const of = { type: 'attached', pod, folded: undefined } as const;
  const rails = { depth: above.depth + 1, more: true, above };
  const rows = attachedTo(state, pod).map((attached): TreeRow => ({
    ...of,
    key: keyOf(pod, attached),
    attached,
    note: undefined,
    rails,
  }));
  const note = wholeless(state, pod) ?? (rows.length === 0 ? 'nothing hangs on it' : undefined);
  if (note === undefined) return rows;
  return [{ ...of, key: `${pod.metadata.uid}+`, attached: undefined, note, rails }, ...rows];
}

/** Why what only the whole Pod names is not told; undefined where it is. */
function wholeless(state: State, pod: Pod): string | undefined {
  const { data, connection, failure } = fedBy(state, podFeed(pod));
  if (data) return undefined;
  return connection === 'failed' ? `its environment is not known: ${failure?.message ?? ''}` : '◐ asking …';
}

/** What a row of the tree stands for, where it is of that kind. */
export function attachedRow(state: State, key: string): Attached | undefined {
  const pod = attachedPod(state);
  const found = pod && attachedTo(state, pod).find((one) => keyOf(pod, one) === key);
  return found && found.name !== '' ? found : undefined;
}
