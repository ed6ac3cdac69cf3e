import type { Clock } from './time/clock.ts';
import type { ContainerHost } from './world/container-host.ts';
import { autoscalers } from './control-plane/controllers/autoscaling/autoscalers.ts';
import { CONTROLLERS } from './control-plane/controllers/index.ts';
import { seededRandom } from './api/identity.ts';
import { createKubelet } from './node/kubelet/kubelet.ts';
import { createMachines } from './container/machine/machines.ts';
import { PROGRAMS } from './container/programs/index.ts';
import { scheduler } from './control-plane/scheduler/scheduler.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './apiserver/server.ts';
import type { Resident } from './world/world.ts';

export interface ClusterOptions extends SimulatorOptions {
  readonly clock: Clock;
  readonly seed: number;
}

/** Starts a whole cluster: API server, controllers, scheduler, kubelets, and what else is to live in it. */
export function startCluster(options: ClusterOptions): Promise<Simulator> {
  const { containers, residents } = inhabitants(options);
  return startSimulator({ ...options, containers, residents: [...(options.residents ?? []), ...residents] });
}

/** Who lives in every cluster: controllers, scheduler, kubelets; and where the containers of the kubelets are. */
export function inhabitants({ clock, seed }: Pick<ClusterOptions, 'clock' | 'seed'>): {
  readonly containers: ContainerHost;
  readonly residents: readonly Resident[];
} {
  // Machines have chance of their own: what runs in containers does not change what happens around them.
  const machines = createMachines({ clock, random: seededRandom(seed + 1), programs: PROGRAMS });
  const kubelet = createKubelet({ machines });
  const controllers = [...CONTROLLERS, autoscalers(kubelet.host)];
  return { containers: kubelet.host, residents: [...controllers, scheduler, kubelet.resident] };
}
