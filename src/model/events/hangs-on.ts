import type { EventsFeed } from '../feed.ts';
import type { Pod } from '../kinds/objects.ts';
import type { OwnerNode, OwnerTree } from '../owners/owner-tree.ts';
import { claimNames } from '../volumes/volume-source.ts';

/** Of whom events tell. */
export type Told = EventsFeed['of'];

/** More are not asked for, each being a watch of its own. */
const MOST = 8;
const MOST_CLAIMS = 4;

/** What is to be known of an owner. */
type Owner = Pick<OwnerNode, 'kind' | 'name' | 'uid'>;

/** A Pod, its owners up to the top, and its claims: what may say why it is as it is. */
export function hangsOn(pod: Pod, owners: Iterable<Owner>): readonly Told[] {
  const claims = claimNames(pod)
    .slice(0, MOST_CLAIMS)
    .map((name) => ({ kind: 'PersistentVolumeClaim', name }));
  const above = [...ownersUp(owners)];
  return [ofPod(pod, above), ...claims, ...above.filter(({ kind }) => kind !== 'Node')].slice(0, MOST);
}

/** An owner, who owns it, and, of a Deployment, the ReplicaSets that are to have Pods: these are refused them. */
export function ownerHangsOn(tree: OwnerTree, node: OwnerNode): readonly Told[] {
  const below = tree
    .children(node.key)
    .slice(0, 50)
    .flatMap((key) => tree.node(key) ?? [])
    .filter(({ kind, object }) => kind === 'ReplicaSet' && wants(object));
  return [refOf(node), ...below.slice(0, 3).map(refOf), ...ownersUp(tree.ancestors(node.key))].slice(0, MOST);
}

const wants = (object: OwnerNode['object']): boolean =>
  (object as { spec?: { replicas?: number } } | undefined)?.spec?.replicas !== 0;

function* ownersUp(owners: Iterable<Owner>): Generator<Told> {
  let count = 0;
  for (const owner of owners) {
    if (count++ === MOST) return;
    yield refOf(owner);
  }
}

/** A kubelet tells of a static Pod under the uid that its file has, not under that of the Pod which stands for it. */
function ofPod({ metadata: { name, uid } }: Pod, above: readonly Told[]): Told {
  return above[0]?.kind === 'Node' ? { kind: 'Pod', name } : { kind: 'Pod', name, uid };
}

const refOf = ({ kind, name, uid }: Owner): Told => ({ kind, name, uid });
