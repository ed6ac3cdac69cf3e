/** `podscope ps` on real containers: what is seen, whose it is, and what cannot be seen and why. */
import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { psJson } from '../../src/cli/one-shot/processes/render-ps.ts';
import { TestNamespace } from '../support/cluster.ts';
import { PATIENCE } from '../support/patience.ts';
import { launch } from '../support/programs/terminal-driver.ts';

interface Seen {
  container: string;
  type: string;
  note: string | null;
  processes: {
    pid: number;
    ppid: number;
    pgid: number;
    sid: number;
    threads: number;
    comm: string;
    uid: number;
    state: string;
    command: string[];
    entered: boolean;
    rssBytes: number;
  }[];
}

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('processes');
  await namespace.apply('processes');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
});
afterAll(() => namespace.remove());

function podscope(...args: readonly string[]) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['bin/podscope.js', 'ps', '-n', namespace.name, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

const seen = async (pod: string): Promise<Seen[]> => {
  const { code, out } = await podscope(pod, '-o', 'json');
  expect(code).toBe(0);
  return JSON.parse(out) as Seen[] satisfies ReturnType<typeof psJson>;
};

/** A name with the signs that `ps` puts for what steers terminals, and without what it adds. */
const plain = (line: string): string => line.replaceAll(/[^\x21-\x7e]|<defunct>/g, '').replaceAll('?', '');

describe('podscope ps', () => {
  it('tells each container apart, with zombies and stopped ones, and names that steer nothing', async () => {
    const [pause, family, nobody, shellLess] = await seen('crowd');
    expect(pause).toMatchObject({ type: 'pause', processes: [], note: expect.stringContaining('own') });
    const [first, ...others] = family?.processes ?? [];
    expect(first?.command.at(-1)).toBe('86398');
    expect(others.map(({ state, ppid }) => `${state} ${ppid}`)).toEqual([
      'S 1',
      `Z ${others[0]?.pid}`,
      'T 1',
    ]);
    expect(nobody?.processes).toMatchObject([{ pid: 1, uid: 1000, command: ['sleep', '86400'] }]);
    expect(shellLess).toMatchObject({ processes: [], note: 'its image has no shell to walk with' });
    const { out, err } = await podscope('crowd');
    expect(out + err).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
    expect(out).toContain('(stopped)');
    expect(out).toContain('<defunct>');
    expect(err).toBe(
      `podscope: processes of shell-less: \`podscope debug crowd -n ${namespace.name} --image busybox --target shell-less -it\` ` +
        'adds a debug container; `podscope ps` sees them through it while it runs\n',
    );
  });

  it('sees all through one container where the processes are shared, pause first', async () => {
    const groups = await seen('shared');
    expect(
      groups.map(({ type, container, note, processes }) => [type, container, note, processes.length > 0]),
    ).toEqual([
      ['pause', 'pause', null, true],
      ['app', 'shell-less', null, true],
      ['app', 'web', null, true],
    ]);
    const [pause, , web] = groups;
    expect(pause?.processes).toMatchObject([{ pid: 1, command: ['/pause'] }]);
    const [master, ...workers] = web?.processes ?? [];
    expect(master?.command[0]).toContain('nginx: master');
    expect(new Set(workers.map(({ ppid }) => ppid))).toEqual(new Set([master?.pid]));
    // What the kernel says of itself, asked for in another way.
    const rss = await namespace.kubectl(
      'exec',
      'shared',
      '-c',
      'web',
      '--',
      'grep',
      'VmRSS',
      `/proc/${master?.pid}/status`,
    );
    expect((master?.rssBytes ?? 0) / 1024 / Number(/\d+/.exec(rss)?.[0])).toBeCloseTo(1, 1);
    const { out } = await podscope('shared', '--pstree');
    expect(out).toMatch(/^A web\n {2}nginx\((\d+)\)───\d+\*\[nginx\(\1\)\]\n/m);
  });

  it.each(['shared', 'crowd'])('sees what `ps` in the container sees: of %s', async (pod) => {
    const container = pod === 'shared' ? 'web' : 'family';
    const ps = ['ps', '-eo', 'pid=,ppid=,pgid=,sid=,nlwp=,stat=,comm='];
    const told = await namespace.kubectl('exec', pod, '-c', container, '--', ...ps);
    const theirs = told.split('\n').flatMap((line) => {
      const [pid, ppid, pgid, sid, threads, stat = '', comm = ''] = line.trim().split(/ +/);
      // Its own: of an exec nobody in the container is the parent.
      return comm === '' || comm === 'ps' ? [] : [[pid, ppid, pgid, sid, threads, stat[0], comm].join(' ')];
    });
    const groups = (await seen(pod)).filter(({ container: name }) => pod === 'shared' || name === container);
    const ours = groups
      .flatMap(({ processes }) => processes)
      .map((one) => [one.pid, one.ppid, one.pgid, one.sid, one.threads, one.state, one.comm].join(' '));
    expect(ours.map(plain).toSorted()).toEqual(theirs.map(plain).toSorted());
  });

  it("shows of the node's processes the Pod's own alone", async () => {
    const [pause, guest] = await seen('hosted');
    expect(pause?.processes).toMatchObject([{ command: ['/pause'] }]);
    expect(guest?.processes).toMatchObject([{ command: ['sleep', '86400'] }]);
  });

  it('says why where no container can be walked in, and is 1', async () => {
    const { code, out, err } = await podscope('bare');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        /^podscope: no container of bare could be walked in \(tried only\)\npodscope: processes of only: `podscope debug bare .*\n$/,
      ),
    });
    expect(out).toContain('(its image has no shell to walk with)');
    expect(await podscope('nonexistent')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no Pod nonexistent'),
    });
  });

  it('enters nothing where that is ruled out', async () => {
    const { code, err } = await podscope('hosted', '--readonly');
    expect(code).toBe(1);
    expect(err).toContain('podscope was started with --readonly');
  });

  it('needs the right to exec, and names it', async () => {
    const user = 'reader';
    await namespace.kubectl('create', 'role', user, '--verb=get', '--resource=pods');
    await namespace.kubectl('create', 'rolebinding', user, `--role=${user}`, `--user=${user}`);
    const { code, err } = await podscope('hosted', '--as', user);
    expect(code).toBe(1);
    expect(err).toContain('pods/exec');
  });

  it('shows them in the dashboard, and again when asked', async () => {
    const args = ['bin/podscope.js', '-n', namespace.name, 'shared'];
    const screen = launch(process.execPath, args, { columns: 120, rows: 40 });
    await screen.waitFor(/shared +2\/2/);
    screen.press('P');
    await screen.waitFor(/A web +\d+ .* nginx: master process/);
    await screen.waitFor(/◆ pause +1 /);
    screen.press('ctrl-r');
    await screen.waitFor(/A web +\d+ .* \d+\.\d +\d.* nginx: master process/);
    screen.press('ctrl-c');
    expect(await screen.waitForExit()).toBe(0);
  });

  it('walks without head and grep too, and leaves nothing in a container whose programs hang', async () => {
    const [, hanging, without] = await seen('odd-tools');
    const processes = [
      [1, 0, 0],
      [expect.any(Number), 1, 0],
    ];
    expect(without?.processes.map(({ pid, ppid, uid }) => [pid, ppid, uid])).toEqual(processes);
    expect(hanging).toMatchObject({ processes: [], note: 'no end within 3 s: the shell may go on there' });
    // Asked for without a walk, which would be among them. Who was killed there nobody waits for.
    const command = ['bash', '-c', 'cat /proc/[0-9]*/stat; :'];
    const left = async () => {
      const stats = await namespace.kubectl('exec', 'odd-tools', '-c', 'hanging', '--', ...command);
      return [...stats.matchAll(/\((.*)\) [^Z] /g)].map(([, comm]) => comm);
    };
    await expect.poll(left, { timeout: PATIENCE, interval: 1_000 }).toEqual(['sleep', 'bash']);
    // The first process of this one waits for nobody: a walk that left it dead ones would see them.
    const [, , again] = await seen('odd-tools');
    expect(again?.processes.map(({ pid, ppid, uid }) => [pid, ppid, uid])).toEqual(processes);
    const [, family] = await seen('crowd');
    expect(family?.processes.filter(({ state }) => state === 'Z')).toHaveLength(1);
  });

  it('marks who came in from outside, and shows none of its own', async () => {
    const shell = namespace
      .kubectl('exec', 'crowd', '-c', 'nobody', '--', 'sleep', '600')
      .catch(() => undefined);
    let entered: string[] = [];
    await expect
      .poll(
        async () => {
          const [, , nobody] = await seen('crowd');
          entered = (nobody?.processes ?? [])
            .filter((one) => one.entered)
            .map(({ command }) => command.join(' '));
          return entered.length;
        },
        { timeout: PATIENCE },
      )
      .toBe(1);
    expect(entered).toEqual(['sleep 600']);
    await namespace.kubectl('delete', 'pod', 'crowd', '--force');
    await shell;
  });
});
