import type { KubeObject, ObjectMeta, OwnerReference } from '../../model/objects.ts';
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
} from './declaration.ts';

/** The annotations that podscope reads; others can be as large as the object itself. */
const ANNOTATIONS = ['deployment.kubernetes.io/revision', 'kubectl.kubernetes.io/default-container'];

const ownerReference = message<OwnerReference>({
  apiVersion: needed(exact),
  kind: needed(name),
  name: needed(name),
  uid: needed(name),
  controller: boolean,
});

/** Labels and owners, which many objects have alike, are shared. Without a name and a uid it is no object. */
export const meta = message<ObjectMeta>({
  name: needed(name),
  uid: needed(name),
  resourceVersion: exact,
  creationTimestamp: exact,
  deletionTimestamp: exact,
  deletionGracePeriodSeconds: integer,
  namespace: shared.name,
  labels: template(map(text)),
  annotations: template(map(text, ANNOTATIONS)),
  ownerReferences: template(list(ownerReference)),
});

/** An object of which only that it is there is of interest; also a PartialObjectMetadata. */
export const bare = message<Pick<KubeObject, 'metadata'>>({ metadata: needed(meta) });
