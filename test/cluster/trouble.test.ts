/** Each Pod of the kit that is not well has its cause in its verdict, and in that of its namespace, which owns it here. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE, SOON } from '../support/patience.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  namespace = await TestNamespace.create('trouble');
  await namespace.apply('trouble');
});
afterEach(() => driven?.kill());
afterAll(() => namespace.remove());

async function known(asks: readonly string[], wanted: RegExp): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (let said = ''; !wanted.test(said);) {
    if (Date.now() > end) throw new Error(`the cluster says ${said}, not ${String(wanted)}`);
    said = await namespace.kubectl(...asks);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

interface Trouble {
  readonly name: string;
  /** What is asked of the server of its status, and what it says once it knows. */
  readonly asks: string;
  readonly knows: RegExp;
  readonly its: RegExp;
  /** In the namespace's; of one that is well nothing stands there. */
  readonly owner?: RegExp;
}

const ENDED = 'containerStatuses[0].lastState.terminated.exitCode';
const WAITS = 'containerStatuses[0].state.waiting.reason';

it.each<Trouble>([
  {
    ...{ name: 'crashing', asks: ENDED, knows: /3/ },
    its: /main: exit 3.*last said: about to fail/,
    owner: /crashing: main: exit 3/,
  },
  {
    ...{ name: 'killed-by-memory', asks: ENDED, knows: /137/ },
    its: /main: OOMKilled \(limit 16Mi\)/,
    owner: /killed-by-memory: main: OOMKilled \(limit 16Mi\)/,
  },
  {
    ...{ name: 'no-image', asks: WAITS, knows: /ErrImagePull|ImagePullBackOff/ },
    its: /main: .*pulling missing\/image:none/,
    owner: /no-image: main: .*pulling missing\/image:none/,
  },
  {
    ...{ name: 'never-ready', asks: 'containerStatuses[0].started', knows: /true/ },
    its: /main has not passed its readiness probe \(exec false\)/,
    owner: /never-ready: NotReady .*readiness probe \(exec false\)/,
  },
  {
    ...{ name: 'unschedulable', asks: 'conditions[0].message', knows: /affinity/ },
    its: /Unschedulable.*no node has no-such=node/,
    owner: /unschedulable: Unschedulable .*didn't match Pod's node affinity/,
  },
  {
    ...{ name: 'no-config', asks: WAITS, knows: /CreateContainerConfigError/ },
    its: /main: .*configmap "does-not-exist" not found/,
    owner: /no-config: main: .*configmap "does-not-exist" not found/,
  },
  {
    ...{ name: 'init-failing', asks: 'initContainerStatuses[0].lastState.terminated.exitCode', knows: /7/ },
    its: /check \(init\): exit 7/,
    owner: /init-failing: check \(init\): exit 7/,
  },
  {
    ...{ name: 'host-network', asks: 'conditions[?(@.type=="Ready")].status', knows: /True/ },
    its: /1 container, on the node's network .*; . hostPID/,
  },
])(
  'the cause of $name',
  async ({ name, asks, knows, its, owner }) => {
    await known(['get', 'pod', name, '-o', `jsonpath={.status.${asks}}`], knows);
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, `pod/${name}`], {
      columns: 200,
      rows: 50,
    });
    driven = screen;
    const said = (text: RegExp): Promise<number> =>
      screen.waitFor(() => text.test(screen.screen().replace(/[\s│┃]+/g, ' ')));
    await screen.waitFor(/● live/);
    const since = Date.now();
    await said(its);
    screen.press('1', 'g', 'v');
    await said(/namespace podscope-trouble\S* \d of 8 Pods ready/);
    if (owner) await said(owner);
    expect(Date.now() - since).toBeLessThanOrEqual(SOON);
  },
  2 * PATIENCE,
);
