import { afterEach, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podSummary } from '../../src/model/pod/pod-status.ts';
import { startCluster } from '../../src/simulator/cluster.ts';
import { secretPath } from '../../src/simulator/apiserver/request/entrance.ts';
import { scenario } from '../../src/simulator/demo/scenario/scenario.ts';
import type { Simulator } from '../../src/simulator/apiserver/server.ts';
import { kindOf } from '../../src/simulator/world/world.ts';
import { SimulatedScreen } from '../support/dashboards/simulated-screen.ts';
import { TestClock } from '../support/test-clock.ts';

let clusters: Simulator[] = [];
let screen: SimulatedScreen | undefined;

afterEach(async () => {
  screen?.close();
  screen = undefined;
  await Promise.all(clusters.map((cluster) => cluster.close()));
  clusters = [];
});

async function shop(
  seed = 1,
  happens = true,
): Promise<{ readonly clock: TestClock; readonly cluster: Simulator }> {
  const clock = new TestClock();
  const residents = [scenario({ happens })];
  const cluster = await startCluster({
    clock,
    seed,
    namespace: 'shop',
    residents,
    secretPath: secretPath(),
  });
  clusters.push(cluster);
  return { clock, cluster };
}

function rows({ world }: Simulator): Record<string, string> {
  const { keys, get } = world.storage.snapshot(kindOf(world, 'Pod'));
  const pods = keys.filter((key) => key.startsWith('shop/')).map((key) => get(key) as unknown as Pod);
  return Object.fromEntries(
    pods.map((pod) => {
      const { ready, status } = podSummary(pod);
      return [pod.metadata.name.replace(/-[a-z0-9]{8,10}-[a-z0-9]{5}$/, ''), `${ready} ${status}`];
    }),
  );
}

it('shows Pods that are well, and one unwell in each way', async () => {
  const { clock, cluster } = await shop();
  await clock.pass(25_000);
  expect(rows(cluster)).toMatchObject({
    'anatomy-0': '4/4 Running',
    'host-network': '1/1 Running',
    'init-failing': '0/1 Init:CrashLoopBackOff',
    'killed-by-memory': expect.stringMatching(/^0\/1 (OOMKilled|CrashLoopBackOff)$/) as string,
    'never-ready': '0/1 Running',
    'no-config': '0/1 CreateContainerConfigError',
    'no-image': '0/1 ImagePullBackOff',
    'orders-db-0': '2/2 Running',
    'two-containers': '2/2 Running',
    cart: '3/3 Running',
    crashing: expect.stringMatching(/^0\/1 (Error|CrashLoopBackOff)$/) as string,
    unschedulable: '0/1 Pending',
  });
});

it('repeats a run exactly for the same seed, and not for another', async () => {
  const told = async (seed: number): Promise<string> => {
    const { clock, cluster } = await shop(seed);
    const changes: string[] = [];
    cluster.storage.subscribe(({ collection, resourceVersion, after, before }) => {
      changes.push(JSON.stringify([resourceVersion, collection, after ?? before]));
    });
    await clock.pass(90_000);
    return changes.join('\n');
  };
  const [first, again, other] = [await told(7), await told(7), await told(8)];
  expect(again === first).toBe(true);
  expect(other === first).toBe(false);
});

it('is shown by the dashboard, with a shell that writes what another container reads', async () => {
  const { clock, cluster } = await shop(1, false);
  await clock.pass(5000);
  screen = new SimulatedScreen(cluster, clock, { namespace: 'shop', columns: 200, rows: 60 });
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter', 's');
  await screen.shows('debian-container');
  screen.press('down', 'enter');
  await screen.says('root@two-containers:/# ');
  screen.type('echo from the dashboard > /pod-data/index.html; exit 3\r');
  await screen.says('exit 3');
  const pod = cluster.registry.get({
    kind: kindOf(cluster.world, 'Pod'),
    namespace: 'shop',
    name: 'two-containers',
  });
  const session = cluster.containers.container(pod, 'nginx-container')!.exec({
    argv: ['cat', '/usr/share/nginx/html/index.html'],
    stdin: false,
    tty: false,
  });
  let said = '';
  session.onStdout((bytes) => void (said += Buffer.from(bytes).toString()));
  await clock.pass(100);
  expect(said).toBe('from the dashboard\n');
});
