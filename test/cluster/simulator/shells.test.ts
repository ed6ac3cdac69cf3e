/** Shells on the simulated cluster, each left another way, as test/cluster/shells.test.ts has them on a real one. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/apiserver/server.ts';
import { startCluster } from '../../../src/simulator/cluster.ts';
import { scenario } from '../../../src/simulator/demo/scenario/scenario.ts';
import { MACHINE_CLOCK } from '../../../src/simulator/time/clock.ts';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import { LeftShells, typed, type Way, WAYS } from '../../support/programs/left-shells.ts';
import { TwinDashboards } from '../../support/programs/twin-dashboards.ts';
import { testFolder } from '../../support/test-folder.ts';

const [COLUMNS, ROWS] = [120, 40];

let cluster: Simulator;
let shells: LeftShells;

beforeAll(async () => {
  const clock = new PacedClock(MACHINE_CLOCK, setImmediate, 60_000);
  const residents = [scenario({ happens: false })];
  cluster = await startCluster({ clock, seed: 1, namespace: 'shop', residents });
  await clock.start();
  const file = path.join(testFolder(), 'kubeconfig');
  writeFileSync(file, cluster.kubeconfig());
  const twins = await TwinDashboards.open(
    ['pod/two-containers'],
    /3 Containers[^]*debian-container +[^]*running/,
    {
      columns: COLUMNS,
      rows: ROWS,
      env: { KUBECONFIG: file },
    },
  );
  shells = new LeftShells(twins, /debian-container +running/, /two-containers:\/# $/);
});
afterAll(async () => {
  shells.twins.kill();
  await cluster.close();
});

const SIMULATED_WAYS: readonly Way[] = [
  ...WAYS,
  typed('~. at its prompt', '\r~.', 'left: its shell is '),
  {
    leaving: 'a size that was followed',
    says: ' exit 4 ',
    run: async (shells) => {
      await shells.open();
      await shells.sizeIs(100, 30);
      await shells.sizeIs(COLUMNS, ROWS);
      shells.terminal.type('exit 4\r');
    },
  },
];

it.each(SIMULATED_WAYS)('a shell that is left by $leaving', (way) => shells.leave(way));
