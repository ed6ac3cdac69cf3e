import { podJson } from '../../../src/cli/one-shot/pod/render-pod-json.ts';
import { renderPod } from '../../../src/cli/one-shot/pod/render-pod.ts';
import { podsJson, renderPods } from '../../../src/cli/one-shot/render-pods.ts';
import { renderTree } from '../../../src/cli/one-shot/tree/render-tree.ts';
import { treeJson, treeNode } from '../../../src/cli/one-shot/tree/tree-nodes.ts';
import { KIND_NAMES, type Claim, type KindId } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { OwnerTreeDraft } from '../../../src/model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../../src/model/owners/owner-tree.ts';
import { takenAt } from '../../fixtures/index.ts';
import { screenOf } from './dashboard.ts';

/** Every text that the one-shot commands make of these objects. */
export function printed(kind: KindId, objects: readonly KubeObject[]): string {
  const { kind: name, apiVersion } = KIND_NAMES[kind];
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  for (const object of objects) draft.set(name, apiVersion, object);
  const tree = draft.done();
  const roots = tree.namespaces().flatMap((namespace) => [...tree.roots(namespace)]);
  const nodes = roots.flatMap((key) => tree.node(key) ?? []);
  const texts = nodes.flatMap((target) => {
    const answer = { tree, target, failures: new Map(), denied: [] };
    return [renderTree(treeNode(answer, takenAt)), JSON.stringify(treeJson(answer, takenAt))];
  });
  if (kind !== 'pods') return texts.join('\n');
  const pods = objects as readonly Pod[];
  const claimOf = (claim: string): Claim => ({ metadata: { name: claim, uid: claim } });
  return [
    ...texts,
    renderPods(pods, { now: takenAt, allNamespaces: true }),
    JSON.stringify(podsJson(pods, takenAt)),
    ...pods.flatMap((pod) => [
      renderPod(pod, { claimOf }, takenAt),
      JSON.stringify(podJson(pod, { claimOf }, takenAt)),
    ]),
  ].join('\n');
}

/**
 * The dashboard as a user walks through it, with one object more than the fixtures, which is selected: tables,
 * tree, containers, volumes, a filter.
 */
export class Tour {
  private readonly dashboard = screenOf({ columns: 156, rows: 40 });
  private before: KubeObject | undefined;

  constructor(private readonly kind: KindId) {
    this.dashboard.open(kind);
  }

  /** All that is on its screens. */
  of(object: KubeObject): string {
    const { dashboard, kind, before } = this;
    const gone: unknown[] = before ? [{ type: 'delete', object: before }] : [];
    dashboard.deliver(kind, ...([...gone, { type: 'upsert', object }] as never[]));
    this.before = object;
    const { uid } = object.metadata;
    dashboard.dispatch({ type: 'select', selection: { row: uid, ...(kind === 'pods' && { pod: uid }) } });
    return WALK.map((keys) => {
      dashboard.press(...keys);
      return dashboard.text();
    }).join('\n');
  }
}

const WALK = [
  ['2'],
  ['3', 'z'],
  ['z', '4', 'z'],
  ['z', 'W', 'z'],
  ['z', '1', 'z', 'right'],
  ['z', '!'],
  ['!', '/', 'x', 'escape'],
];
