import { podscopeCommand } from '../../model/text/command-place.ts';
import { nearNames, nearText } from '../../model/text/letters.ts';
import { type ApiKind, groupOf, watchedAs } from '../../model/kinds/api-kind.ts';
import { KIND_NAMES, type KindId, WORKLOAD_KINDS } from '../../model/kinds/kinds.ts';
import { type NoKind, noKindText } from '../../model/kinds/no-kind.ts';
import { kindMatches } from '../../model/owners/kind-match.ts';
import type { OwnerNode } from '../../model/owners/owner-tree.ts';
import type { Wanted } from '../look.ts';
import { saying } from '../messages/saying.ts';
import { commandPlace } from '../selectors/command-place.ts';
import { standingOf } from '../selectors/lists.ts';
import { labelsText } from '../selectors/labels-asked.ts';
import { podList } from '../selectors/pods/pod-list.ts';
import { treeRows } from '../selectors/tree/tree-rows.ts';
import { ownerTree } from '../selectors/tree/owner-tree.ts';
import { selectionOfRow } from '../selectors/selected/selection.ts';
import { kindMeant } from '../selectors/selected/wanted.ts';
import { type State, withLook, withPane, withPlace } from '../state.ts';
import { nearNamespaces, orNamespace, toListed, withoutKind } from './to-kind.ts';

/**
 * Selects the object that was named on the command line as soon as it is there; an owner becomes
 * the scope too. Where all lists are complete without it, says so, and what could not be listed.
 */
export function findWanted(state: State): State {
  const { wanted } = state.look;
  const meant = wanted && kindMeant(state, wanted.kind);
  if (!meant) return state;
  const kind = meant !== 'unknown' && meant.kind !== undefined ? meant : undefined;
  const node = nodeNamed(state, wanted, kind);
  const found = withLook(state, { wanted: undefined });
  const seen = (chosen: State): State =>
    wanted.narrowed && node && !isInSight(chosen) ? hidden(found, node) : inSight(chosen);
  if (node?.kind === 'Pod') return withoutKind(seen(withPlace(found, { selection: { pod: node.key } })));
  if (node) {
    const { key, uid, kind: own, name, apiVersion } = node;
    const selection = selectionOfRow(state, key);
    const chosen = withPlace(found, { selection, scope: { key: uid, kind: own, name, apiVersion } });
    // Keys are about what the cursor is on, which is one of its Pods in the other panes.
    return seen(withLook(chosen, { focus: 1 }));
  }
  const listed = toListed(state, wanted);
  if (listed) return listed;
  const one = askedAlone(state, wanted, kind);
  if (one) return one;
  const unlisted = KINDS.filter((id) => !standingOf(state, id).complete);
  if (unlisted.some((id) => standingOf(state, id).connection !== 'failed')) return state;
  const near = [
    ...(kind && unlisted.length === 0 ? nearNames(namesOf(state, kind), wanted.name) : []),
    ...nearNamespaces(state, wanted),
  ];
  const text = why(state, wanted, meant, unlisted) + orNamespace(state, wanted) + nearText(near);
  return saying(found, { tone: 'failing', text, until: Infinity });
}

/** Who may list no Pods may get the one that is named: it is asked for by its name then, once. */
function askedAlone(state: State, { name }: Wanted, kind: ApiKind | undefined): State | undefined {
  const { namespace, alone } = state.look.place;
  const { connection, failure } = standingOf(state, 'pods');
  const isDenied = connection === 'failed' && failure?.code === 403;
  if (namespace === undefined || name === alone || state.look.labelSelector !== undefined) return undefined;
  if (!kind || !isOf(kind, KIND_NAMES.pods) || !(isDenied || alone !== undefined)) return undefined;
  return withPlace(state, { alone: name });
}

/** What was narrowed since an object was named was meant so: where that hides it, it is told and not gone to. */
function hidden(state: State, { kind, name }: OwnerNode): State {
  const text = `${kind} ${name} is there, but not in what is shown`;
  return saying(state, { tone: 'plain', text, until: Infinity });
}

/** Whether what is selected has a row. */
function isInSight(state: State): boolean {
  const { row, pod } = state.look.place.selection;
  if (row !== undefined) return treeRows(state).indexOf(row) >= 0;
  return typeof pod === 'string' && podList(state).indexOf(pod) >= 0;
}

/** Who asks for an object by its name wants to see it: what hides it goes. */
function inSight(state: State): State {
  if (isInSight(state)) return state;
  const { row } = state.look.place.selection;
  const unfiltered = withPane(withPane(state, 'ownership', { filter: '' }), 'pods', { filter: '' });
  const all = withLook(unfiltered, { notWellOnly: false });
  return row === undefined ? withPlace(all, { scope: undefined }) : all;
}

/** That the user is to narrow what is shown: what is found later does not undo that. */
export function narrowing(state: State): State {
  const { wanted } = state.look;
  return wanted ? withLook(state, { wanted: { ...wanted, narrowed: true } }) : state;
}

/** That it was not found, as far as that is known. */
function why(
  state: State,
  wanted: Wanted,
  meant: ApiKind | NoKind | 'unknown',
  unlisted: readonly KindId[],
): string {
  const { namespace, alone: asked } = state.look.place;
  const where = placeText(namespace);
  const labels = labelsText(state);
  const ofPods = `in ${where}${labels === '' ? '' : ` matches ${labels}`}`;
  if (meant === 'unknown') return missingText(wanted, where, unlisted, ofPods);
  if (meant.kind === undefined) return noKindText(wanted.kind, meant);
  const missing = { kind: meant.kind, name: wanted.name };
  const among = unlisted.filter((id) => mayBeOf(meant, id));
  const isPod = isOf(meant, KIND_NAMES.pods);
  const what = isPod ? ofPods : watchedAs(meant) ? undefined : owning(meant, namespace, labels);
  const text = missingText(missing, where, among, what);
  if (!among.includes('pods') || !isPod) return text;
  return asked === wanted.name
    ? `could neither list pods nor get Pod ${asked} in ${where}`
    : text + alone(state, wanted, namespace);
}

/** The names of all that are known of a kind. */
const namesOf = (state: State, kind: ApiKind): readonly string[] =>
  [...ownerTree(state).all()].flatMap((node) => (isOf(kind, node) ? node.name : []));

/** Who may get one Pod, and list none, has it from elsewhere. */
const alone = (state: State, { name }: Wanted, namespace: string | undefined): string =>
  namespace === undefined
    ? ''
    : ` · \`${podscopeCommand(['pod', name], commandPlace(state, namespace))}\` asks for it alone`;

/** Of a kind that is known only from what it owns: what it would own, and where. The cluster's own objects are in no namespace. */
function owning({ namespaced }: ApiKind, namespace: string | undefined, labels: string): string {
  const what = labels === '' ? 'that owns anything' : `that owns a Pod that matches ${labels}`;
  if (namespaced || namespace === undefined) return `${what} in ${placeText(namespace)}`;
  return `${what} on show · 0 shows all namespaces`;
}

const placeText = (namespace: string | undefined): string =>
  namespace === undefined ? 'any namespace' : `namespace ${namespace}`;

/** @param what of what there is none, and where */
function missingText(
  { kind, name }: Wanted,
  where: string,
  unlisted: readonly KindId[],
  what = `in ${where}`,
): string {
  return unlisted.length > 0
    ? `could not list ${unlisted.join(', ')} in ${where}, so ${kind} ${name} was not found`
    : `no ${kind} ${name} ${what}`;
}

const KINDS: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];

/** Whether the list of a kind would have brought it. Kinds that are not listed are known from what they own. */
function mayBeOf(kind: ApiKind, id: KindId): boolean {
  const watched = KINDS.find((each) => isOf(kind, KIND_NAMES[each]));
  return watched === undefined || watched === id;
}

function nodeNamed(state: State, wanted: Wanted, kind: ApiKind | undefined): OwnerNode | undefined {
  for (const node of ownerTree(state).all()) {
    if (node.name !== wanted.name) continue;
    // A kind that the cluster has not any more is known by the word alone.
    if (kind ? isOf(kind, node) : kindMatches(wanted.kind, node.kind, node.apiVersion)) return node;
  }
  return undefined;
}

const isOf = (kind: ApiKind, other: { readonly kind: string; readonly apiVersion: string }): boolean =>
  kind.kind === other.kind && groupOf(kind.apiVersion) === groupOf(other.apiVersion);
