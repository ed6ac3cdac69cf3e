import { describe, expect, it } from 'vitest';
import { Door } from '../../src/cluster/door/door.ts';
import { Interned } from '../../src/cluster/interned.ts';
import { RESOURCES } from '../../src/cluster/resources.ts';
import { KIND_NAMES, type KindId } from '../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod } from '../../src/model/kinds/objects.ts';
import { containersOf } from '../../src/model/pod/containers.ts';
import { volumeMatrix } from '../../src/model/volumes/volumes.ts';
import { pods } from '../fixtures/index.ts';

/** Every path in a value that leads to undefined or null. */
function holes(value: unknown, path = ''): string[] {
  if (value == null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => holes(inner, `${path}.${key}`));
}

describe('what is kept of an object', () => {
  it.each(pods)('shows the same containers and volumes as the whole: $metadata.name', (pod) => {
    const door = new Door();
    const trimmed = door.objects(RESOURCES.pods)(pod)!;
    expect(door.refusals.counts).toEqual(new Map());
    // How a container ended is kept as the kubelet told it, but for the id of what ended.
    const seen = (of: typeof pod) =>
      containersOf(of).map((container) => ({
        ...container,
        lastEnd: { ...container.lastEnd, containerID: undefined },
      }));
    expect(seen(trimmed)).toEqual(seen(pod));
    const plain = (text: string): string => text.replace(/kube-api-access-\w{5}/g, 'kube-api-access-');
    expect(JSON.stringify(volumeMatrix(trimmed))).toBe(plain(JSON.stringify(volumeMatrix(pod))));
    expect(holes({ ...trimmed, spec: { ...trimmed.spec, volumes: [] } })).toEqual([]);
  });

  it.each(Object.keys(KIND_NAMES) as KindId[])(
    'of %s copes with everything optional missing or null',
    (kind) => {
      const trim = new Door().objects<KubeObject>(RESOURCES[kind]);
      const metadata = { name: 'x', uid: 'u' };
      expect(trim({ metadata })).toEqual({ metadata });
      expect(holes(trim({ metadata, spec: null, status: null }))).toEqual([]);
      const odd = {
        containers: null,
        volumes: {},
        conditions: [null],
        replicas: null,
        containerStatuses: [{}],
      };
      expect(
        holes(
          trim({ metadata: { ...metadata, labels: null, ownerReferences: null }, spec: odd, status: odd }),
        ),
      ).toEqual([]);
    },
  );

  it('says of what it left out how that is wrong', () => {
    const door = new Door();
    const trim = door.objects<KubeObject>(RESOURCES.pods);
    expect(trim(undefined)).toBeUndefined();
    const restarts = [2 ** 62, -(2 ** 62), 1.5, '1'];
    const containerStatuses = restarts.map((restartCount) => ({ name: 'a', restartCount }));
    trim({ metadata: { name: 'x', uid: 'u' }, status: { containerStatuses } });
    expect([...door.refusals.counts]).toEqual([
      ['Pod: nothing instead of an object', 1],
      ['Pod status.containerStatuses[].restartCount: a whole number beyond 2^53', 2],
      ['Pod status.containerStatuses[].restartCount: a fraction instead of a whole number', 1],
      ['Pod status.containerStatuses[].restartCount: text instead of a whole number', 1],
    ]);
  });

  it('leaves out what nobody reads', () => {
    const pod = {
      metadata: {
        name: 'x',
        uid: 'u',
        managedFields: [{}],
        annotations: { big: 'x', 'kubectl.kubernetes.io/default-container': 'app' },
      },
      spec: {
        containers: [{ name: 'app', env: [{ name: 'A', value: 'b' }], command: ['sh'], resources: {} }],
      },
    } as unknown as Pod;
    expect(new Door().objects(RESOURCES.pods)(pod)).toEqual({
      metadata: { name: 'x', uid: 'u', annotations: { 'kubectl.kubernetes.io/default-container': 'app' } },
      spec: { containers: [{ name: 'app', resources: {} }] },
    });
  });

  it('shares what is alike, and goes on sharing when there is more than it remembers', () => {
    const interned = new Interned();
    const first = interned.template({ a: 1 });
    for (let index = 0; index < 15_000; index++) interned.template({ index });
    expect(interned.template({ a: 1 })).toBe(first);
    for (let index = 0; index < 40_000; index++) interned.template({ index });
    expect(interned.template({ a: 1 })).toEqual({ a: 1 });
  });
});
