import type { Pod } from '../../../model/kinds/objects.ts';
import { podSummary, restartsText } from '../../../model/pod/pod-status.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { AGE, column, NAME, type TableColumn, wide } from './table-column.ts';

const summary = (object: StoredObject): ReturnType<typeof podSummary> => podSummary(object as unknown as Pod);

/** printers.go, podColumnDefinitions and printPod: podscope's own reading of a Pod is the same one. */
export const POD: readonly TableColumn[] = [
  NAME,
  column('Ready', (object) => summary(object).ready, {
    description: 'The aggregate readiness state of this pod for accepting traffic.',
  }),
  column('Status', (object) => summary(object).status, {
    description: 'The aggregate status of the containers in this pod.',
  }),
  column('Restarts', (object, now) => restartsText(summary(object), now), {
    description:
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
  }),
  AGE,
  wide(
    'IP',
    (object) => summary(object).ip,
    'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
  ),
  wide('Node', (object) => summary(object).node),
  wide('Nominated Node', (object) => summary(object).nominatedNode),
  wide('Readiness Gates', (object) => summary(object).readinessGates),
];
