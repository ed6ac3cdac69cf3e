import { expect, it } from 'vitest';
import { live } from './lived.ts';

/** How long it takes says nothing of the world: what does not end is found by its turns (`live`). */
const NO_LIMIT = 3_600_000;

it.each([3, 12, 14])(
  'lives on for 45 minutes, and is right all the time: seed %i',
  async (seed) => {
    const { findings, changes } = await live({ seed, minutes: 45 });
    expect(findings).toEqual([]);
    // Something has happened in them.
    expect(changes).toBeGreaterThan(10_000);
  },
  NO_LIMIT,
);
