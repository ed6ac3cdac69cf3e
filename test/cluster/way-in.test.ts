/** Containers without a shell: their processes, namespaces, sockets and files are seen through a debug container. */
import { homedir } from 'node:os';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClusters } from '../../src/cluster/index.ts';
import { type Browsed } from '../../src/model/files/browsed.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { waysInto } from '../../src/model/processes/way-in.ts';
import type { Profile } from '../../src/model/sessions/debug-container.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

let space: TestNamespace;
let connection: Connection;
const state = testFolder();

beforeAll(async () => {
  space = await TestNamespace.create('wayin');
  await space.apply('way-in');
  await space.kubectl('wait', '--for=condition=Ready', 'pod/closed', 'pod/together', '--timeout=120s');
  const cluster = openClusters({ env: process.env, home: homedir() });
  connection = cluster.connect(cluster.current.name);
  for (const pod of ['closed', 'together'])
    await space.kubectl('exec', pod, '-c', 'helper', '--', 'bash', '-c', FILL);
});
afterAll(async () => {
  connection.close();
  await space.remove();
});

/** Links of every kind, those that start at the root leading within as `app` has it, and out. */
const FILL = `cd /work; mkdir -p part/deep; echo here >part/deep/note; ln -s deep part/within
ln -s /data/part part/whole; ln -s /pause part/out; ln -s .. part/up; ln -s /etc part/etc; ln -s round part/round
printf x >$'part/a\\nb'; mkfifo part/pipe`;

/** Adds a debug container beside `app`, and waits until it runs. */
async function debug(pod: string, name: string, image: string, profile: Profile): Promise<void> {
  await connection.startDebugContainer(
    { namespace: space.name, pod },
    { name, image, profile, target: 'app', copies: false },
    () => undefined,
    new AbortController().signal,
  );
}

async function look(pod: string, path: string, by: string, root = '/data'): Promise<Browsed> {
  const whole = await connection.one('pods', { namespace: space.name, name: pod });
  const ways = waysInto(whole, 'app').map((way) => ({ ...way, container: by }));
  const target = { namespace: space.name, pod, container: 'app', root, path };
  return firstValueFrom(connection.browse(target, ways));
}

const names = (browsed: Browsed): unknown =>
  browsed.type === 'directory' ? browsed.entries.map(({ name }) => name) : browsed;

async function dashboard(pod: string, columns: number, rows: number): Promise<DrivenTerminal> {
  const args = ['bin/podscope.js', `pod/${pod}`, '-n', space.name];
  const screen = launch(process.execPath, args, { columns, rows, env: { XDG_STATE_HOME: state } });
  // Where there are many for the width, they stand without their states.
  await screen.waitFor(new RegExp(`3 Containers[^]* ${pod} ─[^]*(?: running |● app )`));
  return screen;
}

async function leave(screen: DrivenTerminal): Promise<void> {
  screen.press('ctrl-c');
  expect(await screen.waitForExit()).toBe(0);
}

describe('a container without a shell', () => {
  it('is told with the key that helps, asked once, and then seen in every tab', async () => {
    const screen = await dashboard('closed', 156, 42);
    screen.press('P');
    await screen.waitFor(/A app .*its image has no shell to walk with/);
    await screen.waitFor('shift-d adds a debug container to app; ctrl-r then walks through it');
    screen.press('D');
    await screen.waitFor(/A debug container beside a container of closed[^]*▌app/);
    screen.press('enter');
    await screen.waitFor(/busybox +on the node/);
    screen.press('enter');
    await screen.waitFor(/general .*suits/);
    screen.press('enter');
    await screen.waitFor(/Add a debug container[^]*to look through/);
    screen.press('left', 'enter');
    await screen.waitFor(/debugger-\w+ sees the processes of app: ctrl-r looks through it/);
    await screen.waitFor(/ctrl-r walks through debugger-\w+, which runs by now/);
    screen.press('ctrl-r');
    await screen.waitFor(/A app +1 +1 +65535 .*\/pause/);
    await screen.waitFor(/E debugger-\w+ +\d/);
    expect(screen.screen().match(/\/pause/g)).toHaveLength(1);
    screen.press('I');
    const pod = JSON.parse(await space.kubectl('get', 'pod', 'closed', '-o', 'json')) as Pod;
    const [{ name = '' } = {}] = pod.status?.ephemeralContainerStatuses ?? [];
    const told = await space.kubectl('exec', 'closed', '-c', name, '--', 'readlink', '/proc/1/ns/mnt');
    const mount = /\d+/.exec(told)?.[0] ?? '';
    await screen.waitFor(new RegExp(`· mount +each own .*own ${mount} `));
    expect(screen.screen()).not.toContain('no shell');
    screen.press('W');
    await screen.waitFor('no port is declared');
    expect(screen.screen()).not.toContain('not looked into');
    await leave(screen);
  });

  it('that shares its processes has its namespaces told by who may look into it, and who may not is named', async () => {
    const screen = await dashboard('together', 156, 42);
    screen.press('I');
    await screen.waitFor('– app: no shell to walk with; helper may not look into it');
    await debug('together', 'none', 'distroless', 'general');
    await screen.waitFor(/E none +● +running/);
    await screen.waitFor('ctrl-r walks through none, which runs by now');
    screen.press('ctrl-r');
    await screen.waitFor('shift-d adds a debug container with a shell to app');
    await debug('together', 'looks', 'busybox', 'general');
    await screen.waitFor('ctrl-r walks through looks, which runs by now');
    screen.press('ctrl-r');
    const read =
      'for p in /proc/[0-9]*; do if [ "$(cat $p/comm)" = pause ]; then readlink $p/ns/mnt; fi; done';
    const told = await space.kubectl('exec', 'together', '-c', 'looks', '--', 'sh', '-c', read);
    const mounts = told.match(/\d+/g) ?? [];
    expect(mounts).toHaveLength(3);
    await screen.waitFor(/· mount +each own .* own \d{10} +own \d{10}/);
    const [, app = ''] = /· mount +each own .*? own (\d{10})/.exec(screen.screen()) ?? [];
    expect(mounts).toContain(app);
    expect(screen.screen()).not.toContain('no shell');
    await leave(screen);
  });

  it.each([
    ['closed', 'busybox'],
    ['closed', 'debian'],
    ['together', 'busybox'],
    ['together', 'debian'],
  ])('has its files looked at: of %s, from %s', async (pod, image) => {
    const by = `by-${image}`;
    await debug(pod, by, image, 'general');
    expect(names(await look(pod, '', by))).toEqual(['part']);
    const part = await look(pod, 'part', by);
    expect(part).toMatchObject({ type: 'directory', path: 'part', through: by });
    expect(names(part)).toEqual(['a\nb', 'deep', 'etc', 'out', 'pipe', 'round', 'up', 'whole', 'within']);
    expect(await look(pod, 'part/deep/note', by)).toMatchObject({ type: 'file', lines: ['here'] });
    expect(await look(pod, 'part/within/note', by)).toMatchObject({ type: 'file', path: 'part/deep/note' });
    expect(await look(pod, 'part/a\nb', by)).toMatchObject({ type: 'file', lines: ['x'] });
    // From the root of the container, not from that of who looks.
    expect(await look(pod, 'part/whole/deep/note', by)).toMatchObject({ type: 'file', lines: ['here'] });
    expect(await look(pod, 'part/out', by)).toMatchObject({ why: 'outside', where: '/pause' });
    expect(await look(pod, 'part/etc', by)).toMatchObject({ why: 'outside', where: '/etc/' });
    expect(await look(pod, 'part/etc/passwd', by)).toMatchObject({ type: 'refused' });
    expect(await look(pod, '../pause', by)).toMatchObject({ why: 'outside' });
    expect(names(await look(pod, 'part/up', by))).toEqual(['part']);
    expect(await look(pod, 'part/round', by)).toMatchObject({ why: 'loop' });
    expect(await look(pod, 'part/pipe', by)).toMatchObject({ why: 'special' });
    expect(await look(pod, 'nothing', by)).toMatchObject({ why: 'gone', where: '/data/nothing' });
    expect(names(await look(pod, 'deep', by, '/part'))).toEqual(['note']);
    expect(await look(pod, 'up', by, '/part')).toMatchObject({ why: 'outside', where: '/' });
  });

  it('may not be looked into without the right to, which is said', async () => {
    await debug('closed', 'bare', 'busybox', 'baseline');
    expect(await look('closed', '', 'bare')).toMatchObject({
      type: 'refused',
      why: 'closed',
      through: 'bare',
    });
  });

  it.each([
    [80, 24],
    [200, 50],
  ])('has its files in the overlay too, with who looked, at %i×%i', async (columns, rows) => {
    const screen = await dashboard('closed', columns, rows);
    screen.press('3');
    await screen.waitFor(/▌A app/);
    screen.press('4', 'enter');
    await screen.waitFor(/Files {2}app:\/data/);
    await screen.waitFor(/audited exec in (by-|debugger)/);
    await screen.waitFor(/part\//);
    screen.press('q');
    await leave(screen);
  });
});
