import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
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
    await screen.waitFor(/2 pods · 1 owner not well/, 60_000);
    await screen.waitFor(/✖ Deployment front +2\/5 +FailedCreate/);
    await screen.waitFor(
      /Deployment front: 2 of 5 Pods, FailedCreate[^:]*: exceeded quota: two-pods, requested: pods=1/,
    );
    screen.press('!');
    await screen.waitFor(/no Pod in .* is not well, but 1 owner is/);
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
    await screen.waitFor(/\d \+ 1 owner not well/);
  });

  it('is a Pod whose Secret does not exist', async () => {
    const screen = podscope(namespace, 'no-secret');
    await screen.waitFor(/Secret shop-creds does not exist/, 60_000);
    await screen.waitFor(/creds +secret shop-creds[^]*✖ Secret shop-creds does not exist/);
  });

  it('is a Pod that restarts again and again, also while it runs', async () => {
    const screen = podscope(namespace, 'flapping');
    await screen.waitFor(/◐ restarted \d+ times in \S+, last exit 1/, 110_000);
    await screen.waitFor(/◐ flapping +1\/1 +Running/);
  });

  it('is told of one that is well: two containers that claim one port', async () => {
    const screen = podscope(namespace, 'one-port');
    await screen.waitFor(/● web and admin both claim port 8080\/TCP/, 60_000);
  });
});
