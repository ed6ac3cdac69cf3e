/** Files of volumes, as containers with different tools and rights see them. */
import { homedir } from 'node:os';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import type { Browsed } from '../../src/model/files/browsed.ts';
import { bytesOf } from '../../src/model/files/file-names.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { TestNamespace } from '../support/cluster.ts';
import { launch } from '../support/programs/terminal-driver.ts';

let space: TestNamespace;
let connection: Connection;

beforeAll(async () => {
  space = await TestNamespace.create('files');
  await space.apply('files');
  await space.kubectl('wait', '--for=jsonpath={.status.phase}=Running', 'pod/shelf', '--timeout=120s');
  const cluster = openClusters({ env: process.env, home: homedir() });
  connection = cluster.connect(cluster.current.name);
});
afterAll(async () => {
  connection.close();
  await space.remove();
});

const sh = (container: string, script: string): Promise<string> =>
  space.kubectl('exec', 'shelf', '-c', container, '--', 'sh', '-c', script);

/** As a container sees it; a path is text here. */
function look(container: string, root: string, path = ''): Promise<Browsed> {
  const target = { namespace: space.name, pod: 'shelf', container, root, path: bytesOf(path) };
  return firstValueFrom(connection.browse(target, []));
}

const names = (browsed: Browsed): readonly string[] | Browsed =>
  browsed.type === 'directory' ? browsed.entries.map(({ name }) => name) : browsed;

const HOSTILE = [
  'a\n81a4 1 0 0 5 1 forged',
  '-n',
  '*',
  `quo'te "$(x)\``,
  'ends\n',
  'grün',
  '\u001b[31mred',
  '!',
];

describe('files of a volume', () => {
  it('written in one container are read in the other, all and part of it', async () => {
    await sh('gnu', 'printf "from gnu\\n" > /work/part/note; chmod 640 /work/part/note');
    for (const [container, root, path] of [
      ['gnu', '/work', 'part/note'],
      ['busy', '/shelf', 'part/note'],
      ['busy', '/part', 'note'],
    ] as const)
      expect(await look(container, root, path)).toMatchObject({
        type: 'file',
        lines: ['from gnu'],
        cut: false,
      });
    const listed = await look('busy', '/part');
    expect(listed).toMatchObject({
      entries: [{ name: 'note', type: 'file', stat: { size: 9, mode: 0o100640, uid: 0, gid: 0, links: 1 } }],
    });
    await sh('busy', 'rm /part/note');
    expect(names(await look('gnu', '/work', 'part'))).toEqual([]);
  });

  it('are never outside the mount, whatever links say, and what would block is not read', async () => {
    await sh(
      'gnu',
      'cd /work; ln -s /etc/passwd out; ln -s .. up; ln -s part within; ln -s self self; mkfifo pipe',
    );
    for (const [container, root] of [
      ['gnu', '/work'],
      ['busy', '/shelf'],
    ] as const) {
      expect(await look(container, root, 'out')).toMatchObject({
        type: 'refused',
        why: 'outside',
        where: '/etc/passwd',
      });
      expect(await look(container, root, 'up')).toMatchObject({
        type: 'refused',
        why: 'outside',
        where: '/',
      });
      expect(await look(container, root, '../etc/passwd')).toMatchObject({ type: 'refused', why: 'outside' });
      expect(await look(container, root, 'self')).toMatchObject({ type: 'refused', why: 'loop' });
      expect(await look(container, root, 'pipe')).toMatchObject({ type: 'refused', why: 'special' });
      expect(await look(container, root, 'within')).toMatchObject({ type: 'directory', path: 'part' });
      const listed = await look(container, root);
      expect(listed.type === 'directory' && listed.entries.find(({ name }) => name === 'out')?.target).toBe(
        '/etc/passwd',
      );
    }
  });

  it('have the names that they have, whatever is in them', async () => {
    const octal = (text: string): string =>
      Array.from(Buffer.from(text), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    const made = HOSTILE.map((name) => `f=$(printf '${octal(name)}.'); printf x > "./\${f%.}"`);
    await sh('gnu', `mkdir /work/odd; cd /work/odd; ${made.join('; ')}; printf x > "$(printf '\\377b')"`);
    const wanted = [...HOSTILE.map(bytesOf), '\xffb'].sort();
    expect(names(await look('gnu', '/work', 'odd'))).toEqual(wanted);
    expect(names(await look('busy', '/shelf', 'odd'))).toEqual(wanted);
    for (const name of HOSTILE)
      expect(await look('busy', '/shelf', `odd/${name}`)).toMatchObject({ lines: ['x'] });
  });

  it('are 5,000 of one directory, and of 60,000 as many as there is room for, which is said', async () => {
    for (const [container, root] of [
      ['gnu', '/work'],
      ['busy', '/shelf'],
    ] as const) {
      const listed = await look(container, root, 'many');
      expect(listed).toMatchObject({ type: 'directory', count: 5_000 });
      expect(new Set(names(listed) as string[])).toEqual(
        new Set(Array.from({ length: 5_000 }, (_, index) => `file-${index + 1}`)),
      );
    }
    await sh(
      'gnu',
      'mkdir /work/heaps; cd /work/heaps; seq 60000 | sed s/^/a-name-of-some-length-/ | xargs touch',
    );
    const listed = await look('gnu', '/work', 'heaps');
    expect(listed).toMatchObject({ type: 'directory', count: 60_000 });
    expect(listed.type === 'directory' && listed.entries.length).toBeGreaterThan(5_000);
    expect(listed.type === 'directory' && listed.entries.length).toBeLessThan(60_000);
    await sh('gnu', 'rm -rf /work/heaps');
  });

  it('of a ConfigMap are reached through its links; a mount may be one file', async () => {
    expect(await look('gnu', '/etc/settings', 'greeting')).toMatchObject({ type: 'file', lines: ['hello'] });
    expect(await look('gnu', '/etc/one')).toMatchObject({ type: 'file', lines: ['hello'] });
  });

  it('that are large are cut, and binary ones are told', async () => {
    await sh('gnu', 'seq 300000 > /work/large; head -c 100 /bin/sh > /work/elf');
    const large = await look('busy', '/shelf', 'large');
    expect(large).toMatchObject({ type: 'file', cut: true });
    expect(large.type === 'file' && large.lines.slice(0, 2)).toEqual(['1', '2']);
    expect(await look('busy', '/shelf', 'elf')).toMatchObject({ type: 'binary' });
  });

  it('that cannot be seen say why: no rights, no shell, no container', async () => {
    await sh('gnu', 'echo s > /work/closed; chmod 600 /work/closed; mkdir -m 700 /work/shut');
    expect(await look('nobody', '/work', 'closed')).toMatchObject({ type: 'refused', why: 'denied' });
    expect(await look('nobody', '/work', 'shut')).toMatchObject({ type: 'refused', why: 'denied' });
    const failed = async (container: string) => {
      const browsed = await look(container, '/work');
      return browsed.type === 'failed' ? browsed.failure.message : browsed;
    };
    expect(await failed('shell-less')).toBe('its image has no shell to look with');
    expect(await failed('filler')).toMatch(/container/);
    expect(await failed('no-such')).toMatch(/no-such/);
  });

  it('are shown in the dashboard from both sides', async () => {
    await sh('gnu', 'printf "both sides\\n" > /work/part/index.html');
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', space.name, 'shelf'], {
      columns: 156,
      rows: 42,
    });
    try {
      await screen.waitFor('● live');
      await screen.waitFor('VOLUME');
      screen.press('4', 'enter');
      await screen.waitFor(/Files {2}gnu:\/work/);
      await screen.waitFor(/part\//);
      screen.press('/');
      screen.type('part');
      screen.press('enter');
      await screen.waitFor(/▌part\//);
      screen.press('enter');
      await screen.waitFor('index.html');
      screen.press('c');
      await screen.waitFor(/Files {2}busy:\/shelf\/part/);
      await screen.waitFor('index.html');
      screen.press('c');
      await screen.waitFor(/Files {2}busy:\/part /);
      await screen.waitFor('index.html');
      screen.press('enter');
      await screen.waitFor('both sides');
    } finally {
      screen.kill();
    }
  });
});
