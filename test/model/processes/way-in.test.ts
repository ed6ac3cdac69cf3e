import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { attributions } from '../../../src/model/processes/attribution.ts';
import type { Process, Walk } from '../../../src/model/processes/process.ts';
import type { Walked } from '../../../src/model/processes/walked.ts';
import type { Failure } from '../../../src/model/kinds/watch-event.ts';
import { NO_SHELL, notWalkedIn, wayInText, waysInto } from '../../../src/model/processes/way-in.ts';

const ids = { app: 'a'.repeat(64), web: 'b'.repeat(64), old: 'c'.repeat(64), new: 'd'.repeat(64) };
const runningSince = (name: keyof typeof ids, startedAt: string) => ({
  name,
  state: { running: { startedAt } },
  containerID: `containerd://${ids[name]}`,
});

/** `app` and `web`, and two debug containers beside `app`, of which `new` began later. */
const pod = (spec: object = {}): Pod =>
  ({
    metadata: { name: 'p', namespace: 'n', uid: 'p' },
    spec: {
      containers: [{ name: 'app' }, { name: 'web' }],
      ephemeralContainers: ['old', 'new'].map((name) => ({ name, targetContainerName: 'app' })),
      ...spec,
    },
    status: {
      containerStatuses: [
        runningSince('app', '2026-01-01T00:00:00Z'),
        runningSince('web', '2026-01-01T00:00:00Z'),
      ],
      ephemeralContainerStatuses: [
        runningSince('old', '2026-01-01T00:01:00Z'),
        runningSince('new', '2026-01-01T00:02:00Z'),
      ],
    },
  }) as unknown as Pod;

const noShell = { reason: NO_SHELL, message: 'its image has no shell to walk with' };
const failed: Walked = { type: 'failed', failure: noShell };

const process = (pid: number, of: keyof typeof ids, namespaces = {}): Process => ({
  ...{ pid, ppid: 0, pgid: pid, sid: pid, state: 'S', comm: of, command: [of], uid: 0, threads: 1 },
  ...{ elapsed: 1, cpu: 0, rss: 0, containerId: ids[of], podUid: undefined, ownGroup: false },
  ...{ rootMount: undefined, namespaces, innerPid: undefined },
});

const walked = (...processes: readonly Process[]): Walked => {
  const walk: Walk = { processes, namespaces: {}, users: [], cut: false };
  return { type: 'walk', at: 0, walk };
};

it('is a debug container that sees its processes, the last one first', () => {
  expect(waysInto(pod(), 'app')).toEqual([
    { container: 'new', id: ids.app },
    { container: 'old', id: ids.app },
  ]);
  expect(waysInto(pod(), 'web')).toEqual([]);
  expect(waysInto(pod({ shareProcessNamespace: true }), 'web')).toHaveLength(2);
  const unnamed = pod();
  Object.assign(unnamed.status?.containerStatuses?.[0] ?? {}, { containerID: "x://a';reboot;'" });
  expect(waysInto(unnamed, 'app')).toEqual([]);
});

it('is told with its key, only where that was what it failed for, and only who may', () => {
  const both = new Map([
    ['app', noShell],
    ['web', noShell],
  ]);
  const tried = new Set<string>();
  const closed = (failed: ReadonlyMap<string, Failure>, may = true) => ({
    failed,
    tried,
    then: 'walks',
    may,
  });
  expect(wayInText(pod(), closed(both))).toBe('ctrl-r walks through new, which runs by now');
  const without = pod({ ephemeralContainers: [] });
  Object.assign(without.status ?? {}, { ephemeralContainerStatuses: [] });
  expect(wayInText(without, closed(both))).toBe(
    'shift-d adds a debug container to one of app, web; ctrl-r then walks through it',
  );
  expect(wayInText(without, closed(both, false))).toBeUndefined();
  const denied = new Map([['app', { reason: 'Forbidden', message: 'denied', code: 403 }]]);
  expect(wayInText(without, closed(denied))).toBeUndefined();
});

it('is no debug container that was tried: what the next one needs is said', () => {
  const app = new Map([['app', noShell]]);
  const told = (failed: ReadonlyMap<string, Failure>, ...tried: string[]) =>
    wayInText(pod(), { failed, tried: new Set(tried), then: 'walks', may: true });
  expect(told(app, 'new')).toBe('ctrl-r walks through old, which runs by now');
  expect(told(app, 'new', 'old')).toBe(
    'shift-d adds a debug container of profile general to app; ctrl-r then walks through it',
  );
  const none = new Map([...app, ['new', noShell], ['old', noShell]] as const);
  expect(told(none, 'new', 'old')).toBe(
    'shift-d adds a debug container with a shell to app; ctrl-r then walks through it',
  );
});

it('brings what a container without a shell runs, which then did not fail', () => {
  const walks = new Map<string, Walked>([
    ['app', failed],
    ['web', failed],
    ['new', walked(process(1, 'app'), process(7, 'new'))],
  ]);
  expect(attributions(pod(), walks).map((one) => `${one.container} ${one.process.pid}`)).toEqual([
    'app 1',
    'new 7',
  ]);
  expect([...notWalkedIn(pod(), walks).keys()]).toEqual(['web']);
});

it('doubles nothing that two walks saw: that counts which was let into more', () => {
  const walks = new Map<string, Walked>([
    ['app', walked(process(1, 'app', { net: 5 }), process(7, 'new'))],
    ['new', walked(process(1, 'app'), process(7, 'new', { net: 5 }))],
  ]);
  const all = attributions(pod(), walks);
  expect(all.map((one) => [one.container, one.process.namespaces.net])).toEqual([
    ['app', 5],
    ['new', 5],
  ]);
});

it('shows no other walk that is made in the same process namespace meanwhile', () => {
  const walk = (shell: number, pid: number, ...processes: readonly Process[]): Walked => ({
    type: 'walk',
    at: 0,
    walk: { processes, shell, namespaces: { pid }, users: [], cut: false },
  });
  const seen = (other: number) => [
    process(1, 'app'),
    process(20, 'old'),
    { ...process(21, 'old'), sid: other },
    // What the runtime begins one with.
    { ...process(22, 'old'), comm: 'runc:[2:INIT]', elapsed: 0.1 },
    { ...process(23, 'old'), comm: 'runc:[2:INIT]', elapsed: 60 },
  ];
  const walks = new Map<string, Walked>([
    ['old', walk(20, 5, process(1, 'app'))],
    ['new', walk(30, 5, ...seen(20))],
    // Of another namespace, where the same number is of something else.
    ['web', walk(20, 6, process(30, 'web'))],
  ]);
  expect(attributions(pod(), walks).map((one) => `${one.container} ${one.process.pid}`)).toEqual([
    'app 1',
    'old 23',
    'web 30',
  ]);
});
