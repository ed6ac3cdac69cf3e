import { describe, expect, it } from 'vitest';
import { newestFirst, toldEvent, type ToldEvent } from '../../../src/model/events/told-event.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { toldEvents, troubledAt, troubledPod } from '../../fixtures/index.ts';

const all = newestFirst(toldEvents.map(toldEvent));

/** What hangs on a Pod of the fixture: all that is called after it, and its claim. */
const eventsOf = ({ metadata }: Pod): readonly ToldEvent[] => {
  const app = metadata.name.replace(/-[^-]+-[^-]+$/, '');
  return all.filter(({ name }) => name.startsWith(app) || (app === 'unclaimed' && name === 'no-class'));
};

const verdict = (pod: Pod, events = eventsOf(pod)): string => podVerdict(pod, troubledAt, { events }).text;

describe('the verdict on a real Pod has the cause that its events tell', () => {
  it.each([
    [
      'wrong-item',
      /^ContainerCreating \S+: volume conf: configmap references non-existent config key: color \(FailedMount 15 times in \S+\)$/,
    ],
    [
      'killed',
      /^main: ended by its liveness probe, httpGet :9\/alive, \d+ times .*; liveness probe: connection refused \(Unhealthy 7 times in \S+\)/,
    ],
    [
      'unready',
      /main has not passed its readiness probe \(exec sh -c .*\): still warming up \(Unhealthy 605 times in \S+\), so/,
    ],
    [
      'unclaimed',
      /^claim no-class: storageclass\.storage\.k8s\.io "no-such-class" not found \(ProvisioningFailed 42 times in \S+\); Unschedulable/,
    ],
  ] as const)('%s', (name, wanted) => {
    expect(verdict(troubledPod(name))).toMatch(wanted);
  });

  it('and without events it says no less than before', () => {
    expect(verdict(troubledPod('wrong-item'), [])).toMatch(/may wait for ConfigMap settings/);
    expect(verdict(troubledPod('killed'), [])).toMatch(/likely ended by its liveness probe/);
  });

  it('and all warnings are the evidence in its details', () => {
    const { details = [] } = podVerdict(troubledPod('killed'), troubledAt, {
      events: eventsOf(troubledPod('killed')),
    });
    expect(details.filter((text) => text.startsWith('event '))).toEqual([
      expect.stringMatching(
        /^event BackOff of Pod killed-\S+ \(main\), 51 times in \S+, last \S+ ago: Back-off/,
      ),
      expect.stringMatching(/^event Unhealthy of Pod killed-\S+ \(main\), 7 times in/),
    ]);
  });
});

const told = (more: Partial<ToldEvent>): ToldEvent => ({
  key: 'k',
  kind: 'Pod',
  name: 'p',
  reason: 'FailedMount',
  message: '',
  warning: true,
  times: 3,
  first: troubledAt - 60_000,
  last: troubledAt,
  from: 'kubelet',
  ...more,
});

describe('a liveness probe that fails before it has restarted its container twice', () => {
  const said = { reason: 'Unhealthy', container: 'main', message: 'Liveness probe failed: no answer' };
  const pod: Pod = {
    metadata: { name: 'p', uid: 'p', creationTimestamp: '2020-01-01T00:00:00Z' },
    spec: { nodeName: 'n', containers: [{ name: 'main', livenessProbe: { exec: { command: ['true'] } } }] },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'main', ready: true, state: { running: {} } }],
    },
  };
  const troubles = (events: readonly ToldEvent[]) => podVerdict(pod, troubledAt, { events }).troubles;

  it('is named of a Pod that is Ready still, as trouble of its own mark', () => {
    const events = [told(said)];
    expect(podVerdict(pod, troubledAt, { events }).health).toBe('well');
    expect(troubles(events)).toHaveLength(1);
    expect(verdict(pod, events)).toMatch(
      /^Ready; main: its liveness probe \(exec true\) fails: no answer \(Unhealthy 3 times in 60s\); 1 container/,
    );
    const killing = told({
      reason: 'Killing',
      container: 'main',
      message: 'Container main failed liveness probe, will be restarted',
    });
    expect(verdict(pod, [...events, killing])).toMatch(
      /^Ready; main: ended by its liveness probe \(exec true\): no answer/,
    );
  });

  it('and is of another time two minutes later', () => {
    const events = [told({ ...said, last: troubledAt - 120_000 })];
    expect(troubles(events)).toBeUndefined();
    expect(verdict(pod, events)).toMatch(/^1 container/);
  });

  it('but for one that failed so often that a kubelet tells it every five minutes alone', () => {
    const often = (ago: number) => [told({ ...said, times: 101, last: troubledAt - ago })];
    expect(verdict(pod, often(290_000))).toMatch(
      /^Ready; main: its liveness probe \(exec true\) failed of late: no answer \(Unhealthy 101 times/,
    );
    expect(verdict(pod, often(1000))).toMatch(/^Ready; main: its liveness probe \(exec true\) fails: /);
    expect(troubles(often(360_000))).toBeUndefined();
    // What it was ended by before that is no news of now.
    const killing = told({
      ...{ reason: 'Killing', container: 'main', last: troubledAt - 290_000 },
      message: 'Container main failed liveness probe, will be restarted',
    });
    expect(verdict(pod, [...often(290_000), killing])).toContain('failed of late');
  });
});

describe('what is in the way of a Pod that begins', () => {
  const pod = troubledPod('wrong-item');
  it.each([
    [
      'a disk that cannot be attached',
      'FailedAttachVolume',
      'AttachVolume.Attach failed for volume "pvc-1" : rpc error: code = Internal desc = disk in use',
      'volume pvc-1: disk in use (FailedAttachVolume 3 times in 60s)',
    ],
    [
      'a disk that is not found in time',
      'FailedMount',
      'Unable to attach or mount volumes: unmounted volumes=[data]: timed out waiting for the condition',
      'Unable to attach or mount volumes: unmounted volumes=[data]: timed out waiting for the condition (FailedMount 3 times in 60s)',
    ],
    [
      'no network',
      'FailedCreatePodSandBox',
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "ab": plugin type="bridge" failed (add): no IP addresses available in range set',
      'no sandbox: failed to setup network for sandbox "ab": plugin type="bridge" failed (add): no IP addresses available in range set (FailedCreatePodSandBox 3 times in 60s)',
    ],
  ])('%s', (_, reason, message, wanted) => {
    expect(verdict(pod, [told({ reason, message })])).toContain(wanted);
  });

  it('is not told of one whose containers begin, nor of a claim that was bound since', () => {
    const begun: Pod = {
      ...pod,
      status: { ...pod.status, conditions: [{ type: 'PodReadyToStartContainers', status: 'True' }] },
    };
    expect(verdict(begun, [told({ message: 'late' })])).not.toContain('late');
    const claim = { kind: 'PersistentVolumeClaim', name: 'data' };
    const bound = told({ ...claim, key: 'b', reason: 'ProvisioningSucceeded', warning: false });
    const failed = told({
      ...claim,
      reason: 'ProvisioningFailed',
      message: 'too late',
      last: troubledAt - 1,
    });
    expect(verdict(troubledPod('unclaimed'), [bound, failed])).not.toContain('too late');
  });

  it('is told of a claim without a class beside one whose class does not exist', () => {
    const claim = { kind: 'PersistentVolumeClaim', warning: false };
    const events = [
      told({ ...claim, name: 'plain', reason: 'FailedBinding', message: 'no storage class is set' }),
      told({ ...claim, name: 'other', reason: 'ProvisioningFailed', message: 'no such class' }),
    ];
    const references = [{ kind: 'StorageClass', name: 'fast', state: 'missing' }] as const;
    const { clauses } = podVerdict(troubledPod('unclaimed'), troubledAt, { events, references });
    expect(clauses?.slice(0, 3)).toEqual([
      'StorageClass fast does not exist',
      expect.stringMatching(/^claim plain: no storage class is set \(FailedBinding /),
      expect.stringMatching(/^Unschedulable/),
    ]);
  });
});
