import { readFileSync } from 'node:fs';
import { lastValueFrom, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gather, type Gathered } from '../../../src/cluster/anatomy/gather.ts';
import { walkedFrom, walkPod } from '../../../src/cluster/anatomy/walk.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import type { ExecResult } from '../../../src/model/session.ts';

const { walk: WALKED } = (
  JSON.parse(readFileSync('test/fixtures/walks.json', 'utf8')) as Record<string, { walk: string }>
)['anatomy-0']!;
const EXITED: ExecResult = { type: 'exited', code: 0 };
const failed = (message: string): ExecResult => ({ type: 'failed', failure: { reason: 'Error', message } });
const where = { namespace: 'n', pod: 'p', container: 'c' };

describe('a command of its own', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('brings what was printed, byte for byte, and how it ended', async () => {
    const asked: unknown[] = [];
    const run = gather(
      async (request, streams) => {
        asked.push(request);
        await streams.write('out', Uint8Array.of(0, 255));
        await streams.write('err', Buffer.from('no'));
        return EXITED;
      },
      where,
      ['sh', '-c', 'x'],
      { bytes: 10, ms: 100 },
    );
    expect(await run).toEqual({ out: '\0\xff', err: 'no', result: EXITED });
    expect(asked).toEqual([{ ...where, command: ['sh', '-c', 'x'], tty: false, stdin: false }]);
  });

  /** Prints without end, until it is given up. */
  const endless = (
    print: (write: (stream: 'out' | 'err', data: Uint8Array) => unknown) => void,
  ): Promise<Gathered> =>
    gather(
      (_, streams, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(failed('cancelled')));
          print((stream, data) => streams.write(stream, data));
        }),
      where,
      ['x'],
      { bytes: 10, ms: 3_000 },
    );

  it('is given up at its limits: so many bytes, so long', async () => {
    const printed = await endless((write) => {
      for (let times = 0; times < 20; times += 1) write('out', Buffer.from('abc'));
    });
    expect(printed).toMatchObject({
      out: 'abcabcabca',
      result: { failure: { message: 'it printed more than 10 bytes' } },
    });
    const late = endless(() => undefined);
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await late).result).toMatchObject({
      failure: { message: 'no end within 3 s' },
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a walk', () => {
  it('is cut where its end did not come, whoever says that all was well', () => {
    const [gathered, end] = [{ err: '', result: EXITED }, '\nwalk over\n'];
    expect(walkedFrom({ ...gathered, out: WALKED }, 5)).toMatchObject({ walk: { cut: true } });
    const { walk } = walkedFrom({ ...gathered, out: WALKED + end }, 5) as Extract<Walked, { type: 'walk' }>;
    expect(walk).toEqual(readWalk(WALKED));
  });

  it('is one, whatever came after it', () => {
    const result = failed('cancelled');
    expect(walkedFrom({ out: WALKED, err: '', result }, 5)).toMatchObject({ type: 'walk', at: 5 });
  });

  it.each([
    [
      { result: failed('exec: "sh": executable file not found in $PATH: unknown') },
      'its image has no shell to walk with',
    ],
    [{ result: failed('stat /bin/sh: no such file or directory') }, 'its image has no shell to walk with'],
    [{ result: failed('pods "p" is forbidden') }, 'pods "p" is forbidden'],
    [{ err: 'sh: cd: /proc: denied\n' }, '/proc could not be walked: sh: cd: /proc: denied'],
    [
      { err: '\x1b[31mevil\x1b]0;title\x07\xc3\xa9 '.padEnd(300, 'e') },
      `/proc could not be walked: ${'evil\u00e9 '.padEnd(200, 'e')}…`,
    ],
    [
      { result: { type: 'failed', failure: { reason: 'GivenUp', message: 'no end within 3 s' } } },
      'no end within 3 s: the shell may go on there',
    ],
    [{ out: 'walk 1' }, '/proc could not be walked: the shell ended with 0, saying nothing'],
  ])('that is none says why: %o', (told, message) => {
    const gathered = { out: '', err: '', result: EXITED, ...told } as Gathered;
    expect(walkedFrom(gathered, 0)).toMatchObject({ type: 'failed', failure: { message } });
  });

  /** Where it walked, in order, and what came of it. */
  async function walked(shared: boolean, shells: readonly string[]) {
    const asked: string[] = [];
    const target = {
      namespace: 'n',
      pod: 'p',
      containers: ['a', 'b', 'c'],
      shared,
      ids: new Map<string, string>(),
    };
    const run = (container: string): Promise<Gathered> => {
      asked.push(container);
      const result = failed('exec: "sh": executable file not found in $PATH');
      return Promise.resolve(
        shells.includes(container) ? { out: WALKED, err: '', result: EXITED } : { out: '', err: '', result },
      );
    };
    const told = await lastValueFrom(walkPod(target, run, () => 0).pipe(toArray()));
    return { asked, told: told.map(([name, { type }]) => `${name} ${type}`) };
  }

  it('is made in every container where each has processes of its own', async () => {
    expect(await walked(false, ['b'])).toEqual({
      asked: ['a', 'b', 'c'],
      told: ['a failed', 'b walk', 'c failed'],
    });
  });

  it('is made once where they are shared: in the first that has a shell', async () => {
    expect(await walked(true, ['b', 'c'])).toEqual({ asked: ['a', 'b'], told: ['a failed', 'b walk'] });
  });

  it('is made also in those that share, and that one might not look into', async () => {
    const ids = new Map(['a', 'b', 'c', 'd'].map((name) => [name, name.repeat(64)]));
    const open = { a: [], b: ['b'], c: ['c', 'd'], d: ['d'] };
    const asked: string[] = [];
    const target = { namespace: 'n', pod: 'p', containers: ['a', 'b', 'c', 'd'], shared: true, ids };
    const run = (container: string): Promise<Gathered> => {
      asked.push(container);
      return Promise.resolve({ out: walkText(open[container as 'a']), err: '', result: EXITED });
    };
    const told = await lastValueFrom(walkPod(target, run, () => 0).pipe(toArray()));
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(told.map(([name, { type }]) => `${name} ${type}`)).toEqual(['a walk', 'b walk', 'c walk']);
  });

  /** A walk that sees the first process of `a`, `b`, `c` and `d`, and may look into those of `open`; `a` told nothing of itself. */
  function walkText(open: readonly string[]): string {
    const all = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, pid: 10 + index }));
    return [
      'walk 1 99 500.00',
      ...all.map(({ pid }) => `==> ${pid}/stat <==\n${pid} (x) S ${'0 '.repeat(24)}\n`),
      '==> 13/status <==',
      ...all.map(({ name, pid }) => `${pid}/cgroup:4:pids:/kubepods/pod1/${name.repeat(64)}`),
      ...all.filter(({ name }) => open.includes(name)).map(({ pid }) => `${pid}/ns:\n4026531840 mnt`),
      '',
    ].join('\n');
  }
});
