import type { ObjectMeta } from '../kinds/objects.ts';
import { shortened } from '../text/shortened.ts';
import { controllerOf, type OwnerNode } from './owner-tree.ts';

/** More are not named. */
const MOST = 5;

/** All owners of an object that has several, the one first by which it stands in the tree; undefined of others. */
export function ownersText(metadata: ObjectMeta): string | undefined {
  const { ownerReferences = [] } = metadata;
  if (ownerReferences.length < 2) return undefined;
  const first = controllerOf(metadata);
  const all = ownerReferences.toSorted((a, b) => Number(b === first) - Number(a === first));
  const named = all
    .slice(0, MOST)
    .map(({ kind, name, controller }) => `${kind} ${name}${controller ? ' (controller)' : ''}`);
  return [...named, ...(all.length > MOST ? [`${all.length - MOST} more`] : [])].join(', ');
}

/** What a ReplicaSet was made for, as whoever changed its Deployment noted (`kubectl rollout history`). */
export function changeCause({ metadata }: { readonly metadata: ObjectMeta }): string | undefined {
  const cause = metadata.annotations?.['kubernetes.io/change-cause'];
  return cause ? shortened(cause) : undefined;
}

/** What there is to be said of an object where nothing is wrong: why it was made, and who else owns it. */
export function besidesText({ kind, object }: OwnerNode): string {
  if (!object) return '';
  const { ownerReferences = [] } = object.metadata;
  const first = controllerOf(object.metadata);
  const others = ownerReferences.filter((owner) => owner !== first).slice(0, MOST);
  const also =
    others.length > 0 ? `also of ${others.map((owner) => `${owner.kind} ${owner.name}`).join(', ')}` : '';
  const cause = kind === 'ReplicaSet' ? (changeCause(object) ?? '') : '';
  return [cause, also].filter(Boolean).join('; ');
}

/** The same for a whole diagnosis, a line each. */
export function besidesLines({ metadata }: { readonly metadata: ObjectMeta }): readonly string[] {
  const [owners, cause] = [ownersText(metadata), changeCause({ metadata })];
  return [...(owners ? [`owners: ${owners}`] : []), ...(cause ? [`change cause: ${cause}`] : [])];
}
