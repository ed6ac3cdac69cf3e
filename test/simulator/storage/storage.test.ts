import { expect, it } from 'vitest';
import { Storage } from '../../../src/simulator/storage/storage.ts';
import type { StoredObject } from '../../../src/simulator/api/stored-object.ts';

const PODS = { group: '', plural: 'pods' };

const pod = (name: string, labels: Readonly<Record<string, string>> = {}): StoredObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, uid: name, resourceVersion: '', creationTimestamp: '2026-01-01T00:00:00Z', labels },
});

it('tells all listeners every change in order, though one of them writes when it hears of one', () => {
  const storage = new Storage({ history: 100 });
  const heard: string[] = [];
  storage.create(PODS, pod('web'));
  storage.subscribe(({ after }) => {
    if (after?.metadata.labels?.['ends']) storage.remove(PODS, undefined, 'web');
  });
  storage.subscribe(({ after, resourceVersion }) =>
    heard.push(`${after ? 'is' : 'gone'} ${resourceVersion}`),
  );
  storage.update(PODS, pod('web', { ends: 'yes' }));
  expect(heard).toEqual(['is 3', 'gone 4']);
});

it('lets the others hear what one of them cannot bear', () => {
  const troubles: unknown[] = [];
  const storage = new Storage({ history: 100, troubled: (error) => troubles.push(error) });
  const heard: string[] = [];
  storage.subscribe(() => {
    throw new Error('too much');
  });
  storage.subscribe(({ after }) => heard.push(after?.metadata.name ?? ''));
  storage.create(PODS, pod('web'));
  storage.create(PODS, pod('shop'));
  expect(heard).toEqual(['web', 'shop']);
  expect(troubles).toEqual([new Error('too much'), new Error('too much')]);
});
