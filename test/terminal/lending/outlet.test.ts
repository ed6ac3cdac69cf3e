import { spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Handle, Outlet } from '../../../src/terminal/lending/outlet.ts';
import { testFolder } from '../../support/test-folder.ts';

/** A pipe stands for the terminal: it too has room for so much, and then for nothing. */
let pipe = '';
let reader = 0;
let failed: Error[] = [];

beforeEach(() => {
  pipe = path.join(testFolder(), 'terminal');
  spawnSync('mkfifo', [pipe]);
  reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
  failed = [];
});
afterEach(() => closeSync(reader));

function outlet(): Outlet {
  const stdout = { destroy: (error: Error) => failed.push(error) } as unknown as NodeJS.WriteStream;
  return new Outlet(stdout, () => {
    const descriptor = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    const stream = new Socket({ fd: descriptor, writable: true, readable: false });
    const { _handle } = stream as unknown as { readonly _handle: Handle };
    return {
      stream: stream as unknown as NodeJS.WriteStream,
      descriptor,
      unsent: () => _handle.writeQueueSize,
      close: () => stream.destroy(),
    };
  });
}

/** Writes pieces that can be told apart until there is no room; returns all of them. */
function fill(out: Outlet): string {
  let all = '';
  for (let piece = 0; ; piece++) {
    const text = `${piece} `.repeat(700);
    all += text;
    if (!out.write(text)) return all;
  }
}

/** What a terminal that reads has got, of no more than so many bytes. */
function read(most = 1 << 20): string {
  const bytes = Buffer.alloc(most);
  try {
    return bytes.subarray(0, readSync(reader, bytes)).toString();
  } catch {
    return '';
  }
}

async function readUntilDrained(out: Outlet): Promise<string> {
  let all = read(5000);
  while (out.isFull) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    all += read(5000);
  }
  return all + read();
}

describe('what is written to a terminal', () => {
  it('is out at once while there is room', () => {
    const out = outlet();
    expect(out.write('one ')).toBe(true);
    expect(out.write(Buffer.from('two'))).toBe(true);
    expect(read()).toBe('one two');
    expect(out.isFull).toBe(false);
  });

  it('waits where it is full, and comes whole and in order', async () => {
    const out = outlet();
    const all = fill(out);
    expect(out.write('日本')).toBe(false);
    const drained = firstValueFrom(out.drained$);
    expect(await readUntilDrained(out)).toBe(`${all}日本`);
    await drained;
    expect(out.write('more')).toBe(true);
  });

  it('is what is newest, where only that matters', async () => {
    const out = outlet();
    const done: string[] = [];
    const act = (name: string, text = name): void => out.whenFree(name, () => done.push(text));
    act('first');
    expect(done).toEqual(['first']);
    fill(out);
    ['render', 'alloc'].forEach((name) => act(name));
    act('render', 'newest');
    expect(done).toEqual(['first']);
    await readUntilDrained(out);
    expect(done).toEqual(['first', 'alloc', 'newest']);
  });

  it('fails where the terminal is gone, which is told once', async () => {
    const out = outlet();
    const hold = openSync('/dev/null', 'r');
    fill(out);
    const drained = firstValueFrom(out.drained$);
    closeSync(reader);
    reader = hold;
    await drained;
    expect(failed.map(({ message }) => message)).toEqual(['write EPIPE']);
    expect(out.write('more')).toBe(true);
  });
});

describe('at the end', () => {
  it('is given up where the terminal reads nothing', async () => {
    const out = outlet();
    fill(out);
    const drained = firstValueFrom(out.drained$);
    expect(out.end('last')).toBe(false);
    await drained;
    expect(read()).not.toContain('last');
    expect(out.write('later')).toBe(true);
    expect(read()).toBe('');
  });

  it('is whole and in order where the terminal reads', async () => {
    const out = outlet();
    // Into a file: while it ends, nobody here reads what comes out of a pipe.
    const got = path.join(testFolder(), 'got');
    const cat = spawn('cat', [], { stdio: [openSync(pipe, 'r'), openSync(got, 'w'), 'inherit'] });
    let all = fill(out);
    for (let piece = 0; piece < 40; piece++) {
      out.write(`${piece};`.repeat(200));
      all += `${piece};`.repeat(200);
    }
    expect(out.end('last')).toBe(true);
    const read = (): string => readFileSync(got, 'utf8');
    while (!read().includes('last')) await new Promise((resolve) => setTimeout(resolve, 5));
    cat.kill();
    expect(read()).toBe(`${all}last`);
  });
});

describe('while the program is stopped', () => {
  it('what was not taken before waits until it goes on', async () => {
    const out = outlet();
    const all = fill(out);
    out.hold();
    out.write('behind');
    const part = read();
    expect(all.startsWith(part)).toBe(true);
    out.goOn();
    expect(part + (await readUntilDrained(out))).toBe(`${all}behind`);
  });

  it('nothing is written any more when it ends', () => {
    const out = outlet();
    fill(out);
    out.hold();
    read();
    expect(out.end('last')).toBe(true);
    expect(read()).toBe('');
  });
});
