import { of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type ReadLog, readTogether, type TakeItems } from '../../../src/cluster/logs/together.ts';
import type { LogItem, LogSource } from '../../../src/model/logs/log-item.ts';
import { SOURCE } from '../../support/servers/log-host.ts';
import { settle, VirtualTime } from '../../support/virtual-time.ts';

const source = (container: string): LogSource => ({ ...SOURCE, container });
const A = source('a');
const B = source('b');

const texts = (items: readonly LogItem[]): string[] =>
  items.map((item) => ('note' in item ? `-- ${item.note.type}` : item.text));

const lines = (of: LogSource, from: number, count: number, longer = ''): LogItem[] =>
  Array.from({ length: count }, (_, index) => ({
    source: of,
    time: from + index,
    text: `${of.container}${from + index}${longer}`,
  }));
/** So long that a few thousand of them are more than is to wait. */
const LONG = ' '.repeat(8192);

/** What was read of logs that are there, and how: `read` counts the lines that were asked for. */
function reading(
  parts: (of: LogSource) => Iterable<readonly LogItem[]>,
  take: TakeItems,
  patience = Infinity,
) {
  const aborter = new AbortController();
  const timing = new VirtualTime();
  const read = new Map<LogSource, number>();
  const readOne: ReadLog = async function* (one) {
    for (const part of parts(one)) {
      read.set(one, (read.get(one) ?? 0) + part.length);
      yield await Promise.resolve(part);
    }
  };
  const options = { patience: { quiet: patience, first: patience }, timing, signal: aborter.signal };
  const run = (sources$ = of([A, B] as readonly LogSource[])): Promise<void> =>
    readTogether(sources$, readOne, take, options);
  return { run, read, aborter, timing };
}

/** In pieces of so many. */
function* pieces(items: readonly LogItem[], size: number): Generator<readonly LogItem[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

describe('logs that are read together', () => {
  it('are told in the order of their times, however they come', async () => {
    const said: LogItem[] = [];
    const all = new Map([
      [A, lines(A, 0, 500)],
      [B, lines(B, 250, 500)],
    ]);
    const { run } = reading(
      (one) => pieces(all.get(one) ?? [], one === A ? 1 : 97),
      (items) => void said.push(...items),
    );
    await run();
    expect(said.map(({ time }) => time)).toEqual(said.map(({ time }) => time).sort((a, b) => a - b));
    for (const [one, own] of all) expect(said.filter((item) => item.source === one)).toEqual(own);
  });

  it('are told in one go where they came in one', async () => {
    const takes: number[] = [];
    const { run } = reading(
      (one) => [lines(one, 0, 100)],
      (items) => void takes.push(items.length),
    );
    await run();
    expect(takes).toEqual([200]);
  });

  it('wait for who takes them: of each no more is read than is to wait', async () => {
    const goOn = new Subject<void>();
    const said: LogItem[] = [];
    const { run, read } = reading(
      (one) => pieces(lines(one, 0, 20_000, LONG), 100),
      async (items) => {
        await new Promise<void>((resolve) => goOn.subscribe(() => resolve()));
        said.push(...items);
      },
    );
    const over = run();
    for (let turn = 0; turn < 20; turn++) await settle();
    const first = Math.max(...read.values());
    expect(first).toBeLessThan(10_000);
    for (let turn = 0; turn < 20; turn++) await settle();
    expect(Math.max(...read.values())).toBe(first);
    const pump = setInterval(() => goOn.next());
    await over;
    clearInterval(pump);
    expect(said.map(({ time }) => time)).toEqual(said.map((_, index) => Math.floor(index / 2)));
    expect(said).toHaveLength(40_000);
  });

  it('are read on while they are ahead of others, but not without end', async () => {
    const said: LogItem[] = [];
    const all = new Map([
      [A, lines(A, 0, 2000)],
      [B, lines(B, 5000, 20_000, LONG)],
    ]);
    let ahead = 0;
    const { run, read } = reading(
      (one) => pieces(all.get(one) ?? [], one === A ? 10 : 1000),
      (items) => {
        said.push(...items);
        if (said.length < 2000) ahead = read.get(B) ?? 0;
      },
      150,
    );
    await run();
    expect(ahead).toBeGreaterThan(1000);
    expect(ahead).toBeLessThan(5_000);
    expect(said.map(({ time }) => time)).toEqual([...all.values()].flat().map(({ time }) => time));
  });

  it('go on where one that was held back has nothing more to say, but has not ended', async () => {
    const said: LogItem[] = [];
    const aborter = new AbortController();
    const timing = new VirtualTime();
    const all = new Map([
      [A, lines(A, 0, 5000, LONG)],
      [B, lines(B, 5000, 9000, LONG)],
    ]);
    const over = readTogether(
      of([A, B]),
      async function* (one) {
        yield* pieces(all.get(one) ?? [], 5000);
        await new Promise((resolve) => aborter.signal.addEventListener('abort', resolve));
      },
      (items) => void said.push(...items),
      { patience: { quiet: 150, first: 150 }, timing, signal: aborter.signal },
    );
    for (let turn = 0; turn < 50 && said.length < 14_000; turn++) await timing.pass(150);
    expect(said).toHaveLength(14_000);
    aborter.abort();
    await over;
  });

  it('end when told to, even while they wait for who takes them', async () => {
    const { run, aborter } = reading(
      (one) => pieces(lines(one, 0, 20_000), 100),
      () => new Promise<void>((resolve) => aborter.signal.addEventListener('abort', () => resolve())),
    );
    const over = run();
    await settle();
    aborter.abort();
    await over;
  });

  it('are joined by who comes later, which is said; and nobody is read twice', async () => {
    const said: LogItem[] = [];
    const sources$ = new Subject<readonly LogSource[]>();
    const { run, read } = reading(
      (one) => [lines(one, 1, 2)],
      (items) => void said.push(...items),
    );
    const over = run(sources$);
    sources$.next([A]);
    await settle();
    sources$.next([A, B]);
    sources$.complete();
    await over;
    expect(texts(said)).toEqual(['a1', 'a2', '-- joined', 'b1', 'b2']);
    expect([...read.values()]).toEqual([2, 2]);
  });

  it('fail as who names them fails', async () => {
    const sources$ = new Subject<readonly LogSource[]>();
    const { run } = reading(
      () => [],
      () => undefined,
    );
    const over = run(sources$);
    sources$.error(new Error('no list'));
    await expect(over).rejects.toThrow('no list');
  });
});
