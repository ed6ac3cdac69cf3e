/** Logs of a Pod whose node is gone: a node that no kubelet stands behind, deleted while its Pod is there. */
import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let driven: DrivenTerminal | undefined;

/** A finalizer keeps a Pod that the garbage collector takes away with its node. */
const pod = (name: string, nodeName: string): object => ({
  ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name, finalizers: ['podscope.example/kept'] } },
  spec: { nodeName, containers: [{ name: 'main', image: 'busybox', command: ['sleep', '1000'] }] },
});

beforeAll(async () => {
  namespace = await TestNamespace.create('lost-node-logs');
  const { name } = namespace;
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name } };
  const items = [
    { ...node, spec: { taints: [{ key: 'podscope-test', effect: 'NoSchedule' }] } },
    pod('read', name),
    pod('shown', name),
  ];
  await kubectl(['-n', name, 'create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  await kubectl(['delete', 'node', name]);
});

afterEach(() => driven?.kill());
afterAll(async () => {
  for (const name of ['read', 'shown']) await remove(name).catch(() => undefined);
  await namespace.remove();
});

async function remove(name: string): Promise<void> {
  await namespace.kubectl('delete', 'pod', name, '--force', '--grace-period=0', '--wait=false');
  await namespace.kubectl('patch', 'pod', name, '--type=merge', '-p', '{"metadata":{"finalizers":null}}');
}

const LOST = /there is no node podscope-lost-node-logs-\w+; its Pod is still there, last heard of as \w+/;

it('is told once by podscope logs -f, which ends with the Pod, and fails since nothing could be read', async () => {
  const child = spawn(process.execPath, ['bin/podscope.js', 'logs', '-f', 'read', '-n', namespace.name]);
  let err = '';
  const isTold = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (LOST.test(err)) resolve();
    });
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await isTold;
  await remove('read');
  expect(await ended).toBe(1);
  expect(err).toMatch(/: the Pod is gone\n$/);
  const told = err.trimEnd().split('\n');
  expect(told).toEqual([...new Set(told)]);
});

it('is told in the Logs tab', async () => {
  const all = ['bin/podscope.js', '-n', namespace.name, 'pod/shown'];
  const screen = launch(process.execPath, all, { columns: 200, rows: 50 });
  driven = screen;
  await screen.waitFor(() => screen.screen().includes('shown'));
  screen.type('l');
  await screen.waitFor(() => LOST.test(screen.screen().replace(/[\s│]+/g, ' ')));
});
