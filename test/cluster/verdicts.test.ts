import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

/** Each in a namespace of its own, so that the header counts it alone. */
const CASES = ['quota', 'checkout', 'db', 'no-secret', 'flapping', 'one-port'] as const;
type Case = (typeof CASES)[number];

const namespaces = new Map<Case, TestNamespace>();
let driven: DrivenTerminal | undefined;

function of(which: Case): TestNamespace {
  const namespace = namespaces.get(which);
  if (!namespace) throw new Error(`no namespace for ${which}`);
  return namespace;
}

function podscope(which: Case, target: string): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', of(which).name, target];
  driven = launch(process.execPath, all, { columns: 200, rows: 50 });
  return driven;
}

const podscopeOnce = (which: Case, ...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['bin/podscope.js', '-n', of(which).name, ...args]);

const onePod = (which: Case): Promise<string> =>
  of(which).kubectl('get', 'pod', '-o', 'jsonpath={.items[0].metadata.name}');

beforeAll(async () => {
  await Promise.all(
    CASES.map(async (which) => {
      const namespace = await TestNamespace.create(which);
      namespaces.set(which, namespace);
      await (which === 'quota' ? namespace.apply('quota') : namespace.apply('verdicts', `case=${which}`));
    }),
  );
  await of('checkout').kubectl('rollout', 'status', 'deployment/checkout', '--timeout=120s');
  await of('checkout').kubectl('set', 'image', 'deployment/checkout', 'main=missing/checkout:v2');
});

afterEach(() => driven?.kill());
afterAll(async () => {
  await Promise.all([...namespaces.values()].map((namespace) => namespace.remove()));
});

/** What the header, `!`, the owner, its Pod and the namespace say, one after the other as one looks at them. */
interface Told {
  readonly target: string;
  readonly header: RegExp;
  readonly owner: RegExp;
  readonly ownerRow: RegExp;
  /** With the cursor on the first Pod of those that are not well, or of all. */
  readonly pod: RegExp;
  readonly podRow: RegExp;
  readonly namespace: RegExp;
  readonly onlyNotWell: RegExp;
}

const PULL = '(ErrImagePull|ImagePullBackOff)';

const TOLD: Readonly<Record<Case, Told>> = {
  quota: {
    target: 'deployment/front',
    header: /● live .* 2 pods · 1 workload not well/,
    owner: /✖ Deployment front: 2 of 5 Pods, FailedCreate[^:]*: exceeded quota: two-pods, requested: pods=1/,
    ownerRow: /✖ Deployment front +2\/5 +FailedCreate/,
    pod: /● 1 container, alone with its IP/,
    podRow: /● front-\S+ +1\/1 +Running/,
    namespace: /✖ namespace \S+: 2 of 2 Pods ready, 1 workload not well; Deployment front lacks 3 Pods/,
    onlyNotWell: /but 1 workload is[^]*✖ Deployment front/,
  },
  checkout: {
    target: 'deployment/checkout',
    header: /● live .* 4 pods · 1 not well/,
    owner: new RegExp(`✖ Deployment checkout: 1 of 3 updated, waiting \\S+ for checkout-…-\\w+: ${PULL}`),
    ownerRow: /✖ Deployment checkout +3\/3/,
    pod: new RegExp(`✖ main: .*pulling missing/checkout:v2 \\(${PULL}\\)`),
    podRow: new RegExp(`✖ checkout-\\S+ +0/1 +${PULL}`),
    namespace: /✖ namespace \S+: 3 of 4 Pods ready, 1 not well; checkout-\S+: main: .*pulling missing/,
    onlyNotWell: /✖ Deployment checkout[^]*✖ Pod \S*-\w+/,
  },
  db: {
    target: 'statefulset/db',
    header: /● live .* 1 pod · 1 not well, 1 workload too/,
    owner: new RegExp(`✖ StatefulSet db: 1 of 3 Pods, stuck \\S+ on db-0: ${PULL}`),
    ownerRow: /✖ StatefulSet db +0\/3/,
    pod: new RegExp(`✖ main: .*pulling missing/db:none \\(${PULL}\\)`),
    podRow: new RegExp(`✖ db-0 +0/1 +${PULL}`),
    namespace:
      /✖ namespace \S+: 0 of 1 Pods ready, 1 not well, 1 workload too; db-0: main: .*pulling missing/,
    onlyNotWell: /✖ StatefulSet db[^]*✖ Pod db-0/,
  },
  'no-secret': {
    target: 'deployment/no-secret',
    header: /● live .* 1 pod · 1 not well/,
    owner:
      /[✖◐] Deployment no-secret: 0 of 1 ready, waiting \S+ for no-secret-…-\w+: ContainerCreating; .*Secret shop-creds does not exist/,
    ownerRow: /[✖◐] Deployment no-secret +0\/1/,
    pod: /[✖◐] .*Secret shop-creds does not exist[^]*creds +secret shop-creds[^]*✖ Secret shop-creds does not exist/,
    podRow: /[✖◐] no-secret-\S+ +0\/1 +ContainerCreating/,
    namespace: /[✖◐] namespace \S+: 0 of 1 Pods ready, 1 not well; no-secret-\S+: /,
    onlyNotWell: /[✖◐] Deployment no-secret[^]*[✖◐] Pod \S*-\w+/,
  },
  flapping: {
    target: 'deployment/flapping',
    // While it runs.
    header: /● live .* 1 pod · 1 not well[^]*◐ flapping-\S+ +1\/1 +Running/,
    owner:
      /◐ Deployment flapping: 1 of 1 ready, waiting for flapping-…-\w+: restarts again and again; restarted \d+ times/,
    ownerRow: /◐ Deployment flapping +1\/1/,
    pod: /◐ restarted \d+ times in \S+, last exit 1/,
    podRow: /◐ flapping-\S+ +1\/1 +Running/,
    namespace: /◐ namespace \S+: 1 of 1 Pods ready, 1 not well; flapping-\S+: restarted \d+ times in/,
    onlyNotWell: /◐ Deployment flapping[^]*◐ Pod \S*-\w+/,
  },
  'one-port': {
    target: 'deployment/one-port',
    header: /● live .* 1 pod(?! ·)/,
    owner: /● Deployment one-port: 1 of 1 ready; ◐ one-port-…-\w+: web and admin both claim port 8080\/TCP/,
    ownerRow: /● Deployment one-port +1\/1/,
    pod: /● 2 containers share one IP \S+ and localhost; ◐ web and admin both claim port 8080\/TCP/,
    podRow: /● one-port-\S+ +2\/2 +Running/,
    namespace: /● namespace \S+: 1 of 1 Pods ready/,
    onlyNotWell: /every Pod of Deployment one-port is well/,
  },
};

/** A flapping Pod has to run again for what is said of one that runs. */
const LONG = 320_000;
/** A container that ends again and again is begun again after five minutes at the latest; a mount is tried again after two. */
const PATIENT = 700_000;

describe('what is not well', () => {
  it.each(CASES)(
    'is told by the header, the owner, the Pod, the namespace and `!`: %s',
    async (which) => {
      const told = TOLD[which];
      const screen = podscope(which, told.target);
      await screen.waitFor(told.owner, LONG);
      await screen.waitFor(told.header, LONG);
      await screen.waitFor(told.ownerRow, LONG);
      screen.press('1', 'g');
      await screen.waitFor(told.namespace, LONG);
      screen.press('!');
      await screen.waitFor(told.onlyNotWell, LONG);
      // Of what is not well, where there is something; the others of the quota's and the doubled port's are well.
      if (which === 'quota' || which === 'one-port') screen.press('!');
      screen.press('2');
      await screen.waitFor(told.podRow, LONG);
      screen.press('g', 'G');
      await screen.waitFor(told.pod, LONG);
    },
    PATIENT,
  );

  it(
    'is a Secret that does not exist, until it does, and all of it is told once by `podscope pod`',
    async () => {
      const name = await onePod('no-secret');
      const { stdout } = await podscopeOnce('no-secret', 'pod', name);
      expect(stdout).toMatch(/Secret shop-creds does not exist/);
      const screen = podscope('no-secret', `pod/${name}`);
      await screen.waitFor(/[✖◐] .*Secret shop-creds does not exist/);
      await of('no-secret').kubectl('create', 'secret', 'generic', 'shop-creds', '--from-literal=a=b');
      await screen.waitFor(
        /^(?![^]*(?:may wait for Secret|does not exist))[^]*(?:node has yet|Starting|● 1 con)/,
        LONG,
      );
    },
    PATIENT,
  );

  it(
    'says while it waits to start again what it said last',
    async () => {
      const name = await onePod('flapping');
      const screen = podscope('flapping', `pod/${name}`);
      await screen.waitFor(/CrashLoopBackOff[^]*last said: the database is away/, LONG);
      const { stdout } = await podscopeOnce('flapping', 'pod', name);
      expect(stdout).toMatch(/restarted \d+ times|last said: the database is away/);
    },
    PATIENT,
  );
});
