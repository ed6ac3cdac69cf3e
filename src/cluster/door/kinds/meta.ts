import type { KubeObject, ObjectMeta, OwnerReference } from '../../../model/kinds/objects.ts';
import { CONFIG_MIRROR } from '../../../model/processes/group-uid.ts';
import {
  boolean,
  exact,
  integer,
  list,
  map,
  message,
  name,
  needed,
  shared,
  template,
  text,
  time,
  told,
} from '../declaration.ts';

/** The annotations that podscope reads; others can be as large as the object itself. */
const ANNOTATIONS = [
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'kubernetes.io/change-cause',
  'kubectl.kubernetes.io/default-container',
  CONFIG_MIRROR,
];

const ownerReference = message<OwnerReference>(
  {
    apiVersion: needed(exact),
    kind: needed(name),
    name: needed(name),
    uid: needed(name),
    controller: boolean,
  },
  { apiVersion: told(5), kind: 1, name: 3, uid: 4, controller: told(6) },
);

/** Labels and owners, which many objects have alike, are shared. Without a name and a uid it is no object. */
export const meta = message<ObjectMeta>(
  {
    name: needed(name),
    uid: needed(name),
    resourceVersion: exact,
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: integer,
    generation: integer,
    finalizers: template(list(text)),
    namespace: shared.name,
    labels: template(map(text)),
    annotations: template(map(text, ANNOTATIONS)),
    ownerReferences: template(list(ownerReference)),
  },
  {
    name: 1,
    uid: 5,
    resourceVersion: 6,
    creationTimestamp: 8,
    deletionTimestamp: 9,
    deletionGracePeriodSeconds: told(10),
    generation: 7,
    finalizers: 14,
    namespace: 3,
    labels: 11,
    annotations: 12,
    ownerReferences: 13,
  },
);

/** An object of which only that it is there is of interest; also a PartialObjectMetadata. */
export const bare = message<Pick<KubeObject, 'metadata'>>({ metadata: needed(meta) }, { metadata: 1 });
