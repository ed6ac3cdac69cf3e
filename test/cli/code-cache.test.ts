/** The launcher's kept code: a damaged one would end Node without a word, and a foreign one would run. */
import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../src/simulator/apiserver/server.ts';
import { launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const LAUNCHER = path.resolve('bin');

/** A program of an entry and two chunks, the second of which it loads only when told to. */
function program(text = 'exports.word = () => "one";') {
  const root = testFolder();
  const dist = path.join(root, 'dist');
  mkdirSync(path.join(dist, 'chunks'), { recursive: true });
  const entry = path.join(dist, 'podscope.cjs');
  const chunk = path.join(dist, 'chunks/one-A.cjs');
  writeFileSync(
    entry,
    `process.stdout.write(require('./chunks/one-A.cjs').word() + (process.argv[1] ? require('./chunks/two-B.cjs').word() : ''));`,
  );
  writeFileSync(chunk, text);
  writeFileSync(path.join(dist, 'chunks/two-B.cjs'), `exports.word = () => require('node:path').sep;`);
  const folder = path.join(root, 'cache');
  return { entry, chunk, folder, kept: () => readdirSync(folder).map((name) => path.join(folder, name)) };
}

const run = (entry: string, folder: string, ...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const script = `require('${LAUNCHER}/v8-flags.js').set(); require(${JSON.stringify(`${LAUNCHER}/code-cache.js`)}).run(${JSON.stringify(entry)}, ${JSON.stringify(folder)})`;
    execFile(process.execPath, ['-e', script, ...args], (error, out, err) => {
      if (error || err !== '') reject(new Error(`${error?.message ?? ''}${err}`));
      else resolve(out);
    });
  });

describe('code that is kept', () => {
  it('is not where no folder can be made, and the program runs all the same', async () => {
    const { entry } = program();
    expect(await run(entry, '/proc/podscope/code')).toBe('one');
  });

  it('is written once, for this user alone, and is enough for the next start', async () => {
    const { entry, folder, kept } = program();
    expect(await run(entry, folder)).toBe('one');
    const [file = '', ...others] = kept();
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const { ino } = statSync(file);
    expect(await run(entry, folder)).toBe('one');
    expect(statSync(file).ino).toBe(ino);
  });

  it('grows by what another command loads, and keeps the rest', async () => {
    const { entry, folder, kept } = program();
    await run(entry, folder);
    expect(await run(entry, folder, 'more')).toBe('one/');
    const [file = ''] = kept();
    const { ino } = statSync(file);
    await run(entry, folder);
    expect(await run(entry, folder, 'more')).toBe('one/');
    expect(statSync(file).ino).toBe(ino);
  });

  it('is taken again although V8 was told otherwise once the program ran', async () => {
    const { entry, folder, kept } = program(
      `require('node:diagnostics_channel').channel('podscope:much').publish({ much: false }); exports.word = () => "one";`,
    );
    await run(entry, folder, 'more');
    const [file = ''] = kept();
    const { ino } = statSync(file);
    expect(await run(entry, folder, 'more')).toBe('one/');
    expect(statSync(file).ino).toBe(ino);
  });

  it('is left alone where it is damaged, wherever that is', async () => {
    const { entry, folder, kept } = program();
    await run(entry, folder);
    const [file = ''] = kept();
    const whole = readFileSync(file);
    const damages = [
      ...Array.from({ length: 12 }, (_, index) => Math.floor((whole.length * index) / 12)).map((at) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ 0x10;
        return damaged;
      }),
      whole.subarray(0, whole.length / 2),
      Buffer.alloc(0),
      Buffer.from('[["podscope.cjs",0,1e99,0,0]]\n'),
      Buffer.from('{"a":1}\n'),
      Buffer.from('[5,null]\n'),
    ];
    for (const damaged of damages) {
      writeFileSync(file, damaged);
      expect(await run(entry, folder)).toBe('one');
    }
    const { ino } = statSync(file);
    await run(entry, folder);
    expect(statSync(file).ino).toBe(ino);
  });

  it('is not read where it is a link to what has no end', async () => {
    const { entry, folder, kept } = program();
    await run(entry, folder);
    const [file = ''] = kept();
    rmSync(file);
    symlinkSync('/dev/zero', file);
    expect(await run(entry, folder)).toBe('one');
  });

  it('is done without where a folder is in its place', async () => {
    const { entry, folder, kept } = program();
    await run(entry, folder);
    const [file = ''] = kept();
    rmSync(file);
    mkdirSync(path.join(file, 'x'), { recursive: true });
    expect(await run(entry, folder)).toBe('one');
    expect(kept()).toEqual([file]);
  });

  it('is not that of a chunk whose text has changed', async () => {
    const { entry, chunk, folder } = program();
    await run(entry, folder);
    writeFileSync(chunk, 'exports.word = () => "two";');
    expect(await run(entry, folder)).toBe('two');
  });

  it('is done without where it cannot be written', async () => {
    const { entry, chunk } = program();
    expect(await run(entry, path.join(chunk, 'no-folder'))).toBe('one');
  });
});

describe('code of others', () => {
  const DAY = 24 * 3_600_000;

  /** What is in the folder after a start that compiled, beside its own: names to days for which they were not used. */
  async function left(
    others: Readonly<Record<string, number>>,
    prepare: (folder: string) => void = () => {},
  ) {
    const { entry, folder } = program();
    mkdirSync(folder, { mode: 0o700 });
    for (const [name, days] of Object.entries(others)) {
      const file = path.join(folder, name);
      writeFileSync(file, '');
      const at = new Date(Date.now() - days * DAY);
      utimesSync(file, at, at);
    }
    prepare(folder);
    await run(entry, folder);
    return readdirSync(folder).filter(
      (name) => name in others || !name.startsWith(`code-${process.version}-`),
    );
  }

  it('goes when it was not used for a month, or its clock was wrong', async () => {
    const others = { 'code-v18.0.0-x64-aa': 31, 'code-v18.0.0-x64-ab': 29, 'code-v18.0.0-x64-ac': -400 };
    expect(await left(others)).toEqual(['code-v18.0.0-x64-ab']);
  });

  it('goes sooner where it is not written to its end, or there is much of it', async () => {
    const names = Array.from({ length: 12 }, (_, at) => `code-v18.0.0-x64-${at.toString(16)}`);
    const used = Object.fromEntries(names.map((name, at) => [name, at / 2]));
    const half = { 'code-v20.0.0-x64-aa.123': 2, 'code-v20.0.0-x64-ab.123': 0 };
    expect(await left({ ...used, ...half })).toEqual([...names.slice(0, 8), 'code-v20.0.0-x64-ab.123']);
  });

  it('stays where it is not podscope’s: other names, folders, links', async () => {
    const elsewhere = testFolder();
    const outside = path.join(elsewhere, 'code-v18.0.0-x64-aa');
    writeFileSync(outside, '');
    utimesSync(outside, 0, 0);
    const others = { 'code-': 99, 'code-v1-x-zz': 99, notes: 99, 'code-v18.0.0-x64-aa.b': 99 };
    const links = (folder: string): void => {
      symlinkSync(outside, path.join(folder, 'code-v18.0.0-x64-aa'));
      mkdirSync(path.join(folder, 'code-v18.0.0-x64-ab'));
    };
    const stays = [...Object.keys(others), 'code-v18.0.0-x64-aa', 'code-v18.0.0-x64-ab'];
    expect((await left(others, links)).sort()).toEqual(stays.sort());
    expect(readdirSync(elsewhere)).toHaveLength(1);
    rmSync(elsewhere, { recursive: true });
  });

  it('counts as used when a start takes it', async () => {
    const { entry, folder, kept } = program();
    await run(entry, folder);
    const [file = ''] = kept();
    const long = new Date(Date.now() - 20 * DAY);
    utimesSync(file, long, long);
    await run(entry, folder);
    expect(Date.now() - statSync(file).mtimeMs).toBeLessThan(DAY);
  });
});

describe('the folder', () => {
  /** What the launcher would use, in a home of its own. */
  const folderOf = (env: NodeJS.ProcessEnv): Promise<string> =>
    new Promise((resolve, reject) => {
      const script = `console.log(require(${JSON.stringify(`${LAUNCHER}/cache-folder.js`)}).cacheFolder())`;
      execFile(process.execPath, ['-e', script], { env }, (error, out) =>
        error ? reject(error) : resolve(out.trim()),
      );
    });

  it('is below XDG_CACHE_HOME, else ~/.cache, also where that is not there yet', async () => {
    const home = testFolder();
    expect(await folderOf({ HOME: home })).toBe(`${home}/.cache/podscope`);
    expect(await folderOf({ HOME: home, XDG_CACHE_HOME: `${home}/x` })).toBe(`${home}/x/podscope`);
  });

  it('is none where it is there already and others may write in it', async () => {
    const home = testFolder();
    const folder = path.join(home, '.cache/podscope');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    expect(await folderOf({ HOME: home })).toBe(folder);
    chmodSync(folder, 0o775);
    expect(await folderOf({ HOME: home })).toBe('undefined');
  });

  it('is not where a relative path leads', async () => {
    const home = testFolder();
    expect(await folderOf({ HOME: home, XDG_CACHE_HOME: 'bin' })).toBe(`${home}/.cache/podscope`);
  });

  it('is none where everybody may write, or nobody says where', async () => {
    const home = testFolder();
    chmodSync(home, 0o777);
    expect(await folderOf({ HOME: home })).toBe('undefined');
    expect(await folderOf({})).toBe('undefined');
  });
});

describe('the built program', () => {
  it('finds the code that it kept, whatever it ran', async () => {
    const home = testFolder();
    const env = {
      ...process.env,
      HOME: home,
      XDG_CACHE_HOME: undefined,
      KUBECONFIG: '/nowhere',
      NODE_OPTIONS: '',
    };
    const once = (): Promise<void> =>
      new Promise((resolve) => {
        execFile(process.execPath, ['bin/podscope.js', 'pods'], { env }, () => resolve());
      });
    const written = (): readonly [string, number][] =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, statSync(path.join(parentPath, name)).ino]);
    await once();
    const first = written();
    expect(first).not.toEqual([]);
    await once();
    expect(written()).toEqual(first);
  });

  it('finds it in the dashboard too, which talks to a cluster', async () => {
    const home = testFolder();
    const simulator = await startSimulator({});
    const kubeconfig = path.join(home, 'kubeconfig');
    writeFileSync(kubeconfig, simulator.kubeconfig());
    const cached = (): readonly number[] => {
      const folder = path.join(home, '.cache/podscope');
      return readdirSync(folder).map((name) => statSync(path.join(folder, name)).ino);
    };
    const env = { HOME: home, XDG_CACHE_HOME: undefined, KUBECONFIG: kubeconfig, NODE_OPTIONS: undefined };
    const once = async (): Promise<void> => {
      const screen = launch(process.execPath, ['bin/podscope.js'], { env });
      await screen.waitFor(/no Pods in namespace default/, 30_000);
      screen.press('ctrl-c');
      await screen.waitForExit();
    };
    await once();
    const first = cached();
    await once();
    expect(cached()).toEqual(first);
    await simulator.close();
  });
});
