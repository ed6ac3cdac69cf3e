import { expect, it } from 'vitest';
import { strategicMerge } from '../../../../src/simulator/api/patches/strategic-merge.ts';

const pod = {
  metadata: { finalizers: ['a'] },
  spec: {
    containers: [
      { name: 'web', image: 'nginx', env: [{ name: 'A', value: '1' }] },
      { name: 'sidecar', image: 'busybox' },
    ],
    tolerations: [{ key: 'x' }],
  },
};

it('merges containers by name and their variables, too, what is new first', () => {
  const patch = { spec: { containers: [{ name: 'web', env: [{ name: 'B', value: '2' }] }] } };
  expect(strategicMerge(pod, patch)).toMatchObject({
    spec: {
      containers: [
        {
          name: 'web',
          image: 'nginx',
          env: [
            { name: 'B', value: '2' },
            { name: 'A', value: '1' },
          ],
        },
        { name: 'sidecar', image: 'busybox' },
      ],
    },
  });
});

it('takes elements away, adds to sets, and replaces lists without a key', () => {
  const patch = {
    metadata: { finalizers: ['b'] },
    spec: { containers: [{ name: 'web', $patch: 'delete' }], tolerations: [{ key: 'y' }] },
  };
  expect(strategicMerge(pod, patch)).toEqual({
    metadata: { finalizers: ['a', 'b'] },
    spec: { containers: [{ name: 'sidecar', image: 'busybox' }], tolerations: [{ key: 'y' }] },
  });
});

it('obeys the directives of kubectl apply', () => {
  const patch = {
    metadata: { '$deleteFromPrimitiveList/finalizers': ['a'] },
    spec: {
      '$setElementOrder/containers': [{ name: 'sidecar' }, { name: 'web' }],
      $retainKeys: ['containers'],
    },
  };
  const merged = strategicMerge(pod, patch) as { spec: { containers: { name: string }[] } };
  expect(merged).toMatchObject({ metadata: { finalizers: [] } });
  expect(Object.keys(merged.spec)).toEqual(['containers']);
  expect(merged.spec.containers.map(({ name }) => name)).toEqual(['sidecar', 'web']);
});

it('leaves what it is given as it was', () => {
  const before = structuredClone(pod);
  strategicMerge(pod, { spec: { containers: [{ name: 'web', image: 'other' }] } });
  expect(pod).toEqual(before);
});
