import { expect, it } from 'vitest';
import type { ContainerStatus, Pod } from '../../../src/model/kinds/objects.ts';
import { startOrder } from '../../../src/model/pod/start-order.ts';

const CREATED = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number): string => new Date(CREATED + seconds * 1000).toISOString();

const ran = (from: number, to: number): NonNullable<ContainerStatus['state']> => ({
  terminated: { exitCode: 0, startedAt: at(from), finishedAt: at(to) },
});
const runs = (from: number): NonNullable<ContainerStatus['state']> => ({ running: { startedAt: at(from) } });

function podOf(statuses: Readonly<Record<string, Partial<ContainerStatus>>>): Pod {
  const all = Object.entries(statuses).map(([name, status]) => ({ restartCount: 0, ...status, name }));
  return {
    metadata: { name: 'web', uid: 'u', creationTimestamp: at(0) },
    spec: {
      initContainers: [{ name: 'prepare' }, { name: 'shipper', restartPolicy: 'Always' }],
      containers: [{ name: 'app' }],
      ephemeralContainers: [{ name: 'debugger' }],
    },
    status: { initContainerStatuses: all.slice(0, 2), containerStatuses: all.slice(2) },
  };
}

const told = (pod: Pod, seconds: number): string[] =>
  startOrder(pod, CREATED + seconds * 1000).map(({ name, bar, text }) => `${name} ${bar}| ${text}`);

it('tells when each container began, after which gap, and for how long it ran', () => {
  const pod = podOf({ prepare: { state: ran(2, 6) }, shipper: { state: runs(7) }, app: { state: runs(16) } });
  expect(told(pod, 60)).toEqual([
    'prepare ··████·········· | at 2s, 2s after creation, ran 4s',
    'shipper ·······█████████→| at 7s, 1s after prepare, runs 53s',
    'app ···············█→| at 16s, 9s after shipper, runs 44s',
  ]);
  expect(startOrder(pod, CREATED + 60_000)[0]).toMatchObject({ began: 2000, gap: 2000, lasted: 4000 });
});

it('claims no first start of what restarted, and none of what has not begun', () => {
  const pod = podOf({
    prepare: { state: ran(12, 16), restartCount: 2 },
    shipper: { state: runs(600), restartCount: 1 },
    app: { state: { waiting: { reason: 'PodInitializing' } } },
  });
  expect(told(pod, 660)).toEqual([
    'prepare ············████ | run 3, at 12s, ran 4s, its first start is not kept by the API',
    'shipper ················ | run 2, at 10m, runs 60s, its first start is not kept by the API',
    'app ················ | waiting: PodInitializing',
  ]);
});

it('says of what could not be started that it has not run', () => {
  const terminated = {
    ...{ exitCode: 128, reason: 'StartError' },
    ...{ startedAt: '1970-01-01T00:00:00Z', finishedAt: at(7) },
  };
  const pod = podOf({ prepare: { state: { terminated } }, shipper: {}, app: {} });
  expect(told(pod, 60)[0]).toBe('prepare ················ | StartError 128');
});

it('counts no gap from what was before one whose first start is not known', () => {
  const restarted = podOf({
    prepare: { state: ran(2, 6) },
    shipper: { state: runs(600), restartCount: 1 },
    app: { state: runs(16) },
  });
  expect(told(restarted, 660).at(-1)).toMatch(/app \S+\| at 16s, runs 10m$/);
});

it('lets an init container that runs reach to now, and bears times that are out of order', () => {
  const first = podOf({ prepare: { state: runs(5) }, shipper: {}, app: {} });
  expect(told(first, 10)[0]).toBe('prepare ········████████→| at 5s, 5s after creation, runs 5s');
  const odd = podOf({ prepare: { state: ran(-9, -20) }, shipper: { state: runs(-3) }, app: {} });
  expect(told(odd, -30)).toEqual([
    'prepare █··············· | at 0s, 0s after creation, ran 0s',
    'shipper ████████████████→| at 0s, 0s after prepare, runs 0s',
    'app ················ | –',
  ]);
});

it('tells of the run that ended while the next one is waited for', () => {
  const lastState = { terminated: { exitCode: 3, startedAt: at(4), finishedAt: at(5) } };
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  const pod = podOf({
    prepare: { state: ran(1, 2) },
    shipper: { state: runs(3) },
    app: { state: waiting, lastState },
  });
  expect(told(pod, 9).at(-1)).toBe(
    'app ···············█ | CrashLoopBackOff, at 4s, 1s after shipper, ran 1s',
  );
});
