import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCluster } from '../../src/simulator/cluster.ts';
import { Faults } from '../../src/simulator/apiserver/faults/faults.ts';
import { loseNode, recoverNode } from '../../src/simulator/node/lost-node.ts';
import { statusOf } from '../../src/simulator/api/fields.ts';
import { kindOf } from '../../src/simulator/world/world.ts';
import { patch } from '../../src/simulator/demo/scenario/manifest.ts';
import { scenario } from '../../src/simulator/demo/scenario/scenario.ts';
import type { Simulator } from '../../src/simulator/apiserver/server.ts';
import { SimulatedScreen } from '../support/dashboards/simulated-screen.ts';
import { TestClock } from '../support/test-clock.ts';

let clock: TestClock;
let faults: Faults;
let cluster: Simulator;
let screen: SimulatedScreen;

beforeEach(async () => {
  clock = new TestClock();
  faults = new Faults();
  const residents = [scenario({ happens: false })];
  cluster = await startCluster({ clock, seed: 1, namespace: 'shop', faults, residents });
  await clock.pass(8000);
  screen = new SimulatedScreen(cluster, clock, { namespace: 'shop', columns: 200, rows: 70 });
});

afterEach(async () => {
  screen.close();
  await cluster.close();
});

it('shows who owns what, down from an operator’s own kind', async () => {
  // The kinds come over the line one after the other: who is not known yet stands at the top of the tree.
  await screen.shows(/Website landing [^]*Deployment landing +2\/2[^]*ReplicaSet \S+ rev 1 +2\/2/);
});

it('shows a rollout as it goes', async () => {
  await screen.shows(/Deployment nginx-deployment +4\/4/);
  const containers = [{ name: 'nginx', image: 'nginx:1.27' }];
  patch(cluster.world, 'Deployment', 'shop', 'nginx-deployment', {
    spec: { template: { spec: { containers } } },
  });
  await screen.shows(/ReplicaSet \S+ rev 2 +\d\/\d/);
  await screen.shows(/ReplicaSet \S+ rev 2 +4\/4/);
  await screen.shows(/ReplicaSet \S+ rev 1 +0\/0/);
});

it('shows what becomes of Pods whose node goes away, and that it comes back', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  const node = /two-containers .* (node-[abc])/.exec(screen.text())![1]!;
  screen.press('/', ...'two-cont', 'enter');
  loseNode(cluster.world, node);
  await screen.shows(/[◐✖] two-containers +2\/2 +Running/);
  recoverNode(cluster.world, node);
  await screen.shows(/● two-containers +2\/2 +Running/);
});

it('says in the logs of a Pod that its node is gone, and how it stands', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  const node = /two-containers .* (node-[abc])/.exec(screen.text())![1]!;
  screen.press('/', ...'two-cont', 'enter', 'l');
  await screen.shows(/Logs[^]*following/);
  const { storage, writes } = cluster.world;
  writes.delete(storage.get(kindOf(cluster.world, 'Node'), undefined, node)!);
  faults.resetConnections();
  await screen.shows(
    new RegExp(`has no log \\w+: there is no node ${node}; its Pod is still there, last heard of as Running`),
  );
});

it('keeps its rows when the line breaks, says why, and catches up', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  faults.arm({ verb: 'watch', times: 3, effect: { kind: 'reset' } });
  faults.resetConnections();
  await screen.shows(/stale/);
  expect(screen.text()).toMatch(/two-containers +2\/2 +Running/);
  patch(cluster.world, 'Deployment', 'shop', 'cart', { spec: { replicas: 5 } });
  await screen.shows(/Deployment cart +5\/5/);
  await screen.shows(/● live/);
});

it('shows the processes of a Pod as a walk of its /proc has them', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter', 'P');
  await screen.shows(/A nginx-container +1 +1 root [^\n]* nginx: master process/);
  await screen.shows(/├─nginx: worker[^\n]*\n[^\n]*└─nginx: worker/);
  await screen.shows(/A debian-container +1 +1 root [^\n]* sleep infinity/);
});

it('shows an autoscaler that cannot read what it scales by, and nothing of one that can', async () => {
  await screen.shows(/Deployment recommender +1\/1/);
  await clock.pass(15_000);
  screen.press('/', ...'recommender', 'enter');
  await screen.shows(
    /◐ HorizontalPodAutoscaler recommender cannot scale[^]*missing request for cpu in container model/,
  );
  const other = cluster.world.storage.get(
    kindOf(cluster.world, 'HorizontalPodAutoscaler'),
    'shop',
    'landing',
  );
  expect(other && statusOf(other)).toMatchObject({ currentReplicas: 2, desiredReplicas: 2 });
  screen.press('escape', '/', ...'landing', 'enter');
  await screen.shows(/Service landing-next selects no Pod/);
  expect(screen.text()).not.toContain('cannot scale');
});

it('shows the ways to a Pod from outside, by Ingress and by HTTPRoute', async () => {
  await screen.shows(/Deployment cart +\d\/\d/);
  screen.press('/', ...'cart', 'enter', 'W', 'z');
  await screen.shows(/HTTPRoute checkout[^]*checkout\.example\/cart\/…/);
  await screen.shows(/Ingress shop[^]*shop\.example\/cart\/…/);
});

it('shows the namespaces of a Pod as that walk has them', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter', 'I');
  await screen.shows(/⇄ network +Pod +[^\n]*Pod (\d+) +Pod \1 /);
  await screen.shows(/· mount +each own +[^\n]*own \d+ +own \d+/);
  await screen.shows(/⌂ time +node [^\n]*node 4026531834/);
});

it('shows who listens, and what leads there', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter', 'W', 'z');
  await screen.shows(/● 80\/TCP +– +nginx-container: nginx \(1\) +two-containers:80 ready/);
  await screen.shows(/two-containers +ingress: 80\/TCP from all pods/);
  await screen.shows(/Ingress shop +http:\/\/shop\.example\/hello\/… → two-containers:80/);
});

it('shows what misses a Pod by a label', async () => {
  await screen.shows(/landing-\S+ +1\/1 +Running/);
  screen.press('/', ...'landing', 'enter', 'W', 'z');
  await screen.shows(/≁ landing-next +misses by one label: wants track=next/);
});

it('shows who speaks with whom, by the names of Pods', async () => {
  await screen.shows(/orders-db-0 +2\/2 +Running/);
  screen.press('/', ...'orders-db-0', 'enter', 'W', 'z');
  await screen.shows(/● 5432\/TCP +postgres sql +postgres \(1\) +orders-db:5432 ready/);
  await screen.shows(/from .*cart-\S+ \(\S+\) at 5432\/TCP · postgres: postgres \(1\)/);
});

it('opens on what a Pod is: the line in the middle says what its containers share', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter');
  await screen.shows(/^ ● nginx-container:\/usr\/share\/nginx\/html = debian-container:\/pod-data/m);
});

it('shows the YAML of a Pod as the API server has it', async () => {
  await screen.shows(/two-containers +2\/2 +Running/);
  screen.press('/', ...'two-cont', 'enter', 'y');
  await screen.shows(/name: two-containers/);
});
