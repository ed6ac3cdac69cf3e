import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TreeJson } from '../../src/cli/one-shot/tree/tree-nodes.ts';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let a: TestNamespace;
let b: TestNamespace;
let driven: DrivenTerminal | undefined;

/** A Node owns a Pod in each of two namespaces. */
beforeAll(async () => {
  [a, b] = await Promise.all([TestNamespace.create('owned-a'), TestNamespace.create('owned-b')]);
  const file = new URL('../fixtures/reported/O04-cluster-scoped-owner.yaml', import.meta.url);
  const uid = await kubectl(['get', 'node/node-1', '-o', 'jsonpath={.metadata.uid}']);
  const manifest = readFileSync(file, 'utf8').replaceAll('PUT-UID-OF-THE-NODE', uid);
  await kubectl(['apply', '-f', '-'], manifest.replaceAll('bugs-a', a.name).replaceAll('bugs-b', b.name));
});

afterEach(() => driven?.kill());
afterAll(() => Promise.all([a.remove(), b.remove()]));

it('stands under each namespace, with what it owns there', async () => {
  driven = launch(process.execPath, ['bin/podscope.js', '-A', 'node/node-1'], { columns: 200, rows: 50 });
  await driven.waitFor(/Node node-1/);
  await driven.waitFor(new RegExp(`${a.name} +◌ static-a[^]*${b.name} +◌ static-b`));
  driven.type('1/static-\r');
  const under = (space: string, pod: string): string => `namespace ${space} [^]*Node node-1[^]*Pod ${pod}`;
  await driven.waitFor(new RegExp(`${under(a.name, 'static-a')}[^]*${under(b.name, 'static-b')}`));
  expect(driven.screen().match(/Pod static-a/g)).toHaveLength(1);
});

it('is one object to podscope tree', async () => {
  const args = ['bin/podscope.js', 'tree', 'node/node-1', '-n', a.name, '-o', 'json'];
  const out = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, (_, text) => resolve(text)),
  );
  const { namespace, children } = JSON.parse(out) as TreeJson;
  expect(namespace).toBeNull();
  const ours = children.filter(({ namespace: own }) => own === a.name || own === b.name);
  expect(ours.map(({ name }) => name)).toEqual(['static-a', 'static-b']);
});

describe('a static Pod, as its mirror stands in the API', () => {
  // Of a node that no kubelet runs: one that does removes a mirror of what it does not run.
  const node = (): string => `podscope-static-${a.name.split('-').at(-1)}`;

  beforeAll(async () => {
    const made = { apiVersion: 'v1', kind: 'Node', metadata: { name: node() } };
    await kubectl(['apply', '-f', '-'], JSON.stringify(made));
    const uid = await kubectl(['get', 'node', node(), '-o', 'jsonpath={.metadata.uid}']);
    const hash = '0123456789abcdef0123456789abcdef';
    // As the kubelet makes it (pkg/kubelet/pod, mirror_client.go).
    const mirror = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `proxy-${node()}`,
        annotations: Object.fromEntries(
          Object.entries({ hash, mirror: hash, seen: '2026-01-01T00:00:00Z', source: 'file' }).map(
            ([name, value]) => [`kubernetes.io/config.${name}`, value],
          ),
        ),
        ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node(), uid, controller: true }],
      },
      spec: {
        nodeName: node(),
        tolerations: [{ operator: 'Exists' }],
        containers: [{ name: 'proxy', image: 'busybox', command: ['sleep', '86400'] }],
      },
    };
    await kubectl(['-n', a.name, 'apply', '-f', '-'], JSON.stringify(mirror));
  });
  afterAll(async () => {
    await a.kubectl('delete', 'pod', `proxy-${node()}`, '--force', '--grace-period=0', '--ignore-not-found');
    await kubectl(['delete', 'node', node(), '--ignore-not-found']);
  });

  it('is owned by its node, to the top', async () => {
    const pod = `proxy-${node()}`;
    driven = launch(process.execPath, ['bin/podscope.js', '-n', a.name, pod], { columns: 200, rows: 50 });
    await driven.waitFor(new RegExp(`Node ${node()}[^]*Pod ${pod}`));
    driven.press('J');
    await driven.waitFor(new RegExp(`▌[^\\n]*Node ${node()}`));
    const told = await new Promise<string>((resolve) =>
      execFile(process.execPath, ['bin/podscope.js', 'tree', `pod/${pod}`, '-n', a.name], (_, text) =>
        resolve(text),
      ),
    );
    expect(told).toMatch(new RegExp(`Node/${node()} [^]*Pod/${pod} [^]*container/proxy`));
  });
});
