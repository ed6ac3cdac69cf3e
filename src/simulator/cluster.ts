import { MACHINE_CLOCK } from './clock.ts';
import type { DemoOptions } from './demo/protocol.ts';
import { Faults } from './faults/faults.ts';
import { randomFaults } from './faults/random-faults.ts';
import { seededRandom } from './identity.ts';
import { scenario } from './scenario/scenario.ts';
import { type Simulator, startSimulator } from './server.ts';
import type { Resident } from './world.ts';

/** From one fault to the next, on average: time to see how the last one heals. In ms. */
const FAULT_EVERY = 30_000;

/** Starts a whole cluster: API server, nodes, controllers, kubelets, and the shop that lives in it. */
export function startCluster({ seed, pods, faults: wanted }: DemoOptions): Promise<Simulator> {
  const residents: readonly Resident[] = [scenario({ pods })];
  if (!wanted) return startSimulator({ seed, clock: MACHINE_CLOCK, residents });
  const faults = new Faults();
  // Chance of their own: the cluster does the same with and without them.
  const random = seededRandom(seed + 1);
  const breaking: Resident = ({ clock }) => randomFaults(faults, { random, clock, everyMs: FAULT_EVERY });
  return startSimulator({ seed, clock: MACHINE_CLOCK, faults, residents: [...residents, breaking] });
}
