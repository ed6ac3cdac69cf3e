import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { watchEvents } from '../../../../src/cluster/watch/reading/watch-events.ts';
import { type WatchLine, watchLines } from '../../../../src/cluster/watch/reading/watch-lines.ts';

async function read(chunks: readonly Uint8Array[]): Promise<WatchLine[][]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  const batches: WatchLine[][] = [];
  for await (const lines of watchLines(stream())) batches.push(lines);
  return batches;
}

const line = (name: string): WatchLine => ({ type: 'ADDED', object: { metadata: { name } } });
const text = (...names: string[]): Buffer =>
  Buffer.from(names.map((name) => `${JSON.stringify(line(name))}\n`).join(''));

describe('the lines of a watch', () => {
  it('come whole wherever the network cuts them, also within a character', async () => {
    const names = ['ascii', '日本語', '👩‍👩‍👧‍👦', 'x\u2028y'];
    const bytes = text(...names);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const batches = await read([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(batches.flat()).toEqual(names.map(line));
    }
    const single = await read([...bytes].map((byte) => Uint8Array.of(byte)));
    expect(single.flat()).toEqual(names.map(line));
  });

  it('come one batch a chunk, and none for a chunk without the end of a line', async () => {
    const bytes = text('a', 'b', 'c');
    const cut = text('a', 'b').length + 3;
    const batches = await read([
      bytes.subarray(0, cut),
      bytes.subarray(cut, cut + 1),
      bytes.subarray(cut + 1),
    ]);
    expect(batches.map((lines) => lines.length)).toEqual([2, 1]);
  });

  it('may be empty, as servers send them to keep a connection', async () => {
    expect((await read([Buffer.from('\n\r\n'), text('a')])).flat()).toEqual([line('a')]);
  });

  it('are read in time that grows with their length, not with its square', async () => {
    const long = 'x'.repeat(8_000_000);
    const bytes = text(long);
    const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
      bytes.subarray(index * 1000, (index + 1) * 1000),
    );
    expect((await read(chunks)).flat()).toEqual([line(long)]);
  }, 5000);

  it.each([
    ['a line of JSON', '{', ' '],
    ['a frame of protobuf', '\u0001', '\u0000'],
  ])('are not waited for without end: %s', async (_, first, rest) => {
    const more = Buffer.alloc(64 * 1024, rest);
    let sent = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(first);
      for (; ; sent += more.length) yield await Promise.resolve(more);
    }
    const reading = (async () => {
      for await (const lines of watchEvents(endless())) expect(lines).toEqual([]);
    })();
    await expect(reading).rejects.toThrow();
    expect(sent).toBeLessThanOrEqual(16 * 1024 * 1024);
  });

  it('that are not JSON, or break off, say so', async () => {
    await expect(read([Buffer.from('<html>\n')])).rejects.toThrow('the watch sent what is not JSON: <html>');
    // Without the end of a line too: it would be waited for until the watch counts as lost.
    for (const begun of ['<html>', '\ufeff{', 'x'])
      await expect(read([Buffer.from(begun)])).rejects.toThrow('the watch sent what is not JSON');
    for (const line of ['{}', '{"type":5,"object":{}}']) {
      await expect(read([Buffer.from(`${line}\n`)])).rejects.toThrow('the watch sent what is no event');
    }
    for (const [line, what] of [
      ['null', 'null'],
      ['[]', 'a bare list'],
      ['5', 'a number'],
    ] as const) {
      for (const sent of [line, `\n${line}`, `${line}\n`]) {
        const told = `the server sent ${what} instead of a watch`;
        await expect(read([Buffer.from(sent)])).rejects.toThrow(told);
      }
    }
    await expect(read([gzipSync('{}')])).rejects.toThrow(
      'the watch sent compressed data, which was not asked for',
    );
    await expect(read([text('a').subarray(0, 9)])).rejects.toThrow('ended in the middle of an object');
  });
});
