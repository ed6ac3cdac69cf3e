import { AGE, at, column, integer, listAt, NAME, number, type TableColumn, text } from './table-column.ts';

/** printers.go, printPodDisruptionBudget. */
export const POD_DISRUPTION_BUDGET: readonly TableColumn[] = [
  NAME,
  column('Min Available', text('spec.minAvailable', 'N/A'), {
    description: 'The minimum number of pods that must be available.',
  }),
  column('Max Unavailable', text('spec.maxUnavailable', 'N/A'), {
    description: 'The maximum number of pods that may be unavailable.',
  }),
  integer(
    'Allowed Disruptions',
    'status.disruptionsAllowed',
    'Calculated number of pods that may be disrupted at this time.',
  ),
  AGE,
];

/** printers.go, formatHPAMetrics, of the only kind of metric that is simulated: `cpu: <unknown>/50%`. */
function targets(scaler: unknown): string {
  const texts = listAt(scaler, 'spec.metrics').map((metric, index) => {
    const name = String(at(metric, 'resource.name') ?? '');
    const wanted = at(metric, 'resource.target.averageUtilization');
    const used = at(listAt(scaler, 'status.currentMetrics')[index], 'resource.current.averageUtilization');
    return `${name}: ${used === undefined ? '<unknown>' : `${Number(used)}%`}/${Number(wanted)}%`;
  });
  return texts.join(', ') || '<none>';
}

/** printers.go, printHorizontalPodAutoscaler. */
export const HORIZONTAL_POD_AUTOSCALER: readonly TableColumn[] = [
  NAME,
  column(
    'Reference',
    (scaler) =>
      `${String(at(scaler, 'spec.scaleTargetRef.kind'))}/${String(at(scaler, 'spec.scaleTargetRef.name'))}`,
  ),
  column('Targets', targets),
  column('MinPods', text('spec.minReplicas', '<unset>')),
  column('MaxPods', number('spec.maxReplicas')),
  column('Replicas', number('status.currentReplicas')),
  AGE,
];
