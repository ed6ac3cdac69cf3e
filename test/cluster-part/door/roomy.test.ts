import { expect, test } from 'vitest';
import { roomy } from '../../../src/cluster/door/roomy.ts';

test('an object with room is a plain and an empty one', () => {
  const Message = roomy();
  const kept = new Message();
  expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  expect(Object.keys(kept)).toEqual([]);
  kept['name'] = 'web';
  expect(kept).toStrictEqual({ name: 'web' });
  expect(new Message()).toStrictEqual({});
});
