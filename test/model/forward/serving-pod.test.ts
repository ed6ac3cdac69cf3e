import { expect, test } from 'vitest';
import {
  leftText,
  servingPod,
  unansweredText,
  unservedText,
} from '../../../src/model/forward/serving-pod.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

interface Of {
  readonly ready?: boolean;
  readonly phase?: string;
  readonly ends?: boolean;
  readonly age?: number;
  readonly revision?: string;
}

function pod(
  name: string,
  { ready = true, phase = 'Running', ends = false, age = 1, revision = 'a' }: Of = {},
) {
  return {
    metadata: {
      name,
      uid: name,
      labels: { 'pod-template-hash': revision },
      creationTimestamp: new Date(1e12 - age * 1000).toISOString(),
      ...(ends && { deletionTimestamp: new Date(1e12).toISOString() }),
    },
    status: { phase, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  } as unknown as Pod;
}

const nameOf = (found: Pod | undefined): string | undefined => found?.metadata.name;

test('a ready Pod comes before one that only runs, the newest first; what ends or waits takes none', () => {
  const pods = [pod('old', { age: 9 }), pod('new'), pod('newest', { age: 0, ready: false })];
  expect(nameOf(servingPod(pods, undefined, true))).toBe('new');
  expect(nameOf(servingPod([pod('unready', { ready: false })], undefined, true))).toBe('unready');
  expect(servingPod([pod('gone', { ends: true }), pod('waits', { phase: 'Pending' })], undefined, true)).toBe(
    undefined,
  );
});

test('the one before stays, until it ends, is not ready where another is, or a newer revision is ready', () => {
  const old = pod('old', { age: 9 });
  expect(nameOf(servingPod([old, pod('new')], 'old', true))).toBe('old');
  expect(nameOf(servingPod([pod('old', { ends: true }), pod('new')], 'old', false))).toBe('new');
  expect(nameOf(servingPod([pod('old', { ready: false }), pod('new')], 'old', true))).toBe('new');
  expect(nameOf(servingPod([pod('old', { ready: false }), pod('new')], 'old', false))).toBe('old');
  expect(nameOf(servingPod([old, pod('next', { revision: 'b' })], 'old', true))).toBe('next');
  expect(nameOf(servingPod([old, pod('next', { revision: 'b', ready: false })], 'old', true))).toBe('old');
  expect(nameOf(servingPod([old, pod('before', { revision: 'b', age: 99 })], 'old', true))).toBe('old');
});

test('why is said', () => {
  expect(unservedText([])).toBe('there is no Pod');
  expect(unservedText([], 'app=wbe')).toBe('there is no Pod with app=wbe');
  expect(unservedText([pod('a', { phase: 'Pending' })])).toMatch(/^a is /);
  expect(leftText(undefined, pod('b'))).toBe('is gone, or no longer selected');
  expect(leftText(pod('a', { ends: true }), pod('b'))).toBe('is being deleted');
  expect(leftText(pod('a', { ready: false }), pod('b'))).toBe('is not ready');
});

/** @param containers by name, the ports that they declare, and whether they run */
function podOf(containers: Readonly<Record<string, readonly [readonly number[], boolean]>>): Pod {
  const all = Object.entries(containers);
  return {
    metadata: { name: 'a', uid: 'a' },
    spec: {
      containers: all.map(([name, [ports]]) => ({
        name,
        ports: ports.map((containerPort) => ({ containerPort })),
      })),
    },
    status: {
      phase: 'Running',
      containerStatuses: all.map(([name, [, runs]]) => ({
        name,
        state: runs ? { running: {} } : { waiting: { reason: 'CrashLoopBackOff' } },
      })),
    },
  } as unknown as Pod;
}

test('a port is silent where none runs that declares it; of one that nobody declares, where nothing runs', () => {
  const pod = podOf({ web: [[80, 8080], true], talk: [[90], false], also: [[90], false] });
  expect(unansweredText(pod, [80, 8080, 7000])).toBe(undefined);
  expect(unansweredText(pod, [80, 90])).toBe(
    'in Pod a talk does not run (CrashLoopBackOff), also does not run (CrashLoopBackOff): nothing answers on 90',
  );
  expect(unansweredText(podOf({ old: [[80], false], web: [[80], true] }), [80])).toBe(undefined);
  expect(unansweredText(podOf({ talk: [[], false] }), [7000])).toMatch(/: nothing answers on 7000$/);
});
