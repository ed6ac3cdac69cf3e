import { expect, it } from 'vitest';
import { statusOf } from '../../../src/simulator/api/fields.ts';
import type { StoredObject } from '../../../src/simulator/api/stored-object.ts';
import { Life } from '../control-plane/controllers/life.ts';

function written(): { readonly life: Life; readonly pod: StoredObject; readonly labels: () => unknown } {
  const life = new Life();
  const spec = { containers: [{ name: 'main', image: 'nginx' }] };
  const pod = life.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  return { life, pod, labels: () => life.get('Pod', 'web')?.metadata.labels };
}

const labelled =
  (name: string) =>
  (now: StoredObject): StoredObject => ({
    ...now,
    metadata: { ...now.metadata, labels: { ...now.metadata.labels, [name]: 'yes' } },
  });

it('writes to what an object is now, not to what it was when it was listed', () => {
  const { life, pod, labels } = written();
  const { writes } = life.world;
  writes.update(pod, labelled('first'));
  writes.updateStatus(pod, () => ({ phase: 'Running' }));
  const last = writes.update(pod, labelled('second'));
  expect(labels()).toEqual({ first: 'yes', second: 'yes' });
  expect(statusOf(last!)).toEqual({ phase: 'Running' });
});

it('lets what is gone be gone, and leaves alone who has its name', () => {
  const { life, pod, labels } = written();
  const { writes } = life.world;
  life.delete('Pod', 'web');
  const all = [
    () => writes.update(pod, labelled('late')),
    () => writes.updateStatus(pod, () => ({ phase: 'Running' })),
    () => writes.replace(pod, labelled('late')),
    () => writes.delete(pod),
  ];
  expect(all.map((write) => write())).toEqual([undefined, undefined, undefined, undefined]);
  const { apiVersion, kind } = pod;
  life.create({ apiVersion, kind, metadata: { name: 'web' }, spec: pod['spec'] });
  expect(all.map((write) => write())).toEqual([undefined, undefined, undefined, undefined]);
  expect(labels()).toBeUndefined();
});

it('writes nothing where there is nothing left to do', () => {
  const { life, pod } = written();
  const heard: unknown[] = [];
  life.world.storage.subscribe((event) => heard.push(event));
  expect(life.world.writes.update(pod, () => undefined)).toBe(life.get('Pod', 'web'));
  expect(heard).toEqual([]);
});
