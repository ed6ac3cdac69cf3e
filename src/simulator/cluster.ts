import { MACHINE_CLOCK } from './clock.ts';
import type { DemoOptions } from './demo/protocol.ts';
import { scenario } from './scenario/scenario.ts';
import { type Simulator, startSimulator } from './server.ts';

/** Starts a whole cluster: API server, nodes, controllers, kubelets, and the shop that lives in it. */
export function startCluster({ seed, pods }: DemoOptions): Promise<Simulator> {
  return startSimulator({ seed, clock: MACHINE_CLOCK, residents: [scenario({ pods })] });
}
