import { describe, expect, it } from 'vitest';
import { age, epochMs, humanDuration } from '../../src/model/ages.ts';

const s = 1000;
const m = 60 * s;
const h = 60 * m;
const d = 24 * h;
const y = 365 * d;

describe('AGE says what kubectl says', () => {
  it.each([
    [-10 * s, '<invalid>'],
    [-2 * s, '<invalid>'],
    [-1999, '0s'],
    [-1 * s, '0s'],
    [-1, '0s'],
    [0, '0s'],
    [999, '0s'],
    [s, '1s'],
    [70 * s, '70s'],
    [119 * s + 999, '119s'],
    [2 * m, '2m'],
    [4 * m + 10 * s, '4m10s'],
    [10 * m - 1, '9m59s'],
    [10 * m, '10m'],
    [10 * m + 59 * s, '10m'],
    [3 * h - 1, '179m'],
    [3 * h, '3h'],
    [3 * h + 1 * m, '3h1m'],
    [8 * h - 1, '7h59m'],
    [8 * h, '8h'],
    [8 * h + 59 * m, '8h'],
    [2 * d - 1, '47h'],
    [2 * d, '2d'],
    [2 * d + 59 * m, '2d'],
    [2 * d + h, '2d1h'],
    [8 * d - 1, '7d23h'],
    [8 * d, '8d'],
    [8 * d + 23 * h, '8d'],
    [2 * y - 1, '729d'],
    [2 * y, '2y'],
    [2 * y + 23 * h, '2y'],
    [2 * y + d, '2y1d'],
    [8 * y - 1, '7y364d'],
    [8 * y, '8y'],
    [30 * y + 200 * d, '30y'],
    [2000 * y, '292y'],
  ])('%d ms → %s', (duration, text) => {
    expect(humanDuration(duration)).toBe(text);
  });

  it.each([undefined, null, '', '0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', 'yesterday'])(
    '%j is <unknown>',
    (since) => {
      expect(age(since, 0)).toBe('<unknown>');
      expect(epochMs(since)).toBeUndefined();
    },
  );

  it('counts from the time given to now', () => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(age('2026-11-23T11:55:30Z', now)).toBe('4m30s');
    expect(age('2026-11-23T13:00:00+02:00', now)).toBe('60m');
    expect(age('2026-11-23T11:59:59.500000Z', now)).toBe('0s');
  });
});
