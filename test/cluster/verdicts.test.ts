import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/terminal-driver.ts';

let namespace: TestNamespace;
let short: TestNamespace;
let driven: DrivenTerminal | undefined;

function podscope(where: TestNamespace, ...args: readonly string[]): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', where.name, ...args];
  driven = launch(process.execPath, all, { columns: 200, rows: 50 });
  return driven;
}

const podscopeOnce = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['bin/podscope.js', '-n', namespace.name, ...args]);

/** The Pod of a Deployment that has one. */
const podOf = (app: string): Promise<string> =>
  namespace.kubectl('get', 'pod', '-l', `app=${app}`, '-o', 'jsonpath={.items[0].metadata.name}');

beforeAll(async () => {
  [namespace, short] = await Promise.all([TestNamespace.create('verdicts'), TestNamespace.create('quota')]);
  await Promise.all([namespace.apply('verdicts'), short.apply('quota')]);
  await namespace.kubectl('rollout', 'status', 'deployment/checkout', '--timeout=120s');
  await namespace.kubectl('set', 'image', 'deployment/checkout', 'main=missing/checkout:v2');
});

afterEach(() => driven?.kill());
afterAll(async () => {
  await Promise.all([namespace.remove(), short.remove()]);
});

describe('what is not well', () => {
  it('is a Deployment that a quota stops, though each of its Pods is well', async () => {
    const screen = podscope(short, 'deployment/front');
    await screen.waitFor(/2 pods · 1 workload not well/, 60_000);
    await screen.waitFor(/✖ Deployment front +2\/5 +FailedCreate/);
    await screen.waitFor(
      /Deployment front: 2 of 5 Pods, FailedCreate[^:]*: exceeded quota: two-pods, requested: pods=1/,
    );
    screen.press('!');
    await screen.waitFor(/no Pod in .* is not well, but 1 workload is/);
    await screen.waitFor(/✖ Deployment front/);
  });

  it('is a rollout beside its old ReplicaSet, from its first minute on', async () => {
    const screen = podscope(namespace, 'deployment/checkout');
    await screen.waitFor(
      /Deployment checkout: 1 of 3 updated, waiting \S+ for checkout-…-\w+: (ErrImagePull|ImagePullBackOff)/,
      60_000,
    );
    await screen.waitFor(/✖ Deployment checkout +3\/3/);
    await screen.waitFor(/\d+ pods · \d+ not well/);
    screen.press('!');
    await screen.waitFor(/2 Pods .*not well/);
    await screen.waitFor(/✖ checkout-\S+ +0\/1 +(ErrImagePull|ImagePullBackOff)/);
  });

  it('is a StatefulSet that is stuck on its first ordinal', async () => {
    const screen = podscope(namespace, 'statefulset/db');
    await screen.waitFor(
      /StatefulSet db: 1 of 3 Pods, stuck \S+ on db-0: (ErrImagePull|ImagePullBackOff)/,
      60_000,
    );
    await screen.waitFor(/✖ StatefulSet db +0\/3/);
    await screen.waitFor(/\d not well, 1 workload too/);
  });

  it('is a Pod whose Secret does not exist', async () => {
    const screen = podscope(namespace, 'deployment/no-secret');
    await screen.waitFor(
      /Deployment no-secret: 0 of 1 ready, waiting \S+ for no-secret-…-\w+: ContainerCreating/,
      60_000,
    );
    await screen.waitFor(/\d+ pods · \d+ not well/);
    screen.press('!');
    await screen.waitFor(/[✖◐] no-secret-\S+ +0\/1 +ContainerCreating/);
    screen.press('j');
    await screen.waitFor(/Secret shop-creds does not exist/);
    await screen.waitFor(/creds +secret shop-creds[^]*✖ Secret shop-creds does not exist/);
    const { stdout } = await podscopeOnce('pod', await podOf('no-secret'));
    expect(stdout).toMatch(/Secret shop-creds does not exist/);
  });

  it('is a Pod that restarts again and again, also while it runs, and its owner', async () => {
    const screen = podscope(namespace, 'deployment/flapping');
    await screen.waitFor(/◐ flapping-\S+ +1\/1 +Running/, 110_000);
    await screen.waitFor(
      /◐ Deployment flapping: 1 of 1 ready, waiting \S+ for flapping-…-\w+: restarts again/,
    );
    screen.press('!');
    await screen.waitFor(/◐ flapping-\S+ +1\/1 +Running/, 110_000);
    screen.press('j');
    await screen.waitFor(/◐ restarted \d+ times in \S+, last exit 1/, 110_000);
    // And while it waits to start again what it said last stands in its verdict.
    await screen.waitFor(/last said: the database is away/, 110_000);
    const { stdout } = await podscopeOnce('pod', await podOf('flapping'));
    expect(stdout).toMatch(/restarted \d+ times|last said: the database is away/);
  });

  it('is told of one that is well: two containers that claim one port', async () => {
    const screen = podscope(namespace, 'deployment/one-port');
    await screen.waitFor(/● Deployment one-port: 1 of 1 ready/, 60_000);
    screen.press('2', 'j');
    await screen.waitFor(/● web and admin both claim port 8080\/TCP/);
    screen.press('!');
    await screen.waitFor(/every Pod in .* is well|no Pod in .* is not well/);
  });
});
