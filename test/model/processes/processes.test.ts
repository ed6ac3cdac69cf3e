import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { processGroups, type ProcessGroup } from '../../../src/model/processes/process-groups.ts';
import {
  branchText,
  bytesText,
  commandText,
  cpuTimeText,
  oddity,
  userText,
} from '../../../src/model/processes/process-texts.ts';
import { pstree } from '../../../src/model/processes/pstree.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';
import { walkTarget, whyNoWalk } from '../../../src/model/processes/walk-target.ts';
import { WALK_LIMITS } from '../../../src/model/processes/walk-script.ts';
import { seeded } from '../../support/hostile/seeded.ts';

/** Walks of real containers, with their Pods. */
const REAL = JSON.parse(readFileSync('test/fixtures/walks.json', 'utf8')) as Record<
  'anatomy-0' | 'two-containers',
  { walkedIn: string; pod: Pod; walk: string }
>;

interface Told {
  pid: number;
  ppid?: number;
  pgid?: number;
  sid?: number;
  state?: string;
  comm?: string;
  argv?: string;
  uid?: number;
  threads?: number;
  group?: string;
  mount?: number;
}

/** What the script would write of such processes. */
function walkOf(...all: Told[]): string {
  const sorted = all.toSorted((a, b) => (`${a.pid}/` < `${b.pid}/` ? -1 : 1));
  const heads = (section: string, text: (told: Told) => string): string =>
    sorted.map((told) => `==> ${told.pid}/${section} <==\n${text(told)}`).join('\n');
  return [
    'walk 1 900 1000.00\n',
    heads(
      'stat',
      ({ pid, ppid = 0, pgid = pid, sid = pid, state = 'S', comm = 'x', threads = 1 }) =>
        `${pid} (${comm}) ${state} ${ppid} ${pgid} ${sid} 0 -1 0 0 0 0 0 150 50 0 0 20 0 ${threads} 0 ${pid * 100} 0 10 0 0\n`,
    ),
    heads('status', ({ uid = 0 }) => `Name:\tx\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`),
    heads('mountinfo', ({ mount = 7 }) => `${mount} 1 0:42 /`),
    '\n',
    ...sorted.map(({ pid, group = '/' }) => `${pid}/cgroup:0::${group}\n`),
    heads('cmdline', ({ argv = 'x\0' }) => argv),
  ].join('');
}

const read = (...all: Told[]) => readWalk(walkOf(...all))?.processes ?? [];
const ID = { app: 'a'.repeat(64), side: 'b'.repeat(64), sandbox: 'c'.repeat(64) };
const UID = '01234567-89ab-cdef-0123-456789abcdef';

function podWith(spec: Partial<NonNullable<Pod['spec']>> = {}): Pod {
  const state = { running: { startedAt: '2026-01-01T00:00:00Z' } };
  const status = (name: 'app' | 'side') => ({ name, state, containerID: `containerd://${ID[name]}` });
  return {
    metadata: { uid: UID, name: 'p', namespace: 'n' },
    spec: { containers: [{ name: 'app' }, { name: 'side' }], ...spec },
    status: { containerStatuses: [status('side'), status('app')] },
  } as unknown as Pod;
}

/** After all of them were started. */
const WALKED_AT = Date.parse('2100-01-01T00:00:00Z');

const groupsOf = (pod: Pod, walkedIn: string, ...all: Told[]): readonly ProcessGroup[] =>
  processGroups(pod, new Map([[walkedIn, { type: 'walk', walk: readWalk(walkOf(...all))!, at: WALKED_AT }]]));

const drawn = (groups: readonly ProcessGroup[]): string[] =>
  groups.flatMap(({ name, type, note, processes }) => [
    `${type} ${name}${note ? `: ${note}` : ''}`,
    ...processes.map((row) => `  ${branchText(row.branches)}${row.process.pid} ${commandText(row.process)}`),
  ]);

describe('a real walk', () => {
  it('of a Pod whose containers share their processes: pause above all, each container in start order', () => {
    const { pod, walk, walkedIn } = REAL['anatomy-0'];
    const groups = processGroups(
      pod,
      new Map([[walkedIn, { type: 'walk', walk: readWalk(walk)!, at: WALKED_AT }]]),
    );
    expect(drawn(groups).map((line) => line.replace(/\d+/, 'N'))).toEqual([
      'pause pause',
      '  N /pause',
      'init prepare: has ended as it should',
      'sidecar log-shipper',
      '  N tail -F /logs/app.log',
      'app app',
      '  N nginx: master process nginx -g daemon off;',
      '  ├─N nginx: worker process',
      '  └─N nginx: worker process',
      'app worker',
      '  N sh -c while true; do date >> /logs/app.log; sleep 2; done',
      '  └─N sleep 2',
      'app shell-less',
      '  N /pause',
    ]);
    expect(groups.map(pstree)).toEqual([
      ['pause(1)'],
      [],
      [expect.stringMatching(/^tail\(\d+\)$/)],
      [expect.stringMatching(/^nginx\((\d+)\)───2\*\[nginx\(\1\)\]$/)],
      [expect.stringMatching(/^sh\((\d+)\)───sleep\(\1\)$/)],
      [expect.stringMatching(/^pause\(\d+\)$/)],
    ]);
    const app = groups.find(({ name }) => name === 'app');
    const [master, worker] = app?.processes ?? [];
    expect(master && userText(master.process)).toBe('root');
    expect(worker?.process).toMatchObject({ uid: 33, threads: 1, state: 'S' });
    expect(worker?.process.rss).toBeGreaterThan(1_000_000);
  });

  it('of a container with processes of its own: pause cannot be seen, and what does not run is said', () => {
    const { pod, walk, walkedIn } = REAL['two-containers'];
    const groups = processGroups(
      pod,
      new Map([[walkedIn, { type: 'walk', walk: readWalk(walk)!, at: WALKED_AT }]]),
    );
    expect(drawn(groups)).toEqual([
      'pause pause: cannot be seen from inside: each container has a process namespace of its own',
      'app nginx-container',
      '  1 nginx: master process nginx -g daemon off;',
      '  ├─7 nginx: worker process',
      '  └─8 nginx: worker process',
      'app debian-container: does not run: exited 0',
    ]);
  });

  it('cut anywhere brings no half process and never fails', () => {
    const { walk } = REAL['anatomy-0'];
    const whole = new Map(readWalk(walk)!.processes.map((process) => [process.pid, process]));
    for (let length = 0; length < walk.length; length += 7) {
      for (const { pid, rss, elapsed, comm } of readWalk(walk.slice(0, length))?.processes ?? [])
        expect({ rss, elapsed, comm }).toEqual({
          rss: whole.get(pid)?.rss,
          elapsed: whole.get(pid)?.elapsed,
          comm: whole.get(pid)?.comm,
        });
    }
  });

  it('made up by a container, of one process below the other, is drawn whole, however deep', () => {
    const stat = (pid: number, ppid: number): string =>
      `==> ${pid}/stat <==\n${pid} (sh) S ${ppid} 1 1${' 0'.repeat(13)} 1 0 5 1 1 0\n`;
    const count = 12_000;
    for (const first of [0, count]) {
      const chain = Array.from({ length: count }, (_, at) => stat(at + 1, at === 0 ? first : at));
      const walk = readWalk(`walk 1 999999 1000.00\n${chain.join('\n')}`)!;
      const groups = processGroups(podWith(), new Map([['app', { type: 'walk', walk, at: WALKED_AT }]]));
      const { processes } = groups.find(({ name }) => name === 'app')!;
      expect(processes).toHaveLength(count);
      expect(processes.every(({ process }, at) => process.pid === at + 1)).toBe(true);
      expect(Math.max(...processes.map(({ branches }) => branches.length))).toBe(64);
      expect(pstree({ processes })[0]).toMatch(/^sh\(1\)(?:───sh\(1\)){63}───\d+\*\[sh\(1\)\]$/);
    }
  });

  it('with bytes changed at random never fails', () => {
    const random = seeded(5);
    const { pod, walk, walkedIn } = REAL['anatomy-0'];
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(walk, 'latin1');
      for (let change = 0; change < 20; change += 1) bytes[random(bytes.length)] = random(256);
      const read = readWalk(bytes.toString('latin1'));
      if (read)
        processGroups(pod, new Map([[walkedIn, { type: 'walk', walk: read, at: WALKED_AT }]])).map(pstree);
    }
  });
});

describe('a walk', () => {
  it('is none where the script could not begin, or something else answered', () => {
    for (const text of ['', 'walk 2 1 1.0\n', 'walk 1 x 1.0\n', '<html>', 'sh: cd: /proc: no\n'])
      expect(readWalk(text)).toBeUndefined();
  });

  it('leaves its own processes out, and what they started', () => {
    expect(
      read(
        { pid: 1 },
        { pid: 900 },
        { pid: 901, ppid: 900, sid: 900 },
        { pid: 902, ppid: 901, sid: 902 },
      ).map(({ pid }) => pid),
    ).toEqual([1]);
  });

  it('reads names with brackets, line ends and escapes', () => {
    const [process] = read({ pid: 1, comm: 'a) S 9\n(b\x1b' });
    expect(process).toMatchObject({ comm: 'a) S 9\n(b\x1b', ppid: 0, state: 'S', cpu: 2, elapsed: 999 });
  });

  it('reads arguments as they were given, in any script, without what pads them', () => {
    const argv = Buffer.from('sh\0-c\0echo "日本"\0\0\0').toString('latin1');
    expect(read({ pid: 1, argv })[0]?.command).toEqual(['sh', '-c', 'echo "日本"']);
  });

  it('takes no heading that a process wrote into its arguments for that of another', () => {
    const forged = 'evil\n==> 3/cmdline <==\nfake\0\n==> 1/cmdline <==\nfake\0';
    const all = read({ pid: 1, argv: 'one\0' }, { pid: 2, argv: forged }, { pid: 3, argv: 'three\0' });
    expect(all.find(({ pid }) => pid === 1)?.command).toEqual(['one']);
    expect(all.find(({ pid }) => pid === 3)?.command).toEqual(['three']);
  });

  it('takes no line that a process wrote into its arguments for what the kernel says of another', () => {
    const forged = `x\n1/cgroup:0::/pod${UID}/${ID.side}\n1/ns:\n7 net\n`;
    const [first] = read({ pid: 1, group: `/pod${UID}/${ID.app}` }, { pid: 2, argv: forged });
    expect(first).toMatchObject({ containerId: ID.app, namespaces: {} });
  });

  it('says where it was cut at its limit', () => {
    expect(readWalk(walkOf({ pid: 1 }))?.cut).toBe(false);
    expect(readWalk(walkOf({ pid: 1 }).replace('\n', '\ncut\n'))).toMatchObject({
      cut: true,
      processes: [{ pid: 1 }],
    });
    expect(readWalk(walkOf({ pid: 1 }).padEnd(WALK_LIMITS.bytes, 'x'))?.cut).toBe(true);
  });

  it('does not read what is no number of an id', () => {
    const text = walkOf({ pid: 1 }).replace('Uid:\t0', 'Uid:\tzero');
    expect(readWalk(text)?.processes[0]?.uid).toBeUndefined();
  });
});

describe('whose a process is', () => {
  const pid1 = { pid: 1, comm: 'pause', argv: '/pause\0', mount: 1 };

  it.each([
    ['cgroupfs', (id: string) => `/kubepods/burstable/pod${UID}/${id}`],
    [
      'systemd, containerd',
      (id: string) =>
        `/kubepods.slice/kubepods-pod${UID.replaceAll('-', '_')}.slice/cri-containerd-${id}.scope`,
    ],
    [
      'systemd, CRI-O',
      (id: string) =>
        `/kubepods.slice/kubepods-pod${UID.replaceAll('-', '_')}.slice/crio-${id}.scope/container`,
    ],
    ['systemd, Docker', (id: string) => `/kubepods.slice/docker-${id}.scope`],
    ['a control group namespace of its own', (id: string) => `/../${id}`],
  ])('is told by its control group: %s', (_, group) => {
    const shared = podWith({ shareProcessNamespace: true });
    const groups = groupsOf(
      shared,
      'side',
      { ...pid1, group: group(ID.sandbox) },
      { pid: 5, group: group(ID.side), mount: 3 },
      { pid: 4, group: group(ID.app), mount: 2 },
    );
    expect(drawn(groups)).toEqual(['pause pause', '  1 /pause', 'app app', '  4 x', 'app side', '  5 x']);
  });

  it('is the container walked in where that sees its own group as the root', () => {
    const groups = groupsOf(
      podWith({ shareProcessNamespace: true }),
      'side',
      { ...pid1, group: `/../${ID.sandbox}` },
      { pid: 4, group: `/../${ID.app}`, mount: 2 },
      { pid: 5, group: '/', mount: 3 },
    );
    expect(drawn(groups).slice(2)).toEqual(['app app', '  4 x', 'app side', '  5 x']);
  });

  it('is told by the mounts it shares where its group does not tell', () => {
    const groups = groupsOf(
      podWith({ shareProcessNamespace: true }),
      'app',
      { ...pid1, group: '/x' },
      { pid: 4, group: `/kubepods/${ID.app}`, mount: 2 },
      { pid: 6, ppid: 4, group: '/elsewhere', mount: 2 },
    );
    expect(drawn(groups)).toContain('  └─6 x');
  });

  it("with the node's processes is the Pod's own alone; the monitor of a container is nobody's", () => {
    const groups = groupsOf(
      podWith({ hostPID: true }),
      'app',
      { pid: 1, argv: '/sbin/init\0', group: '/init.scope', mount: 90 },
      { pid: 40, argv: '/pause\0', group: `/kubepods/pod${UID}/${ID.sandbox}`, mount: 91 },
      { pid: 44, group: `/kubepods/pod${UID}/${ID.app}`, mount: 92 },
      { pid: 45, group: `/kubepods/pod${UID}/crio-conmon-${ID.app}.scope`, mount: 90 },
      {
        pid: 46,
        group: `/kubepods/pod${'f'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}/${'d'.repeat(64)}`,
        mount: 93,
      },
    );
    expect(drawn(groups)).toEqual([
      'pause pause',
      '  40 /pause',
      'app app',
      '  44 x',
      'app side: no process of it was seen',
    ]);
  });

  it('of a static Pod is told by the hash that its node knows it by', () => {
    const hash = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    const { metadata, ...pod } = podWith({ hostPID: true });
    const annotations = { 'kubernetes.io/config.mirror': hash };
    const groups = groupsOf(
      { ...pod, metadata: { ...metadata, annotations } },
      'app',
      { pid: 40, argv: '/pause\0', group: `/kubepods/burstable/pod${hash}/${ID.sandbox}`, mount: 91 },
      {
        pid: 41,
        group: `/kubepods.slice/kubepods-pod${hash}.slice/cri-containerd-${ID.app}.scope`,
        mount: 92,
      },
      { pid: 42, argv: '/pause\0', group: `/kubepods/pod${UID}/${'d'.repeat(64)}`, mount: 93 },
    );
    expect(drawn(groups).slice(0, 4)).toEqual(['pause pause', '  40 /pause', 'app app', '  41 x']);
  });

  it('in a container of its own processes is that container, but for what an ephemeral one has there', () => {
    const debug = 'd'.repeat(64);
    const pod = podWith({ ephemeralContainers: [{ name: 'debug', targetContainerName: 'app' }] } as never);
    Object.assign(pod.status ?? {}, {
      ephemeralContainerStatuses: [
        { name: 'debug', state: { running: {} }, containerID: `containerd://${debug}` },
      ],
    });
    const groups = groupsOf(
      pod,
      'app',
      { pid: 1, group: '/x', mount: 2 },
      { pid: 30, group: `/k/${debug}`, mount: 3 },
    );
    expect(drawn(groups)).toEqual([
      expect.stringContaining('pause pause: cannot be seen'),
      'app app',
      '  1 x',
      'app side: is not walked yet',
      'ephemeral debug',
      '  30 x',
    ]);
  });
});

describe('what is odd', () => {
  it('is marked: zombies, stopped ones, and who came in from outside', () => {
    const [, app] = groupsOf(
      podWith(),
      'app',
      { pid: 1 },
      { pid: 5, ppid: 1, state: 'Z', comm: 'sleep', argv: '' },
      { pid: 6, ppid: 1, state: 'T' },
      { pid: 7, argv: 'bash\0' },
    );
    expect(app?.processes.map((row) => [commandText(row.process), oddity(row)?.split(':')[0]])).toEqual([
      ['x', undefined],
      ['[sleep] <defunct>', 'zombie'],
      ['x', 'stopped'],
      ['bash', 'entered from outside, as a shell does'],
    ]);
  });

  it('numbers that were given again while it walked make no circle', () => {
    const [, app] = groupsOf(podWith(), 'app', { pid: 8, ppid: 9 }, { pid: 9, ppid: 8 }, { pid: 3, ppid: 3 });
    expect(app?.processes.map(({ process: { pid } }) => pid).sort()).toEqual([3, 8, 9]);
  });
});

describe('pstree', () => {
  it('draws what is alike once, threads in braces, and branches below each other', () => {
    const [, app] = groupsOf(
      podWith(),
      'app',
      { pid: 1, comm: 'init', threads: 12 },
      { pid: 2, ppid: 1, pgid: 2, comm: 'sh' },
      { pid: 3, ppid: 2, pgid: 2, comm: 'a' },
      { pid: 4, ppid: 2, pgid: 2, comm: 'b' },
      { pid: 5, ppid: 1, pgid: 1, comm: 'w' },
      { pid: 6, ppid: 1, pgid: 1, comm: 'w' },
    );
    expect(app && pstree(app)).toEqual([
      'init(1)─┬─sh(2)─┬─a(2)',
      '        │       └─b(2)',
      '        ├─2*[w(1)]',
      '        └─11*[{init}(1)]',
    ]);
  });

  it('says of a process what is odd of it, as the table does', () => {
    const [, app] = groupsOf(
      podWith(),
      'app',
      { pid: 1, comm: 'x' },
      { pid: 5, ppid: 1, pgid: 5, state: 'Z', comm: 'sleep' },
      { pid: 7, pgid: 7, comm: 'sh' },
    );
    expect(app && pstree(app)).toEqual(['x(1)───sleep(5) zombie', 'sh(7) entered from outside']);
  });
});

describe('where to walk', () => {
  it('is in each container that runs, or, where they share, in one after the other, applications first', () => {
    expect(walkTarget(podWith())).toMatchObject({ containers: ['app', 'side'], shared: false });
    expect(walkTarget(REAL['anatomy-0'].pod)).toMatchObject({
      containers: ['app', 'worker', 'shell-less', 'log-shipper'],
      shared: true,
    });
  });

  it('is nowhere on Windows, or where nothing runs', () => {
    expect(whyNoWalk(podWith({ os: { name: 'windows' } }))).toContain('Windows');
    expect(whyNoWalk({ ...podWith(), status: {} })).toContain('no container runs');
    expect(whyNoWalk(podWith())).toBeUndefined();
  });
});

it('numbers are short', () => {
  expect([0, 60 * 1024, 6_694_912, 1_200_000_000].map(bytesText)).toEqual(['0', '60Ki', '6.4Mi', '1.1Gi']);
  expect([0, 2.9, 754, 12_301].map(cpuTimeText)).toEqual(['0:00', '0:02', '12:34', '3:25:01']);
});

it('says of a container that was started since the walk that what is shown was before', () => {
  const walk = readWalk(walkOf({ pid: 1 }))!;
  const noteAt = (at: number) =>
    processGroups(podWith(), new Map([['app', { type: 'walk', walk, at }]])).find(
      ({ name }) => name === 'app',
    )?.note;
  const started = Date.parse('2026-01-01T00:00:00Z');
  expect(noteAt(started - 1)).toBe("was started since it was walked, by its node's clock: ctrl-r walks anew");
  expect(noteAt(started)).toBeUndefined();
});
