import { expect, it } from 'vitest';
import { feedKey } from '../../src/model/feed.ts';

it('tells feeds apart by what they are of, not by version or the order of fields', () => {
  const list = { type: 'list', kind: 'pods', scope: { namespace: 'shop', labelSelector: 'a=b' } };
  const same = {
    scope: { labelSelector: 'a=b', namespace: 'shop' },
    version: '7',
    kind: 'pods',
    type: 'list',
  };
  expect(feedKey(same)).toBe(feedKey(list));
  const others = [
    { ...list, kind: 'jobs' },
    { ...list, scope: { namespace: 'shop' } },
    { ...list, scope: { namespace: 'shop', fieldSelector: 'a=b' } },
    { ...list, scope: { ...list.scope, namespace: '' } },
  ];
  expect(new Set([list, ...others].map(feedKey)).size).toBe(5);
});
