/** Two Pods of one template, of which one fails since what it read at its start was changed before. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let well = '';
let failing = '';

beforeAll(async () => {
  namespace = await TestNamespace.create('why-this-one');
  await namespace.apply('why-this-one');
  const ready = ['wait', '--for=condition=Available', 'deployment/configured', '--timeout=120s'];
  await namespace.kubectl(...ready);
  const podNames = async (): Promise<string[]> => {
    const names = await namespace.kubectl('get', 'pods', '-o', 'jsonpath={.items[*].metadata.name}');
    return names.split(' ');
  };
  [well = ''] = await podNames();
  // Times have seconds: what is to be told apart has to be in several.
  const started = await namespace.kubectl('get', 'pod', well, '-o', START);
  await vi.waitUntil(() => Date.now() - Date.parse(started) > 1500, { timeout: PATIENCE });
  await namespace.kubectl('patch', 'configmap', 'levels', '-p', '{"data":{"FAILS":"yes"}}');
  await namespace.kubectl('scale', 'deployment', 'configured', '--replicas=2');
  await vi.waitUntil(async () => (await podNames()).length === 2, { timeout: PATIENCE, interval: 500 });
  failing = (await podNames()).find((name) => name !== well) ?? '';
  const crashed = '--for=jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}=3';
  await namespace.kubectl('wait', crashed, `pod/${failing}`, '--timeout=90s');
});
afterAll(() => namespace.remove());

const START = 'jsonpath={.status.containerStatuses[0].state.running.startedAt}';
const WHY = /ConfigMap levels was changed \S+ ago: main began after that, there before/;

it('is told while v is open', async () => {
  const all = ['bin/podscope.js', '-n', namespace.name, failing];
  const screen = launch(process.execPath, all, { columns: 156, rows: 42 });
  try {
    await screen.waitFor('● live');
    screen.type('v');
    await screen.waitFor(WHY);
    expect(screen.screen()).not.toContain('not-to-be-seen');
  } finally {
    screen.kill();
  }
});

it('is told by `podscope pod`', async () => {
  const all = ['bin/podscope.js', '-n', namespace.name, 'pod', failing];
  const { stdout } = await promisify(execFile)(process.execPath, all);
  expect(stdout).toMatch(WHY);
  expect(stdout).not.toContain('not-to-be-seen');
});

it('says beside the environment of the Pod that began before that it has what was there then', async () => {
  const all = ['bin/podscope.js', '-n', namespace.name, well];
  const screen = launch(process.execPath, all, { columns: 156, rows: 42 });
  try {
    await screen.waitFor('● live');
    screen.type('3\r');
    await screen.waitFor('start order');
    screen.type('e');
    await screen.waitFor(
      /\(levels was changed \S+ ago: this container began before, with what was there then\)/,
    );
  } finally {
    screen.kill();
  }
});
