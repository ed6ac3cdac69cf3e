import type { Resident } from '../../world/world.ts';
import { daemonSets } from './workloads/daemon-set.ts';
import { deployments } from './deployment/deployment.ts';
import { disruptionBudgets } from './disruption.ts';
import { endpointSlices } from './endpoint-slices.ts';
import { garbageCollector } from './garbage.ts';
import { cronJobs } from './job/cron-job.ts';
import { jobs } from './job/job.ts';
import { orphanedJobPods } from './job/tracking.ts';
import { namespaces } from './namespaces.ts';
import { replicaSets } from './workloads/replica-set.ts';
import { statefulSets } from './workloads/stateful-set.ts';
import { volumes } from './claim-binder.ts';

/** What kube-controller-manager runs, as far as the simulated cluster has it. */
export const CONTROLLERS: readonly Resident[] = [
  namespaces,
  volumes,
  garbageCollector,
  cronJobs,
  jobs,
  orphanedJobPods,
  daemonSets,
  statefulSets,
  // Before those that scale them: a rollout's next step sees what came of the one before.
  replicaSets,
  deployments,
  endpointSlices,
  disruptionBudgets,
];
