import { describe, expect, it } from 'vitest';
import { Door } from '../../../src/cluster/door/door.ts';
import { RESOURCES } from '../../../src/cluster/resources.ts';
import { containersOf } from '../../../src/model/pod/containers.ts';
import { podHealth } from '../../../src/model/health/pod-health.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podSummary } from '../../../src/model/pod/pod-status.ts';
import { reported, reportedPod } from '../../fixtures/reported/index.ts';

const now = Date.parse('2026-11-26T05:00:00Z');

/** As a server's Pod is kept. */
function kept(pod: Pod): Pod {
  const trimmed = new Door().objects(RESOURCES.pods)(pod);
  if (!trimmed) throw new Error('the Pod was refused');
  return trimmed;
}

const verdictOn = (file: string) => podVerdict(kept(reportedPod(file)), now);

/** One that is Ready, and asks for more than its node gives it. */
function resized(reason: string): Pod {
  const asked = { requests: { cpu: '60' }, limits: { cpu: '64' } };
  const resources = { requests: { cpu: '50m' }, limits: { cpu: '100m' } };
  const ready = { ready: true, restartCount: 0, state: { running: {} } };
  const pending = reason === '' ? [] : [{ type: 'PodResizePending', status: 'True', reason }];
  return {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'resized', namespace: 'shop', uid: 'r' } },
    spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'busybox', resources: asked }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }, ...pending],
      containerStatuses: [{ name: 'main', image: 'busybox', ...ready, resources }],
    },
  };
}

describe('what public reports were about', () => {
  it('restart rules of a container come before its policy, and its policy before the Pod’s', () => {
    const { text, details = [] } = verdictOn('P03-restart-rules');
    expect(text).toBe('main: exit 42, 2 times, will restart (rule for exit 42); also failing: other');
    expect(details.join('\n')).toMatch(
      /^main \(app\): exited 42, last exit 42, \S+ ago, restarted once; restarts: Never, but after exit 42$/m,
    );
    expect(details).toContain('helper (app): running 3h; restarts: Never');
    expect(details.join('\n')).toMatch(/other \(app\): exited 1; restarts: Always/);
  });

  it('the limit in force is told with the one asked for, and why the resize stands still', () => {
    const { text } = verdictOn('P04-resize');
    expect(text).toBe(
      'main: OOMKilled (limit 1Gi in force, 2Gi asked for), 4 times, waiting to restart (CrashLoopBackOff); ' +
        "resize Infeasible: Node didn't have enough capacity: memory, requested: 2147483648, capacity: 1073741824",
    );
    expect(containersOf(reportedPod('P04-resize'))[0]?.limits).toEqual({ memory: '1Gi' });
  });

  it('requests and limits are both those in force while a resize stands still', () => {
    const pod = resized('Infeasible');
    const [container] = containersOf(kept(pod));
    expect(container?.requests).toEqual({ cpu: '50m' });
    expect(container?.limits).toEqual({ cpu: '100m' });
    // An older kubelet tells no more of them than the spec does.
    for (const each of pod.status?.containerStatuses ?? []) delete each.resources;
    expect(containersOf(kept(pod))[0]?.requests).toEqual({ cpu: '60' });
  });

  it.each([
    ['Infeasible', 'progress'],
    ['Deferred', 'progress'],
    ['', 'well'],
  ])('a Pod that is Ready and not to be resized so is not as it should be (%j)', (reason, health) => {
    expect(podHealth(resized(reason), now)).toMatchObject({ health, notWell: false });
    const { conditions: _, ...status } = resized('').status ?? {};
    const before133 = { ...status, resize: reason, conditions: [{ type: 'Ready', status: 'True' }] };
    expect(podHealth({ ...resized(reason), status: before133 }, now)).toMatchObject({ health });
  });

  it('limits of the Pod as a whole, and claims with who uses them', () => {
    const { text, details } = verdictOn('P05-pod-level-resources');
    expect(text).toBe(
      'trainer: OOMKilled (limit of the Pod 400Mi), 3 times, waiting to restart (CrashLoopBackOff); ' +
        'example.com/gpu=0 (claim:gpu) of trainer is Unhealthy',
    );
    expect(details).toContain('claim gpu → p05-pod-level-gpu-x7k2p: trainer (big)');
    expect(details).toContain('limits of the Pod: memory 400Mi, cpu 1');
  });

  it('exit codes of Windows are no signals', () => {
    const { text, details = [] } = verdictOn('P10-windows-exit');
    expect(text).toBe(
      'iis: exit -1073740791 (0xC0000409), 4 times, waiting to restart (CrashLoopBackOff); also failing: agent',
    );
    expect(details.join('\n')).toContain('agent (app): exited 137;');
  });

  it('debug containers that ended do not make a Pod unwell, nor share its network', () => {
    const pod = kept(reportedPod('P12-ephemeral'));
    expect(podSummary(pod)).toMatchObject({ ready: '1/1', status: 'Running' });
    expect(podHealth(pod, now)).toMatchObject({ health: 'well', notWell: false });
    expect(containersOf(pod).map(({ name }) => name)).toHaveLength(4);
    expect(podVerdict(pod, now).text).toBe('2 containers share one IP fd00::5 and localhost');
  });

  it('who was preempted or is drained says so before how it ended', () => {
    const [preempted, draining] = reported('P17-disruption-target').map((pod) => podVerdict(kept(pod), now));
    expect(preempted?.text).toBe(
      'PreemptionByScheduler: default-scheduler: preempting to accommodate a higher priority pod; ' +
        'Failed: main exited 143 (128+SIGTERM)',
    );
    expect(draining?.text).toBe(
      'EvictionByEvictionAPI: Eviction API: evicting; Terminating 30m: still running: main, 20m over its grace period of 600s',
    );
  });

  it('scheduling gates are named', () => {
    const { text } = verdictOn('P18-scheduling-gated');
    expect(text).toBe(
      'SchedulingGated: waits for kueue.x-k8s.io/admission, example.test/quota to let it be scheduled',
    );
  });
});
