import type { ObjectMeta } from '../model/objects.ts';
import type { Interned } from './interned.ts';
import { assemble, each, kept, pick, pickTexts } from './pick.ts';

/** The annotations that podscope reads; others can be as large as the object itself. */
const ANNOTATIONS = ['deployment.kubernetes.io/revision', 'kubectl.kubernetes.io/default-container'];

const FIELDS = [
  'name',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
] as const;

/** The metadata that podscope reads. Labels and owners, which many objects have alike, are shared. */
export function trimMeta(metadata: ObjectMeta, interned: Interned): ObjectMeta {
  return assemble<ObjectMeta>(
    pick(metadata, FIELDS),
    pickTexts(metadata, ['namespace'], interned),
    kept('labels', metadata.labels, (labels) => interned.template(labels)),
    trimAnnotations(metadata.annotations, interned),
    kept('ownerReferences', metadata.ownerReferences, (owners) =>
      interned.template(
        each(owners, (owner) => pick(owner, ['apiVersion', 'kind', 'name', 'uid', 'controller'])),
      ),
    ),
  );
}

function trimAnnotations(
  annotations: ObjectMeta['annotations'],
  interned: Interned,
): Pick<ObjectMeta, 'annotations'> {
  if (!annotations) return {};
  const found = ANNOTATIONS.flatMap((name) => {
    const value = annotations[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length === 0 ? {} : { annotations: interned.template(Object.fromEntries(found)) };
}
