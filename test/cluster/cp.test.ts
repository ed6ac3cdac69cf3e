import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { testFolder } from '../support/test-folder.ts';

const BIN = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));
const LARGE = 48 * 1_048_576;
const folder = testFolder();
const here = (name: string): string => path.join(folder, name);
let space: TestNamespace;

beforeAll(async () => {
  space = await TestNamespace.withSessions('cp', 'box', 'bare');
  mkdirSync(here('many/empty'), { recursive: true });
  for (let index = 0; index < 300; index++) {
    mkdirSync(here(`many/d ${index % 7}`), { recursive: true });
    writeFileSync(here(`many/d ${index % 7}/${index}é`), randomBytes(index * 7));
  }
  writeFileSync(here('many/.run'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(here('large'), randomBytes(LARGE));
});
afterAll(() => space.remove());

function start(args: readonly string[]): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; err: string }>;
} {
  const child = spawn(process.execPath, [BIN, 'cp', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, err })),
  );
  return { child, ended };
}

const cp = (...args: readonly string[]) => start(args).ended;
const there = (at: string): string => `${space.name}/box:${at}`;
const inside = (container: string, script: string): Promise<string> =>
  space.kubectl('exec', 'box', '-c', container, '--', 'sh', '-c', script);

/** Names, whether they can be run, and checksums of all that is in a directory. */
function tree(at: string): readonly string[] {
  return (readdirSync(at, { recursive: true }) as string[]).sort().map((name) => {
    const is = statSync(path.join(at, name));
    const sum = is.isFile()
      ? createHash('sha256')
          .update(readFileSync(path.join(at, name)))
          .digest('hex')
      : 'directory';
    return `${name} ${is.isFile() && is.mode & 0o100 ? 'runs ' : ''}${sum}`;
  });
}

const sumOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const done = { code: 0, err: '' };

/** What copies are taken into until they are whole. */
const stages = (at: string): readonly string[] =>
  readdirSync(at).filter((name) => name.startsWith('.podscope-cp-'));

describe('podscope cp', { timeout: 240_000 }, () => {
  it.each(['deb', 'busy'])('copies directories and files both ways: %s', async (container) => {
    expect(await cp(here('many'), there('/tmp/many'), '-c', container)).toEqual(done);
    expect(await cp(there('/tmp/many'), here(`back-${container}/many`), '-c', container)).toEqual(done);
    expect(tree(here(`back-${container}/many`))).toEqual(tree(here('many')));
    // Into what is there: beside what is there already.
    await inside(container, 'echo own >/tmp/many/own; rm -r "/tmp/many/d 3"; echo old >"/tmp/many/d 4/4é"');
    expect(await cp(here('many'), there('/tmp'), '-c', container)).toEqual(done);
    expect(await cp(there('/tmp/many'), here(`back-${container}/many`), '-c', container)).toEqual(done);
    expect(readFileSync(here(`back-${container}/many/own`), 'utf8')).toBe('own\n');
    expect(tree(here(`back-${container}/many`)).filter((line) => !line.startsWith('own '))).toEqual(
      tree(here('many')),
    );
    expect(await cp(here('large'), there('/tmp/'), '-c', container)).toEqual(done);
    expect(await inside(container, 'sha256sum </tmp/large; ls -A /tmp')).toMatch(
      new RegExp(`^${sumOf(here('large'))} .*\nlarge\nmany\n$`),
    );
    expect(await cp(there('/tmp/large'), here(`back-${container}`), '-c', container)).toEqual(done);
    expect(sumOf(here(`back-${container}/large`))).toBe(sumOf(here('large')));
    expect([...stages(folder), ...stages(here(`back-${container}`))]).toEqual([]);
  });

  it('copies where there is no tar', async () => {
    await inside('deb', 'mv /usr/bin/tar /usr/bin/no-tar; mkdir /plain');
    expect(await cp(here('many'), there('/plain/many'), '-c', 'deb')).toEqual(done);
    expect(await cp(there('/plain/many'), here('plain'), '-c', 'deb')).toEqual(done);
    expect(tree(here('plain'))).toEqual(tree(here('many')));
    expect(await cp(here('large'), there('/plain/large'), '-c', 'deb')).toEqual(done);
    expect(
      await inside('deb', 'sha256sum </plain/large; ls -A /plain; mv /usr/bin/no-tar /usr/bin/tar'),
    ).toMatch(new RegExp(`^${sumOf(here('large'))} .*\nlarge\nmany\n$`));
  });

  it('leaves out links that lead elsewhere, says so, and follows none', async () => {
    mkdirSync(here('links/sub'), { recursive: true });
    writeFileSync(here('links/sub/a'), 'a');
    symlinkSync('sub/a', here('links/in'));
    symlinkSync('/etc/passwd', here('links/out'));
    const up = await cp(here('links'), there('/tmp/links'), '-c', 'busy');
    expect(up).toMatchObject({
      code: 0,
      err: expect.stringMatching(/skipping symlink: ".*\/out".*\n$/) as string,
    });
    expect(
      await inside('busy', 'cd /tmp/links; ls -A; readlink in; ln -s /etc /tmp/links2; echo safe >/tmp/safe'),
    ).toBe('in\nsub\nsub/a\n');
    const down = await cp(there('/tmp/links'), here('links-back'), '-c', 'busy');
    expect(down).toMatchObject({ code: 0, err: expect.stringContaining('skipping symlink') as string });
    expect(tree(here('links-back'))).toHaveLength(2);
    // A link in the way, at both ends.
    await inside('busy', 'mkdir -p /tmp/way /tmp/away; ln -s /tmp/away /tmp/way/links');
    expect(await cp(here('links'), there('/tmp/way'), '-c', 'busy')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/tmp/way/links: a symbolic link, which is not followed') as string,
    });
    expect(await inside('busy', 'ls -A /tmp/away /tmp/way')).not.toMatch(/sub|podscope/);
    mkdirSync(here('way'));
    mkdirSync(here('away'));
    symlinkSync(here('away'), here('way/sub'));
    await cp(there('/tmp/links'), here('way'), '-c', 'busy');
    expect(readdirSync(here('away'))).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'leaves nothing half-written when it is ended by %s',
    async (signal) => {
      // Without blocks here, and longer than any machine copies before it is seen that it copies.
      writeFileSync(here('endless'), '');
      truncateSync(here('endless'), 8 * 1024 ** 3);
      const up = start([here('endless'), there('/tmp/half'), '-c', 'busy']);
      await inside(
        'busy',
        'until [ "$(cat /tmp/.podscope-cp-*/tree 2>/dev/null|wc -c)" -gt 1000000 ];do :;done',
      );
      up.child.kill(signal);
      expect((await up.ended).code).toBe(signal === 'SIGINT' ? 130 : null);
      await vi.waitFor(
        async () => expect(await inside('busy', 'ls -A /tmp')).not.toMatch(/half|podscope/),
        60_000,
      );

      await inside('deb', 'mkfifo /tmp/never; head -c 99999999 /dev/zero >/tmp/zeros');
      mkdirSync(here(signal));
      const down = start([there('/tmp/zeros'), here(`${signal}/half`), '-c', 'deb']);
      await vi.waitFor(() => expect(stages(here(signal))).toHaveLength(1), PATIENCE);
      down.child.kill(signal);
      await down.ended;
      const left = readdirSync(here(signal));
      // A program that is killed cannot tidy: what is left is beside, under a name of its own.
      expect(left.filter((name) => !name.startsWith('.podscope-cp-'))).toEqual([]);
      if (signal === 'SIGINT') expect(left).toEqual([]);
      await vi.waitFor(
        async () =>
          expect(
            await inside('deb', 'for p in /proc/[0-9]*;do cat $p/cmdline;done|tr "\\0" " "'),
          ).not.toMatch('kill -9 $c'),
        60_000,
      );
      await inside('deb', 'rm -f /tmp/never /tmp/zeros');
    },
  );

  it('says that its Pod was deleted meanwhile, and leaves nothing half-written', async () => {
    const image = ['--image=busybox', '--image-pull-policy=IfNotPresent'];
    await space.kubectl('run', 'doomed', ...image, '--', 'sleep', '36000');
    await space.ready('doomed');
    const of = (at: string): string => `${space.name}/doomed:${at}`;
    await space.kubectl('exec', 'doomed', '--', 'sh', '-c', 'mkdir /tmp/d; truncate -s 8G /tmp/d/z');
    writeFileSync(here('long'), '');
    truncateSync(here('long'), 8 * 1024 ** 3);
    mkdirSync(here('doomed'));
    const copies = [
      start([of('/tmp/d/z'), here('doomed/z')]),
      start([of('/tmp/d'), here('doomed/d')]),
      start([here('long'), of('/tmp/long')]),
    ].map(({ ended }) => ended);
    // All three are under way.
    await space.kubectl(
      ...['exec', 'doomed', '--', 'sh', '-c'],
      'until [ "$(cat /tmp/.podscope-cp-*/tree 2>/dev/null|wc -c)" -gt 1000000 ];do :;done',
    );
    await vi.waitFor(() => expect(stages(here('doomed'))).toHaveLength(2), PATIENCE);
    await space.kubectl('delete', 'pod', 'doomed', '--wait=false', '--grace-period=1');
    const said = `podscope: Pod ${space.name}/doomed was deleted while it was copied `;
    const from = `${said}from: nothing was put in its place`;
    const to = `${said}to: what volumes outlive it may have a part of it`;
    const ends = await Promise.all(copies);
    // That an end was lost, and is read on, may have been told before.
    expect(ends.map(({ code, err }) => [code, err.split('\n').at(-2)])).toEqual([
      [1, from],
      [1, from],
      [1, to],
    ]);
    expect(readdirSync(here('doomed'))).toEqual([]);
  });

  it('says why it cannot, in one line', async () => {
    const why = async (...args: readonly string[]): Promise<string> => {
      const { code, err } = await cp(...args);
      expect(code).not.toBe(0);
      return err;
    };
    expect(await why(here('nope'), there('/tmp/x'), '-c', 'deb')).toMatch(
      /^podscope: .*nope doesn't exist in local filesystem\n$/,
    );
    expect(await why(there('/nope'), here('x'), '-c', 'deb')).toMatch(
      /^podscope: \/nope: no such file or directory in .*\n$/,
    );
    expect(await why(here('large'), there('/no/such/x'), '-c', 'busy')).toMatch(
      /^podscope: .*\/no\/such: no such directory\n$/,
    );
    expect(await why(there('/dev/null'), here('x'), '-c', 'deb')).toMatch(
      /neither a file nor a directory\n$/,
    );
    expect(await why(`${space.name}/bare:/etc`, here('x'))).toMatch(
      /^podscope: container app has no sh (?!.*debug container.*debug container).*podscope debug .*\n$/,
    );
    // Where there are no folders to be made, and none can be.
    expect(await why(there('/etc/passwd'), '/proc/no/such/x', '-c', 'deb')).toMatch(
      /no such file or directory/,
    );
    await space.kubectl('run', 'absent', '--image=no-such-image:1', '--', 'sh');
    expect(await why(`${space.name}/absent:/etc`, here('x'))).toMatch(
      /^podscope: absent (has not started|is not running \(.*\))\n$/,
    );
    expect(await why(here('large'), there('/tmp/x'), '--readonly')).toMatch(/^podscope: .*--readonly.*\n$/);
    expect(await why(there('/a'), there('/b'))).toMatch(
      /one of src or dest must be a local file specification/,
    );
    expect(await why(here('a'), here('b'))).toMatch(/one of src or dest must be a remote file specification/);
  });
});
