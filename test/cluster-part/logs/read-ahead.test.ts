import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ReadAhead } from '../../../src/cluster/logs/read-ahead.ts';
import { settle } from '../../support/virtual-time.ts';

const MOST = 1_000_000;
/** Each of other bytes, which cannot be packed. */
const PIECE = 10_000;
const timing = { now: () => 0, turn: () => Promise.resolve() };

/** A log of pieces without end, or of so many; `came` counts them. */
function server(pieces = Infinity, failure?: Error) {
  const said = { came: 0, left: false };
  const bytes = async function* () {
    try {
      for (; said.came < pieces; said.came++) yield await Promise.resolve(randomBytes(PIECE));
      if (failure) throw failure;
    } finally {
      said.left = true;
    }
  };
  return { said, bytes: bytes() };
}

/** Until nothing more comes of it. */
async function untilStill({ said }: ReturnType<typeof server>): Promise<number> {
  for (let before = -1; before !== said.came;) {
    before = said.came;
    for (let turns = 0; turns < 50; turns++) await settle();
  }
  return said.came * PIECE;
}

describe('logs that are read ahead', () => {
  it('give all that came before they fail, and then why', async () => {
    const { bytes } = server(7, new Error('it was reset'));
    let length = 0;
    const reading = (async () => {
      for await (const each of new ReadAhead(MOST, timing).read('', bytes)) {
        await settle();
        length += each.length;
      }
    })();
    await expect(reading).rejects.toThrow('it was reset');
    expect(length).toBe(7 * PIECE);
  });

  it('are read on while they are not taken, until so much waits, and again when they are', async () => {
    const ahead = new ReadAhead(MOST, timing);
    const log = server();
    const taken = ahead.read('', log.bytes);
    await taken.next();
    const first = await untilStill(log);
    expect(first).toBeGreaterThan(MOST / 2);
    expect(first).toBeLessThan(MOST);
    expect(ahead.isFull).toBe(true);
    for (let length = 0; length < MOST / 4;) length += ((await taken.next()).value as Uint8Array).length;
    expect(await untilStill(log)).toBeGreaterThanOrEqual(first + MOST / 4);
  });

  it('have each its part, whatever the others have', async () => {
    const ahead = new ReadAhead(MOST, timing);
    const logs = [server(), server(), server()];
    const taken = logs.map(({ bytes }) => ahead.read('', bytes));
    const waiting: number[] = [];
    for (const [index, log] of logs.entries()) {
      await taken[index]?.next();
      waiting.push(await untilStill(log));
    }
    expect(Math.min(...waiting)).toBeGreaterThan(MOST / 2 / 3);
    expect(waiting.reduce((sum, each) => sum + each)).toBeLessThan(MOST + 10 * PIECE);
  });

  it('tell when the server said something last, not when it was read', async () => {
    let now = 0;
    const ahead = new ReadAhead(MOST, { ...timing, now: () => now });
    const log = server(2);
    const open = new Promise<void>(() => undefined);
    const taken = ahead.read(
      'a',
      (async function* () {
        yield* log.bytes;
        await open;
      })(),
    );
    const first = taken.next();
    expect(ahead.heardAt('a')).toBeUndefined();
    await first;
    await untilStill(log);
    now = 1000;
    // What has come is not read yet: it may be told any time.
    expect(ahead.heardAt('a')).toBe(1000);
    await taken.next();
    expect(ahead.heardAt('a')).toBe(1000);
    void taken.next();
    await settle();
    expect(ahead.heardAt('a')).toBe(0);
    expect(ahead.heardAt('b')).toBeUndefined();
  });

  it.each([
    ['when all has come, though none of it was taken', server(7), 1],
    ['not where nothing came', server(0), 0],
    ['not where they fail', server(7, new Error('it was reset')), 0],
  ])('tell %s', async (_, log, times) => {
    let received = 0;
    new ReadAhead(MOST, timing).read('', log.bytes, () => received++);
    await untilStill(log);
    expect(received).toBe(times);
  });

  it('have been silent since they were followed, though what came before waits, once that is read', async () => {
    let [now, emptied] = [0, 0];
    const ahead = new ReadAhead(MOST, { ...timing, now: () => now });
    ahead.emptied = () => emptied++;
    const before = ahead.read('a', server(2).bytes);
    const open = new Promise<void>(() => undefined);
    const after = ahead.read(
      'a',
      (async function* () {
        yield* server(1).bytes;
        await open;
      })(),
    );
    await settle();
    now = 1000;
    for await (const _ of before) expect(ahead.heardAt('a')).toBe(1000);
    await after.next();
    expect([ahead.heardAt('a'), emptied]).toEqual([1000, 0]);
    void after.next();
    await settle();
    expect([ahead.heardAt('a'), emptied]).toEqual([0, 1]);
  });

  it('are left by who takes no more of them, and hold nobody back then', async () => {
    const ahead = new ReadAhead(MOST, timing);
    const [one, other] = [server(), server()];
    const taken = [ahead.read('one', one.bytes), ahead.read('other', other.bytes)] as const;
    await taken[0].next();
    await untilStill(one);
    await taken[1].next();
    const before = await untilStill(other);
    await taken[0].return();
    await settle();
    expect(one.said.left).toBe(true);
    expect(await untilStill(other)).toBeGreaterThan(before);
  });
});
