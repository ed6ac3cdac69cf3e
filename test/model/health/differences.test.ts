import { expect, it } from 'vitest';
import { differenceLines } from '../../../src/model/health/differences.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

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
