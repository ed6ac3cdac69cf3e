import { expect, it } from 'vitest';
import { ReflectorStore } from '../../../src/cluster/watch/reflector-store.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';

const object = (name: unknown, uid: unknown = name): unknown => ({
  metadata: { name, uid, namespace: 'shop', resourceVersion: '1' },
});

/** Reads what has a text for its uid. */
const store = (): ReflectorStore<KubeObject> =>
  new ReflectorStore((raw) => {
    const { uid } = (raw as KubeObject).metadata as { readonly uid: unknown };
    return typeof uid === 'string' ? (raw as KubeObject) : undefined;
  });

const counts = (events: readonly WatchEvent<KubeObject>[]): readonly unknown[] =>
  events.flatMap((event) =>
    event.type === 'unreadable' || event.type === 'synced' ? [[event.type, event.count]] : [],
  );

it('objects of a list that cannot be read are counted before it is complete, by their names or without', () => {
  const list = store();
  list.beginList();
  list.put(object('a'));
  list.put(object('b', 1));
  list.put(object('b', 2));
  list.put(object(3));
  list.put(object(4, 4));
  expect(counts(list.endList())).toEqual([
    ['unreadable', 3],
    ['synced', 1],
  ]);
});

it('is told anew when one more cannot be, can be again, or is gone', () => {
  const list = store();
  list.beginList();
  expect(counts(list.endList())).toEqual([['synced', 0]]);
  expect(counts(list.put(object('a', 1)))).toEqual([['unreadable', 1]]);
  expect(counts(list.put(object('a', 2)))).toEqual([]);
  expect(counts(list.put(object('b', 1)))).toEqual([['unreadable', 2]]);
  expect(counts(list.put(object('a')))).toEqual([['unreadable', 1]]);
  expect(counts(list.remove(object('b', 1)))).toEqual([['unreadable', 0]]);
});

it('a list that is made anew counts anew', () => {
  const list = store();
  list.beginList();
  list.put(object('a', 1));
  list.endList();
  list.beginList();
  list.put(object('a'));
  expect(counts(list.endList())).toEqual([
    ['unreadable', 0],
    ['synced', 1],
  ]);
});
