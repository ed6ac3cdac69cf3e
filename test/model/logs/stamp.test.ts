import { expect, it } from 'vitest';
import { stampOf } from '../../../src/model/logs/stamp.ts';

it('is a time to the millisecond, and none where there is none', () => {
  expect(stampOf(Date.parse('2026-01-01T00:00:00.123Z') * 1000 + 456)).toBe('2026-01-01T00:00:00.123Z');
  for (const none of [0, Number.NaN, Infinity]) expect(stampOf(none)).toBe('–');
});
