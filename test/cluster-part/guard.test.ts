import { expect, it } from 'vitest';
import { guarded } from '../../src/cluster/guard.ts';

it('makes of what a handler throws the failure of what it serves', () => {
  const failures: unknown[] = [];
  const handled: string[] = [];
  const handler = guarded(
    (error) => failures.push(error),
    (text: string) => {
      if (text === 'bad') throw text;
      handled.push(text);
    },
  );
  for (const text of ['good', 'bad', 'good again']) handler(text);
  expect({ handled, failures }).toEqual({ handled: ['good', 'good again'], failures: ['bad'] });
});
