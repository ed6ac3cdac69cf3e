import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { WaitingBytes } from '../../../src/cluster/logs/waiting-bytes.ts';
import { seeded } from '../../support/hostile/seeded.ts';

/** So many lines as a kubelet sends them. */
function log(lines: number): Buffer {
  const chance = seeded(1);
  let nanos = 0;
  return Buffer.from(
    Array.from({ length: lines }, (_, index) => {
      nanos += chance(9_000);
      return `2026-01-01T00:00:00.${String(nanos).padStart(9, '0')}Z number ${index} of talk\n`;
    }).join(''),
  );
}

describe('bytes of a log that wait', () => {
  it.each([1, 2, 3])('come out as they went in, however they did (seed %i)', (seed) => {
    const chance = seeded(seed);
    const all = Buffer.concat([log(20_000), randomBytes(700_000), log(20_000)]);
    const waiting = new WaitingBytes();
    const out: Uint8Array[] = [];
    for (let at = 0; at < all.length;) {
      const length = chance(4) === 0 ? chance(200_000) : chance(500);
      waiting.push(all.subarray(at, at + length));
      at += length;
      if (chance(3) === 0) out.push(waiting.shift() ?? Buffer.alloc(0));
    }
    for (let bytes = waiting.shift(); bytes; bytes = waiting.shift()) out.push(bytes);
    expect(Buffer.concat(out).equals(all)).toBe(true);
    expect(waiting.cost).toBe(0);
  });

  it('take a fourth of their room at most where they are lines of a log, and never more than their own', () => {
    const lines = log(100_000);
    const noise = randomBytes(lines.length);
    for (const [bytes, most] of [
      [lines, lines.length / 4],
      [noise, noise.length],
    ] as const) {
      const waiting = new WaitingBytes();
      for (let at = 0; at < bytes.length; at += 1000) waiting.push(bytes.subarray(at, at + 1000));
      expect(waiting.cost).toBeGreaterThan(0);
      expect(waiting.cost).toBeLessThanOrEqual(most);
    }
  });

  it('are as they came where nothing else waits', () => {
    const waiting = new WaitingBytes();
    const line = Buffer.from('a line\n');
    waiting.push(line);
    expect(waiting.shift()).toBe(line);
    expect(waiting.shift()).toBeUndefined();
  });
});
