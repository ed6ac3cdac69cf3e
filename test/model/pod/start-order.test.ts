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
    'prepare ··████·········· | began at 2s, gap 2s, lasted 4s',
    'shipper ·······█████████→| began at 7s, gap 1s, runs 53s',
    'app ···············█→| began at 16s, gap 9s, runs 44s',
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
    'prepare ············████ | run 3, began at 12s, lasted 4s, its first start is not kept by the API',
    'shipper ················ | run 2, began at 10m, runs 60s, its first start is not kept by the API',
    'app ················ | waiting: PodInitializing',
  ]);
});

it('lets an init container that runs reach to now, and bears times that are out of order', () => {
  const first = podOf({ prepare: { state: runs(5) }, shipper: {}, app: {} });
  expect(told(first, 10)[0]).toBe('prepare ········████████→| began at 5s, gap 5s, runs 5s');
  const odd = podOf({ prepare: { state: ran(-9, -20) }, shipper: { state: runs(-3) }, app: {} });
  expect(told(odd, -30)).toEqual([
    'prepare █··············· | began at 0s, gap 0s, lasted 0s',
    'shipper ████████████████→| began at 0s, gap 0s, runs 0s',
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
  expect(told(pod, 9).at(-1)).toBe('app ···············█ | CrashLoopBackOff, began at 4s, gap 1s, lasted 1s');
});
