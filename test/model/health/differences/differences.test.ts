import { describe, expect, it } from 'vitest';
import { differenceLines } from '../../../../src/model/health/differences/differences.ts';
import { type NodeAnswer, nodeFacts, unknownNode } from '../../../../src/model/health/node/node-facts.ts';
import type { KubeObject, Pod } from '../../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');

const podOf = (name: string, node: string, image: string, more: readonly string[] = []): Pod => ({
  metadata: {
    name,
    uid: name,
    labels: { 'pod-template-hash': image },
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: {
    nodeName: node,
    containers: [
      { name: 'main', image, resources: { requests: { cpu: '1' } } },
      ...more.map((name) => ({ name })),
    ],
  },
});

it('what differs between Pods of one owner is told, and that nothing does', () => {
  const other = podOf('b', 'n2', 'web:1');
  const sibling = { pod: other, well: true };
  expect(differenceLines(podOf('a', 'n1', 'web:2', ['proxy']), sibling, NOW)).toEqual([
    'why this one? b of the same owner is well:',
    '  node: n1, there n2',
    '  revision: web:2, there web:1',
    '  containers: main proxy, there main',
    '  images: main web:2, proxy , there main web:1',
    '  age: 60m, there 60m',
  ]);
  expect(differenceLines(podOf('a', 'n2', 'web:1'), sibling, NOW)[1]).toBe(
    '  nothing differs of node, owner, revision, containers, images, digests, requests',
  );
});

describe('of two nodes', () => {
  const sibling = { pod: podOf('b', 'n2', 'web:1'), well: true };
  const node = (zone: string, runtime: string) =>
    nodeFacts({
      metadata: { name: 'n', uid: 'n', labels: { 'topology.kubernetes.io/zone': zone } },
      status: { nodeInfo: { kernelVersion: '6.1', containerRuntimeVersion: runtime } },
    } as KubeObject);
  const lines = (nodes: readonly [NodeAnswer, NodeAnswer]) =>
    differenceLines(podOf('a', 'n1', 'web:1'), { ...sibling, nodes }, NOW).filter((line) =>
      /node/.test(line),
    );

  it('zone, kernel and runtime are told where they differ', () => {
    expect(lines([node('a', 'containerd://1.6'), node('b', 'containerd://2.1')])).toEqual([
      '  node: n1, there n2',
      "  node's zone: a, there b",
      "  node's runtime: containerd://1.6, there containerd://2.1",
    ]);
    expect(lines([node('a', 'x'), node('a', 'x')])[1]).toBe(
      "  nothing differs of the nodes' zone, kernel, runtime, kubelet, system",
    );
  });

  it('it is said where one may not be read', () => {
    const denied = unknownNode({ code: 403, message: 'no' });
    expect(lines([denied, node('a', 'x')])[1]).toBe(
      '  of its node nothing more is known: nodes may not be read',
    );
  });
});
