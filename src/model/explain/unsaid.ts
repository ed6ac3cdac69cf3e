import { own } from '../own.ts';
import { type Fields, fieldsOf, textOf } from '../whole/fields.ts';

/** What of a Pod is Kubernetes' own affair: no container is started otherwise for it. */
const AFFAIRS: readonly (readonly [field: string, what: string])[] = [
  ['nodeSelector', 'which nodes it may run on'],
  ['affinity', 'which nodes and Pods it wants or shuns'],
  ['tolerations', 'which taints it bears'],
  ['topologySpreadConstraints', 'how its like are spread'],
  ['schedulerName', 'who places it'],
  ['priorityClassName', 'whom it may push away'],
  ['runtimeClassName', 'which runtime makes it (--runtime=, if this machine has it)'],
  ['overhead', 'what the runtime itself is reckoned with'],
  ['resources', 'limits of the Pod as a whole: a control group around all its containers'],
  ['resourceClaims', 'devices that a driver prepares'],
  ['serviceAccountName', 'as whom it speaks to the API server'],
  ['imagePullSecrets', "as whom its images are pulled ('login' does that)"],
  ['readinessGates', 'who else has a say in whether it is ready'],
  ['activeDeadlineSeconds', 'how long it may run'],
];

/** What cannot be said to docker or podman of a Pod as a whole, a line each. */
export function unsaid(pod: Fields): string[] {
  const spec = fieldsOf(pod.spec);
  const asked = AFFAIRS.flatMap(([field, what]) => {
    const value = own(spec, field);
    const isNothing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (isNothing || (field === 'schedulerName' && value === 'default-scheduler')) return [];
    const text = typeof value === 'string' ? ` ${textOf(value)}` : '';
    return [`${field}${text}: ${what}`];
  });
  return [
    ...asked,
    "the Pod's control group, around those of its containers, and what the kernel kills first (oom_score_adj)",
    'restarts after 10s, 20s … 5min; docker and podman wait less',
    'the variables of Services (NAME_SERVICE_HOST) and of the API server',
    '/dev/termination-log, from which a last message is read',
  ];
}
