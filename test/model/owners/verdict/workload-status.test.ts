import { describe, expect, it } from 'vitest';
import type { Workload } from '../../../../src/model/kinds/objects.ts';
import { replicaSetRevision, workloadSummary } from '../../../../src/model/owners/verdict/workload-status.ts';
import { workloadNamed } from '../../../fixtures/index.ts';

const metadata = { name: 'x', uid: 'x' };

describe('the workloads of a real cluster', () => {
  it.each([
    ['Deployment', 'nginx-deployment', '4/4', '', 'well'],
    ['Deployment', 'stuck', '0/2', 'ProgressDeadlineExceeded', 'failing'],
    ['Deployment', 'forbidden', '0/1', 'FailedCreate', 'failing'],
    ['Deployment', 'asleep', '0/0', 'Paused', 'ended'],
    ['ReplicaSet', 'nginx-deployment-79d689cdf6', '4/4', '', 'well'],
    ['ReplicaSet', 'nginx-deployment-54b5cb9fc', '0/0', '', 'ended'],
    ['ReplicaSet', 'stuck', '0/2', '', 'progress'],
    ['StatefulSet', 'anatomy', '1/1', '', 'well'],
    ['DaemonSet', 'agent', '1/1', '', 'well'],
    ['Job', 'once', '1/1', 'Complete', 'ended'],
    ['Job', 'hopeless', '0/1', 'BackoffLimitExceeded', 'failing'],
    ['Job', 'held', '0/1 of 3', 'Suspended', 'waiting'],
    ['CronJob', 'nightly', '', 'Suspended', 'waiting'],
  ])('%s %s is %s %s', (kind, name, ready, reason, health) => {
    expect(workloadSummary(kind, workloadNamed(kind, name))).toMatchObject({ ready, reason, health });
  });

  it('tell the revision of a ReplicaSet', () => {
    expect(replicaSetRevision(workloadNamed('ReplicaSet', 'nginx-deployment-79d689cdf6'))).toBe('2');
    expect(replicaSetRevision({ metadata })).toBeUndefined();
  });
});

describe('a workload', () => {
  it.each<[string, string, Partial<Workload>, object]>([
    ['of which nothing is known', 'Deployment', {}, { ready: '0/1', health: 'progress' }],
    [
      'whose Pods are not ready for long enough',
      'Deployment',
      {
        spec: { replicas: 1 },
        status: {
          readyReplicas: 1,
          updatedReplicas: 1,
          conditions: [{ type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' }],
        },
      },
      { ready: '1/1', health: 'progress', reason: 'MinimumReplicasUnavailable', notWell: true },
    ],
    [
      'that rolls out',
      'Deployment',
      { spec: { replicas: 3 }, status: { readyReplicas: 3, updatedReplicas: 1 } },
      { ready: '3/3', health: 'progress' },
    ],
    [
      'whose rollout has not begun',
      'Deployment',
      { spec: { replicas: 3 }, status: { readyReplicas: 3 } },
      { health: 'progress' },
    ],
    [
      'that is not available',
      'Deployment',
      {
        spec: { replicas: 1 },
        status: {
          conditions: [{ type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' }],
        },
      },
      { reason: 'MinimumReplicasUnavailable', health: 'progress' },
    ],
    [
      'whose condition has no reason',
      'ReplicaSet',
      { status: { conditions: [{ type: 'ReplicaFailure', status: 'True' }] } },
      { reason: 'ReplicaFailure', health: 'failing' },
    ],
    [
      'whose old Pods stay until they are deleted',
      'DaemonSet',
      {
        spec: { updateStrategy: { type: 'OnDelete' } },
        status: {
          observedGeneration: 2,
          desiredNumberScheduled: 1,
          currentNumberScheduled: 1,
          numberReady: 1,
        },
      },
      { ready: '1/1', reason: 'OnDelete', health: 'well', notWell: false },
    ],
    [
      'whose old Pods were deleted all',
      'StatefulSet',
      {
        spec: { replicas: 1, updateStrategy: { type: 'OnDelete' } },
        status: {
          ...{ observedGeneration: 2, replicas: 1, readyReplicas: 1, updatedReplicas: 1 },
          ...{ currentRevision: 'db-a', updateRevision: 'db-b' },
        },
      },
      { ready: '1/1', reason: '', health: 'well', notWell: false },
    ],
    ['that no node wants', 'DaemonSet', {}, { ready: '0/0', health: 'ended' }],
    [
      'that still runs',
      'Job',
      { spec: { completions: 5 }, status: { succeeded: 2, failed: 1 } },
      { ready: '2/5', reason: '', health: 'progress' },
    ],
    [
      'that was begun and has made no Pod',
      'Job',
      { spec: { parallelism: 2, completions: 3 }, status: { startTime: '2026-11-23T00:00:00Z' } },
      { ready: '0/3', health: 'progress', notWell: true, missing: 2 },
    ],
    ['that no controller has seen yet', 'Job', { spec: {}, status: {} }, { notWell: false, missing: 0 }],
    ...[
      { active: 1 },
      { failed: 1 },
      { succeeded: 1 },
      { uncountedTerminatedPods: { succeeded: ['u'] } },
    ].map((status): [string, string, object, object] => [
      `that has had a Pod (${Object.keys(status)[0]})`,
      'Job',
      { spec: { completions: 3 }, status: { startTime: '2026-11-23T00:00:00Z', ...status } },
      { notWell: false, missing: 0 },
    ]),
    [
      'that has just failed',
      'Job',
      { status: { conditions: [{ type: 'FailureTarget', status: 'True', reason: 'PodFailurePolicy' }] } },
      { reason: 'PodFailurePolicy', health: 'failing' },
    ],
    ['that runs now', 'CronJob', { status: { active: [{}] } }, { ready: '', health: 'progress' }],
    ['that waits for its hour', 'CronJob', {}, { ready: '', health: 'well' }],
    ['of another kind', 'Rollout', {}, { ready: '', reason: '', health: undefined }],
  ])('%s: %s', (_, kind, workload, wanted) => {
    expect(workloadSummary(kind, { metadata, ...workload })).toMatchObject(wanted);
  });

  it('that is being deleted is Terminating, whatever its kind', () => {
    const gone = { metadata: { ...metadata, deletionTimestamp: '2026-11-23T00:00:00Z' } };
    for (const kind of ['Deployment', 'Job', 'Rollout']) {
      expect(workloadSummary(kind, gone)).toMatchObject({ reason: 'Terminating', health: 'progress' });
    }
  });
});
