import { describe, expect, it } from 'vitest';
import { podHealth } from '../../../src/model/health/pod-health.ts';
import { renderPods } from '../../../src/cli/one-shot/render-pods.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podStatus, podSummary, restartsText } from '../../../src/model/pod/pod-status.ts';
import { podNamed, pods, takenAt } from '../../fixtures/index.ts';
import { podOf, printerStates } from '../../fixtures/printer-states.ts';

const pod = (more: Partial<Pod>): Pod => ({ metadata: { name: 'x', uid: 'x' }, ...more });

describe('READY, STATUS and RESTARTS, as kubectl says them', () => {
  it.each(printerStates)('$name: $shows', (state) => {
    const made = podOf(state, 'node-1', {}) as Pod;
    const metadata = state.deleted
      ? { ...made.metadata, deletionTimestamp: '2026-11-23T00:00:00Z' }
      : made.metadata;
    const whole = { ...made, metadata, status: { phase: 'Pending', ...state.status } };
    const row = renderPods([whole], { now: Date.now() }).split('\n')[1] ?? '';
    expect(row.split(/ {3,}/).slice(1, 4).join(' ')).toBe(state.shows);
  });
});

describe('STATUS alone', () => {
  const states = printerStates.map((state) => podOf(state, 'node-1', {}) as Pod);
  const gated = { type: 'PodScheduled', status: 'True', reason: 'SchedulingGated' };
  const strange: Pod[] = pods.map(({ status, ...whole }) => ({
    ...whole,
    status: { ...status, conditions: [...(status?.conditions ?? []), gated] },
  }));

  it('is what the whole row says', () => {
    for (const whole of [...states, ...pods, ...strange])
      expect(podStatus(whole)).toBe(podSummary(whole).status);
    expect(podStatus(podNamed('anatomy-0'))).toBe('Running');
  });
});

describe('the Pods of a real cluster', () => {
  it.each([
    ['anatomy-0', '4/4', 'Running', '10.244.0.13', 'well', false],
    ['crashing', '0/1', 'CrashLoopBackOff', '10.244.0.4', 'failing', true],
    ['host-network', '1/1', 'Running', '127.0.0.1', 'well', false],
    ['init-failing', '0/1', 'Init:Error', '10.244.0.6', 'failing', true],
    ['killed-by-memory', '0/1', 'OOMKilled', '10.244.0.3', 'failing', true],
    ['never-ready', '0/1', 'Running', '10.244.0.5', 'progress', true],
    ['no-config', '0/1', 'CreateContainerConfigError', '10.244.0.10', 'failing', true],
    ['no-image', '0/1', 'ImagePullBackOff', '10.244.0.7', 'failing', true],
    ['two-containers', '1/2', 'NotReady', '10.244.0.2', 'progress', true],
    ['unschedulable', '0/1', 'Pending', '<none>', 'waiting', true],
    ['once', '0/1', 'Completed', '10.244.0.16', 'ended', false],
    ['hopeless', '0/1', 'Error', '10.244.0.17', 'failing', true],
  ])('%s is %s %s at %s, and that is %s', (name, ready, status, ip, health, notWell) => {
    expect(podSummary(podNamed(name))).toMatchObject({ ready, status, ip });
    expect(podHealth(podNamed(name), takenAt)).toMatchObject({ health, notWell });
  });

  it('on the network of the node are marked', () => {
    const marked = pods.filter((one) => podSummary(one).hostNetwork).map(({ metadata }) => metadata.name);
    expect(marked).toEqual(['host-network']);
  });
});

describe('a Pod summary', () => {
  it('is made once an object', () => {
    const one = podNamed('anatomy-0');
    expect(podSummary(one)).toBe(podSummary(one));
    expect(podSummary(structuredClone(one))).not.toBe(podSummary(one));
  });

  it('of a Pod of which nothing is known says <none>, and nothing is counted', () => {
    expect(podSummary(pod({}))).toEqual({
      readyContainers: 0,
      totalContainers: 0,
      ready: '0/0',
      status: '',
      restarts: 0,
      lastRestartAt: undefined,
      ip: '<none>',
      node: '<none>',
      nominatedNode: '<none>',
      readinessGates: '<none>',
      hostNetwork: false,
    });
  });

  it('counts the time since the last restart from now', () => {
    const summary = podSummary(podNamed('crashing'));
    expect(restartsText(summary, takenAt)).toMatch(/^4 \(19m ago\)$/);
    expect(restartsText(summary, takenAt + 3_600_000)).toBe('4 (79m ago)');
  });
});

describe('health', () => {
  it.each<[string, Pod['status'], Pod['spec'], string, boolean]>([
    ['Ready', { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }, {}, 'well', false],
    [
      'creating',
      { containerStatuses: [{ name: 'a', state: { waiting: { reason: 'ContainerCreating' } } }] },
      { nodeName: 'n' },
      'progress',
      true,
    ],
    ['Failed', { phase: 'Failed' }, { nodeName: 'n' }, 'failing', true],
    ['Unknown', { phase: 'Unknown' }, { nodeName: 'n' }, 'failing', true],
    ['Succeeded', { phase: 'Succeeded' }, { nodeName: 'n' }, 'ended', false],
    ['not scheduled', { phase: 'Pending' }, {}, 'waiting', true],
    [
      'a container ended badly while another runs',
      {
        containerStatuses: [
          { name: 'a', state: { running: {} }, ready: true },
          { name: 'b', state: { terminated: { exitCode: 1 } } },
        ],
      },
      { nodeName: 'n' },
      'failing',
      true,
    ],
  ])('%s', (_, status = {}, spec = {}, health, notWell) => {
    expect(podHealth(pod({ status, spec }), 0)).toMatchObject({ health, notWell });
  });

  it('of a Pod that is being deleted is progress, Ready or not', () => {
    const metadata = { name: 'x', uid: 'x', deletionTimestamp: '2026-11-23T00:00:00Z' };
    const conditions = [{ type: 'Ready', status: 'True' }];
    expect(podHealth({ metadata, status: { phase: 'Running', conditions } }, 0).health).toBe('progress');
  });
});
