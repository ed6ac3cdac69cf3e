import { parentPort, workerData } from 'node:worker_threads';
import { MACHINE_CLOCK, machineTurn } from '../time/clock.ts';
import { startCluster } from '../cluster.ts';
import { Faults } from '../apiserver/faults/faults.ts';
import { randomFaults } from '../apiserver/faults/random-faults.ts';
import { seededRandom } from '../api/identity.ts';
import { secretPath } from '../apiserver/request/entrance.ts';
import { PacedClock } from '../time/paced-clock.ts';
import { scenario } from './scenario/scenario.ts';
import { Troubles } from '../world/troubles.ts';
import { BEGINNING_MS, liveThrough, pastOf } from './past.ts';
import { type DemoOptions, type FromWorker, SHOP_NAMESPACE } from './protocol.ts';

/** From one fault to the next, on average: time to see how the last one heals. In ms. */
const FAULT_EVERY = 30_000;

/** The thread of `podscope demo`: a whole simulated cluster. */
const { seed, pods, faults: wanted } = workerData as DemoOptions;
const past = pastOf(MACHINE_CLOCK.now());
const paced = new PacedClock(MACHINE_CLOCK, machineTurn, past.ms);
const troubles = new Troubles((trouble) =>
  process.stderr.write(`the simulated cluster goes on after: ${trouble}\n`),
);
const clock = troubles.guard(paced);
const faults = new Faults();
const cluster = await startCluster({
  seed,
  clock,
  faults,
  troubles,
  secretPath: secretPath(),
  namespace: SHOP_NAMESPACE,
  residents: [scenario({ pods, quietMs: BEGINNING_MS })],
});
// What no guard took, of sockets and promises: nothing in here is worth the end of what is shown.
process.on('uncaughtException', troubles.take);
process.on('unhandledRejection', troubles.take);
await liveThrough(past, paced, (part) => tell({ part }));
// Chance of their own: the cluster does the same with and without them.
if (wanted) randomFaults(faults, { random: seededRandom(seed + 2), clock, everyMs: FAULT_EVERY });
tell({ kubeconfig: cluster.kubeconfig() });

function tell(what: FromWorker): void {
  parentPort?.postMessage(what);
}
