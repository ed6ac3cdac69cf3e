/** A node that no kubelet stands behind, tainted and labelled, and Pods that none is one for. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let driven: DrivenTerminal | undefined;

/** Without a taint from the beginning others would be placed there. */
const node = (name: string): object => ({
  ...{ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { [name]: 'here' } } },
  spec: { taints: [{ key: 'podscope-test', value: 'gpu', effect: 'NoSchedule' }] },
});

const pod = (name: string, nodeSelector: object): object => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
  spec: { nodeSelector, containers: [{ name: 'main', image: 'busybox', command: ['sleep', '1000'] }] },
});

beforeAll(async () => {
  namespace = await TestNamespace.create('no-node');
  const { name } = namespace;
  const items = [node(name), pod('tainted', { [name]: 'here' }), pod('misspelt', { [name]: 'heer' })];
  await kubectl(['-n', name, 'create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const unplaced = '--for=jsonpath={.status.conditions[0].reason}=Unschedulable';
  await namespace.kubectl('wait', unplaced, 'pod/tainted', 'pod/misspelt', '--timeout=120s');
});

afterEach(() => driven?.kill());
afterAll(async () => {
  await kubectl(['delete', 'node', namespace.name, '--ignore-not-found']);
  await namespace.remove();
});

const TAINT = /it does not tolerate podscope-test=gpu:NoSchedule on 1 of \d+ nodes \(podscope-no-node-\w+\)/;
const LABEL =
  /no node has (podscope-no-node-\w+)=heer, the nearest is \1=here on 1 of \d+ nodes \(podscope-no-node-\w+\)/;

it('tells which taint keeps a Pod off, and which label is missing', async () => {
  for (const [name, wanted] of [
    ['tainted', TAINT],
    ['misspelt', LABEL],
  ] as const) {
    const args = ['bin/podscope.js', 'pod', name, '-n', namespace.name];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout).toMatch(wanted);
  }
});

it('names them in the dashboard, and tells more in the diagnosis', async () => {
  const all = ['bin/podscope.js', '-n', namespace.name, 'pod/tainted'];
  const screen = launch(process.execPath, all, { columns: 200, rows: 50 });
  driven = screen;
  const said = (wanted: RegExp) => () => wanted.test(screen.screen().replace(/[\s│]+/g, ' '));
  await screen.waitFor(said(/had untolerated taint\(s\) podscope-test=gpu:NoSchedule/));
  screen.type('v');
  await screen.waitFor(said(TAINT));
});
