import { describe, expect, it } from 'vitest';
import { gathered } from '../../src/feeds/gathered.ts';
import type { FeedEvent } from '../../src/model/feed.ts';
import { pods } from '../fixtures/index.ts';

const rows = (count: number): FeedEvent[] =>
  Array.from({ length: count }, () => ({ type: 'upsert', object: pods[0] }) as FeedEvent);

describe('what a list brings', () => {
  it('comes once a frame until a screen is full, then rarely, and once a frame again when all is there', () => {
    const waits = gathered();
    const frame = waits(rows(100));
    expect(waits(rows(100))).toBe(frame);
    const behind = waits(rows(100));
    expect(behind).toBeGreaterThan(frame);
    expect(waits(rows(1))).toBe(behind);
    expect(waits([...rows(1), { type: 'synced', count: 302 }])).toBe(frame);
    expect(waits(rows(500))).toBe(frame);
  });

  it('waits no longer than a frame where it is more than rows', () => {
    const waits = gathered();
    waits(rows(1000));
    expect(waits([{ type: 'stale', failure: { message: 'gone', reason: 'X' } }])).toBe(
      waits([{ type: 'data', data: 1 }]),
    );
  });
});
