import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

/** Waits for what a sentence says, wherever its lines end. */
const waitForSaid = (screen: DrivenTerminal, wanted: RegExp): Promise<number> =>
  screen.waitFor(() => wanted.test(screen.screen().replace(/\s+/g, ' ')));

let namespace: TestNamespace;
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  namespace = await TestNamespace.create('causes');
  await namespace.apply('causes');
  // Another template that cannot be run, beside what runs.
  await namespace.kubectl('wait', '--for=condition=Available', 'deployment/stuck', '--timeout=120s');
  await namespace.kubectl('set', 'image', 'deployment/stuck', 'main=localhost/nowhere:1');
  await namespace.kubectl('delete', 'pod', 'held', '--wait=false');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/stubborn', '--timeout=120s');
  await namespace.kubectl('delete', 'pod', 'stubborn', '--wait=false');
});

afterEach(() => driven?.kill());
afterAll(async () => {
  await namespace.kubectl('delete', 'pod', 'stubborn', '--force', '--grace-period=0');
  await namespace.kubectl('patch', 'pod', 'held', '-p', '{"metadata":{"finalizers":null}}', '--type=merge');
  await namespace.remove();
});

function podscope(target: string): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', namespace.name, target];
  driven = launch(process.execPath, all, { columns: 200, rows: 50 });
  return driven;
}

describe('the cause that events tell is in the verdict', () => {
  it.each([
    ['deployment/refused', /Deployment refused: 0 of 1 Pods, FailedCreate[^:]*: exceeded quota: scratch/],
    [
      'statefulset/refused-set',
      /StatefulSet refused-set: 0 of 1 Pods, FailedCreate[^:]*: exceeded quota: scratch/,
    ],
    ['cronjob/nightly', /CronJob nightly: suspended/],
    ['job/late', /Job late: DeadlineExceeded[^:]*: Job was active longer than specified deadline/],
    ['deployment/foreign', /Deployment foreign: .*exec format error/],
    ['deployment/blocked', /Deployment blocked: .*proxy/],
    ['job/given-up', /Job given-up: BackoffLimitExceeded/],
    ['deployment/stuck', /1 of 1 updated.*; old ReplicaSet stuck-\w+ \(revision 1\) still serves with 1 Pod/],
    ['deployment/guarded', /Service near-miss selects no Pod: it wants tier=back, this one has tier=front/],
    ['deployment/guarded', /HorizontalPodAutoscaler guarded cannot scale .*FailedGetResourceMetric/],
    ['deployment/unready', /Service empty has no endpoint that is ready: its only Pod is not/],
  ])('of %s', async (target, wanted) => {
    await waitForSaid(podscope(target), wanted);
  });

  it.each([
    ['wrong-item', /ConfigMap settings has no color, the nearest is colour/],
    ['wrong-item', /volume conf: configmap references non-existent config key: color \(FailedMount/],
    ['wrong-key', /couldn't find key databse-url in ConfigMap/],
    ['wrong-key', /ConfigMap settings has no databse-url, the nearest is database-url/],
    ['secret-key', /Secret tokens has no api-token, the nearest is api-tokn/],
    ['secretless', /Secret creds does not exist/],
    [
      'unclaimed',
      /claim no-class: storageclass\.storage\.k8s\.io "no-such-class" not found|StorageClass no-such-class does not exist/,
    ],
    ['rivals', /last said: httpd: bind: Address already in use/],
    ['killed', /ended by its liveness probe, httpGet :9\/alive/],
    ['unready', /readiness probe \(exec sh -c .*\): still warming up \(Unhealthy/],
    ['unready', /Service empty has no endpoint that is ready: its only Pod is not/],
    ['guarded', /HorizontalPodAutoscaler guarded cannot scale .*FailedGetResourceMetric/],
    ['foreign', /exec format error; what it runs is of another architecture than its node/],
    [
      'blocked',
      /Init \S+: proxy has not passed its startup probe \(exec false\): it failed and said nothing/,
    ],
    ['greedy', /OOMKilled \(limit 24Mi\)/],
  ])('of the Pod of %s', async (name, wanted) => {
    const screen = podscope(`deployment/${name}`);
    await screen.waitFor(new RegExp(`1 of \\d+ · Deployment ${name}`));
    screen.press('2', 'j');
    await waitForSaid(screen, wanted);
  });

  it('of a Pod that a finalizer holds says which one', async () => {
    const wanted = /held by finalizer podscope\.example\/hold/;
    await podscope('held').waitFor(wanted);
  });

  it('of a Pod that is told to end says that it still runs, and when it is killed', async () => {
    const wanted = /Terminating \S+: still running: main; killed in/;
    await waitForSaid(podscope('stubborn'), wanted);
  });

  it('of a Pod that was active for too long says that', async () => {
    await waitForSaid(podscope('brief'), /DeadlineExceeded: Pod was active on the node longer than/);
  });

  it('of a Pod that is well has in the whole diagnosis what would block a drain', async () => {
    const screen = podscope('deployment/guarded');
    await screen.waitFor(/1 of \d+ · Deployment guarded/);
    screen.press('2', 'j', 'v');
    await screen.waitFor(/PodDisruptionBudget one-at-least blocks a drain: 1 healthy, and 1 have to stay/);
  });

  it('and what differs from a Pod of the same owner that fares otherwise', async () => {
    const screen = podscope('deployment/stuck');
    await screen.waitFor(/2 of \d+ · Deployment stuck/);
    screen.press('2', 'j', 'v');
    await screen.waitFor(/why this one\? stuck-\S+ of the same owner is (?:not )?well:/);
    await screen.waitFor(/images: main \S+, there main \S+/);
  });

  it('and of its namespace the budget that blocks a drain', async () => {
    const screen = podscope('deployment/guarded');
    await screen.waitFor(/1 of \d+ · Deployment guarded/);
    screen.press('1', 'g', 'v');
    await screen.waitFor(/namespace \S+[^]*PodDisruptionBudget one-at-least blocks a drain/);
  });
});
