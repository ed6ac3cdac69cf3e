import { type ToldEvent, toldEvent } from '../../../../src/model/events/told-event.ts';
import { describe, expect, it } from 'vitest';
import { lastingHealth, podHealth } from '../../../../src/model/health/pod-health.ts';
import { KIND_NAMES, WORKLOAD_KINDS } from '../../../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod } from '../../../../src/model/kinds/objects.ts';
import { stuckReason } from '../../../../src/model/owners/verdict/awaited-pod.ts';
import { OwnerSums } from '../../../../src/model/owners/owner-sums.ts';
import { troubleOf } from '../../../../src/model/owners/sums.ts';
import { OwnerTreeDraft } from '../../../../src/model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../../../src/model/owners/owner-tree.ts';
import { ownerVerdict } from '../../../../src/model/owners/verdict/owner-verdict.ts';
import { takenAt } from '../../../fixtures/index.ts';

const ago = (minutes: number): string => new Date(takenAt - minutes * 60_000).toISOString();
const apiOf = (kind: string): string =>
  WORKLOAD_KINDS.map((id) => KIND_NAMES[id]).find((names) => names.kind === kind)?.apiVersion ?? 'v1';

interface Given {
  readonly kind: string;
  readonly name: string;
  readonly owner?: string;
  readonly spec?: object;
  readonly status?: object;
  readonly createdAt?: string;
}

/** Objects by kind and name, each with the uid `Kind/name`. */
function treeOf(...given: readonly Given[]): OwnerTree {
  const draft = new OwnerTreeDraft(OwnerTree.empty());
  for (const { kind, name, owner, spec, status, createdAt = ago(60) } of given) {
    const [ownerKind = '', ownerName = ''] = owner?.split('/') ?? [];
    const metadata = {
      name,
      namespace: 'shop',
      uid: `${kind}/${name}`,
      creationTimestamp: createdAt,
      ...(owner && {
        ownerReferences: [
          { apiVersion: apiOf(ownerKind), kind: ownerKind, name: ownerName, uid: owner, controller: true },
        ],
      }),
    };
    draft.set(kind, apiOf(kind), { metadata, spec, status } as KubeObject);
  }
  return draft.done();
}

const well = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
const pulling = {
  phase: 'Pending',
  conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(4) }],
  containerStatuses: [{ name: 'main', state: { waiting: { reason: 'ImagePullBackOff' } } }],
};
const node = { nodeName: 'n1', containers: [{ name: 'main' }] };

function stuckOn(tree: OwnerTree, key: string): string {
  const sums = OwnerSums.empty().follow(tree, lastingHealth, []);
  return stuckReason(tree, tree.node(key)!, { healthOf: lastingHealth, sums });
}

function verdictOn(tree: OwnerTree, key: string, events: readonly ToldEvent[] = []) {
  const healthOf = (pod: Pod) => podHealth(pod, takenAt);
  const sums = OwnerSums.empty().follow(tree, healthOf, []);
  const found = tree.node(key);
  if (!found) throw new Error(`no node ${key}`);
  return {
    ...ownerVerdict(tree, { healthOf, sums }, found, takenAt, undefined, events),
    owners: sums.ofAll().owners,
  };
}

const QUOTA =
  'pods "web-5c7-x2k" is forbidden: exceeded quota: two, requested: pods=1, used: pods=2, limited: pods=2';
const refused = {
  type: 'ReplicaFailure',
  status: 'True',
  reason: 'FailedCreate',
  message: QUOTA,
  lastTransitionTime: ago(3),
};

describe('the verdict on an owner', () => {
  it('of which a quota lets be no more Pods says so, though each Pod is well', () => {
    const tree = treeOf(
      {
        kind: 'Deployment',
        name: 'web',
        spec: { replicas: 5 },
        status: { replicas: 2, readyReplicas: 2, updatedReplicas: 2, conditions: [refused] },
      },
      {
        kind: 'ReplicaSet',
        name: 'web-5c7',
        owner: 'Deployment/web',
        spec: { replicas: 5 },
        status: { replicas: 2, readyReplicas: 2, conditions: [refused] },
      },
      { kind: 'Pod', name: 'web-5c7-a', owner: 'ReplicaSet/web-5c7', spec: node, status: well },
      { kind: 'Pod', name: 'web-5c7-b', owner: 'ReplicaSet/web-5c7', spec: node, status: well },
    );
    const verdict = verdictOn(tree, 'Deployment/web');
    expect(verdict).toMatchObject({ health: 'failing', owners: 1 });
    expect(verdict.text).toBe(
      '2 of 5 Pods, FailedCreate 3m: exceeded quota: two, requested: pods=1, used: pods=2, limited: pods=2',
    );
    expect(verdict.details?.join('\n')).toContain(QUOTA);
    expect(verdictOn(tree, 'ReplicaSet/web-5c7').text).toMatch(
      /^2 of 5 Pods, FailedCreate 3m: exceeded quota/,
    );
  });

  it('whose rollout stands says for which Pod it waits, long before its deadline', () => {
    const tree = treeOf(
      {
        kind: 'Deployment',
        name: 'checkout',
        spec: { replicas: 3 },
        status: { replicas: 4, readyReplicas: 3, updatedReplicas: 1 },
      },
      {
        kind: 'ReplicaSet',
        name: 'checkout-9d8',
        owner: 'Deployment/checkout',
        spec: { replicas: 1 },
        status: { replicas: 1 },
        createdAt: ago(4),
      },
      {
        kind: 'ReplicaSet',
        name: 'checkout-7b6',
        owner: 'Deployment/checkout',
        spec: { replicas: 3 },
        status: { replicas: 3, readyReplicas: 3 },
      },
      {
        kind: 'Pod',
        name: 'checkout-9d8-h7wtk',
        owner: 'ReplicaSet/checkout-9d8',
        spec: node,
        status: pulling,
      },
      ...['a', 'b', 'c'].map((name) => ({
        kind: 'Pod',
        name,
        owner: 'ReplicaSet/checkout-7b6',
        spec: node,
        status: well,
      })),
    );
    expect(verdictOn(tree, 'Deployment/checkout')).toMatchObject({
      health: 'failing',
      text: '1 of 3 updated, waiting 4m for checkout-…-h7wtk: ImagePullBackOff; old ReplicaSet checkout-7b6 still serves with 3 Pods',
      // Its Pod tells it.
      owners: 0,
    });
    expect(verdictOn(tree, 'ReplicaSet/checkout-7b6')).toMatchObject({
      health: 'well',
      text: '3 of 3 ready',
    });
  });

  it('that goes from ordinal to ordinal names the one it is stuck on', () => {
    const tree = treeOf(
      { kind: 'StatefulSet', name: 'db', spec: { replicas: 3 }, status: { replicas: 1 } },
      { kind: 'Pod', name: 'db-0', owner: 'StatefulSet/db', spec: node, status: pulling },
    );
    expect(stuckOn(tree, 'StatefulSet/db')).toBe('ImagePullBackOff');
    expect(verdictOn(tree, 'StatefulSet/db')).toMatchObject({
      text: '1 of 3 Pods, stuck 4m on db-0: ImagePullBackOff',
      owners: 1,
    });
  });

  it('that rolls out has the reason of the Pod that fails, which its own conditions have only after their deadline', () => {
    const rolling = { readyReplicas: 3, replicas: 4, updatedReplicas: 1 };
    const rollout = (status: object) =>
      treeOf(
        { kind: 'Deployment', name: 'web', spec: { replicas: 3 }, status: rolling },
        { kind: 'ReplicaSet', name: 'web-2', owner: 'Deployment/web', spec: { replicas: 1 } },
        { kind: 'Pod', name: 'web-2-a', owner: 'ReplicaSet/web-2', spec: node, status },
      );
    expect(stuckOn(rollout(pulling), 'Deployment/web')).toBe('ImagePullBackOff');
    expect(stuckOn(rollout(pulling), 'ReplicaSet/web-2')).toBe('ImagePullBackOff');
    // On its way it is not stuck, and who has failed for good is not what it waits for.
    expect(stuckOn(rollout({ phase: 'Pending' }), 'Deployment/web')).toBe('');
    expect(stuckOn(rollout({ phase: 'Failed', reason: 'Evicted' }), 'Deployment/web')).toBe('');
    expect(stuckOn(rollout(well), 'Deployment/web')).toBe('');
  });

  it('that goes from ordinal to ordinal is stuck on the lowest, whichever of them crashed last', () => {
    const crashing = (since: number, ready = false) => ({
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: ago(since) }],
      containerStatuses: [
        { name: 'main', ready, restartCount: 6, state: { waiting: { reason: 'CrashLoopBackOff' } } },
      ],
    });
    const pod = (ordinal: number, status: object): Given => ({
      ...{ kind: 'Pod', name: `db-${ordinal}`, owner: 'StatefulSet/db', spec: node, status },
    });
    const set = { kind: 'StatefulSet', name: 'db', spec: { replicas: 3 }, status: { replicas: 3 } };
    const of = (...pods: readonly Given[]) => verdictOn(treeOf(set, ...pods), 'StatefulSet/db').text;
    // It was started again and again: since when it was not ready last says nothing of how long it takes.
    const stuck = '0 of 3 ready, stuck on db-0: CrashLoopBackOff';
    expect(of(pod(1, crashing(9)), pod(0, crashing(1)), pod(2, crashing(5)))).toBe(stuck);
    expect(of(pod(10, crashing(9)), pod(2, crashing(1)), pod(0, well), pod(1, well))).toMatch(/ on db-2: /);
    // What has only just been made is on its way.
    const begins = { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] };
    expect(of({ ...pod(0, begins), createdAt: ago(0.2) })).not.toContain('stuck');
  });

  it('that runs on after a Pod of it failed does not wait for what has ended', () => {
    const lost = {
      phase: 'Failed',
      containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 1, reason: 'Error' } } }],
    };
    const job = (active: number): string => {
      const status = { active, failed: 1, ready: active };
      const tree = treeOf(
        { kind: 'Job', name: 'migrate', spec: { backoffLimit: 2, completions: 1 }, status },
        { kind: 'Pod', name: 'migrate-a', owner: 'Job/migrate', spec: node, status: lost },
        ...(active > 0
          ? [{ kind: 'Pod', name: 'migrate-b', owner: 'Job/migrate', spec: node, status: well }]
          : []),
      );
      return verdictOn(tree, 'Job/migrate').text;
    };
    expect(job(1)).toBe('0 of 1 done, 1 running, 1 of at most 3 failed (migrate-a: Error)');
    expect(job(0)).toBe('0 of 1 done, 0 running, 1 of at most 3 failed (migrate-a: Error)');
  });

  it('that nodes lack says on how many', () => {
    const status = { desiredNumberScheduled: 3, currentNumberScheduled: 2, numberReady: 2 };
    const tree = treeOf({
      kind: 'DaemonSet',
      name: 'agent',
      status: { ...status, updatedNumberScheduled: 2 },
    });
    expect(verdictOn(tree, 'DaemonSet/agent')).toMatchObject({
      text: '2 of 3 nodes have its Pod',
      owners: 1,
    });
  });

  it('whose Pods are not available before they have been Ready for long says so', () => {
    const said = (availableReplicas: number): string => {
      const given = {
        ...{ kind: 'Deployment', name: 'web', spec: { replicas: 2, minReadySeconds: 600 } },
        status: { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas },
      };
      return verdictOn(treeOf(given), 'Deployment/web').text;
    };
    expect(said(0)).toBe('2 of 2 ready; 0 of 2 ready Pods available yet: minReadySeconds 600');
    expect(said(2)).toBe('2 of 2 ready');
  });

  it('that rolls out says how many of it are updated, as kubectl rollout status does', () => {
    const revisions = { currentRevision: 'db-a', updateRevision: 'db-b' };
    const set = (status: object, rollingUpdate = {}, pods: readonly Given[] = []): string => {
      const spec = { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate } };
      const told = { replicas: 3, readyReplicas: 2, ...revisions, ...status };
      return verdictOn(
        treeOf({ kind: 'StatefulSet', name: 'db', spec, status: told }, ...pods),
        'StatefulSet/db',
      ).text;
    };
    const waits = { kind: 'Pod', name: 'db-2', owner: 'StatefulSet/db', spec: node, status: pulling };
    expect(set({ updatedReplicas: 1 }, {}, [waits])).toBe(
      '1 of 3 updated, stuck 4m on db-2: ImagePullBackOff',
    );
    expect(set({})).toBe('0 of 3 updated');
    // One is away, and comes new.
    expect(set({ replicas: 2, updatedReplicas: 1 })).toBe('1 of 3 updated');
    expect(set({ updatedReplicas: 3 })).toBe('2 of 3 ready');
    expect(set({ currentRevision: 'db-b', updatedReplicas: 3 })).toBe('2 of 3 ready');
    // What its partition holds back is not to be updated.
    expect(set({ updatedReplicas: 1 }, { partition: 1 })).toBe('1 of 2 updated (partition 1)');
    expect(set({ updatedReplicas: 2, readyReplicas: 3 }, { partition: 1 })).toBe(
      '3 of 3 ready; 2 of 3 updated, partition 1 keeps 1 old',
    );
    const agents = { desiredNumberScheduled: 3, currentNumberScheduled: 3, numberReady: 2 };
    const daemons = (status: object): string =>
      verdictOn(
        treeOf({ kind: 'DaemonSet', name: 'agent', status: { ...agents, ...status } }),
        'DaemonSet/agent',
      ).text;
    expect(daemons({ updatedNumberScheduled: 1 })).toBe('1 of 3 updated');
    expect(daemons({ updatedNumberScheduled: 3 })).toBe('2 of 3 ready');
  });

  it('whose old Pods stay until they are deleted (OnDelete) says how many are new, and is well', () => {
    const spec = { replicas: 3, updateStrategy: { type: 'OnDelete' } };
    const onNodes = { desiredNumberScheduled: 1, currentNumberScheduled: 1, numberReady: 1 };
    const ofSet = { replicas: 3, readyReplicas: 3, currentRevision: 'db-a', updateRevision: 'db-b' };
    const said = (kind: string, status: object) =>
      verdictOn(treeOf({ kind, name: 'x', spec, status }), `${kind}/x`);
    const why = 'updated: OnDelete, a Pod is new once the old one is deleted';
    expect(said('DaemonSet', onNodes)).toMatchObject({ health: 'well', text: `0 of 1 ${why}` });
    expect(said('DaemonSet', { ...onNodes, updatedNumberScheduled: 1 }).text).toBe('1 of 1 ready');
    expect(said('StatefulSet', { ...ofSet, updatedReplicas: 1 })).toMatchObject({
      health: 'well',
      text: `1 of 3 ${why}`,
    });
    // Once all were deleted its current revision is the old one still.
    expect(said('StatefulSet', { ...ofSet, updatedReplicas: 3 }).text).toBe('3 of 3 ready');
    // One that has begun has no old Pods, only too few.
    const begun = { ...ofSet, replicas: 1, readyReplicas: 1, currentRevision: 'db-b', updatedReplicas: 1 };
    expect(said('StatefulSet', begun).text).toBe('1 of 3 Pods');
  });

  it('that failed says why, and that is done, that it is', () => {
    const failed = {
      phase: 'Failed',
      containerStatuses: [{ name: 'main', state: { terminated: { exitCode: 1, reason: 'Error' } } }],
    };
    const limit = {
      type: 'Failed',
      status: 'True',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
      lastTransitionTime: ago(9),
    };
    const jobs = (conditions: object[]) =>
      treeOf(
        { kind: 'CronJob', name: 'nightly', spec: {}, status: { lastScheduleTime: ago(10) } },
        {
          kind: 'Job',
          name: 'nightly-1',
          owner: 'CronJob/nightly',
          spec: { completions: 1 },
          status: { failed: 1, conditions },
        },
        { kind: 'Pod', name: 'nightly-1-x', owner: 'Job/nightly-1', spec: node, status: failed },
      );
    const broken = jobs([limit]);
    expect(verdictOn(broken, 'Job/nightly-1').text).toBe(
      'BackoffLimitExceeded 9m: Job has reached the specified backoff limit; nightly-1-x: Error; 1 Pod failed',
    );
    expect(verdictOn(broken, 'CronJob/nightly')).toMatchObject({
      health: 'failing',
      text: '1 Pod of its runs not well, nightly-…-x: Error; last run 10m ago, no success yet',
    });
    const done = jobs([{ type: 'Complete', status: 'True' }]);
    expect(verdictOn(done, 'Job/nightly-1')).toMatchObject({
      health: 'ended',
      text: 'Complete; 1 Pod failed before',
    });
    expect(verdictOn(done, 'CronJob/nightly').health).toBe('well');
  });

  it('are between two Pods of a Job that has one left to try: what ended is waited for no more', () => {
    const failed = { phase: 'Failed', containerStatuses: [] };
    const tree = treeOf(
      { kind: 'Job', name: 'move', spec: { backoffLimit: 2 }, status: { failed: 1 } },
      { kind: 'Pod', name: 'move-x', owner: 'Job/move', spec: { nodeName: 'n' }, status: failed },
    );
    expect(verdictOn(tree, 'Job/move').text).toBe(
      '0 of 1 done, 0 running, 1 of at most 3 failed (move-x: Failed)',
    );
  });

  it('say by which schedule, in which time zone and whether beside each other its runs are made', () => {
    const said = (spec: object): string =>
      verdictOn(treeOf({ kind: 'CronJob', name: 'nightly', spec, status: {} }), 'CronJob/nightly').text;
    expect(said({ schedule: '* * * * *', concurrencyPolicy: 'Allow' })).toBe(
      'has not run yet; schedule * * * * *',
    );
    const berlin = { schedule: '0 3 * * *', timeZone: 'Europe/Berlin', concurrencyPolicy: 'Forbid' };
    expect(said({ ...berlin, suspend: true })).toBe(
      'suspended; has not run yet; schedule 0 3 * * *, in Europe/Berlin, Forbid',
    );
  });

  it('say how long they may take together, while they run and when that was too long', () => {
    const spec = { activeDeadlineSeconds: 20 };
    const job = (status: object): string =>
      verdictOn(treeOf({ kind: 'Job', name: 'move', spec, status }), 'Job/move').text;
    expect(job({ active: 1 })).toBe('0 of 1 done, 1 running (activeDeadlineSeconds 20)');
    const late = {
      ...{ type: 'Failed', status: 'True', reason: 'DeadlineExceeded' },
      message: 'Job was active longer than specified deadline',
    };
    expect(job({ conditions: [late] })).toBe(
      'DeadlineExceeded: Job was active longer than specified deadline (activeDeadlineSeconds 20)',
    );
  });

  it('that has missed its time says so until it has run again', () => {
    const nightly = treeOf({ kind: 'CronJob', name: 'nightly', spec: {}, status: {} });
    const event = (reason: string, message: string, minutes: number) =>
      toldEvent({
        metadata: { name: reason, uid: reason },
        involvedObject: { kind: 'CronJob', name: 'nightly' },
        ...{ reason, message, type: 'Warning', lastTimestamp: ago(minutes), count: 1 },
      });
    const missed = event('MissSchedule', 'Missed scheduled time to start a job: 01:00', 5);
    expect(verdictOn(nightly, 'CronJob/nightly', [missed]).text).toContain(
      'missed: Missed scheduled time to start a job: 01:00 (MissSchedule 5m ago)',
    );
    const made = event('SuccessfulCreate', 'Created job nightly-2', 1);
    expect(verdictOn(nightly, 'CronJob/nightly', [made, missed]).text).not.toContain('missed');
  });
});

describe('the sums of a tree', () => {
  it('are the same however they were come by', () => {
    const given: Given[] = [
      { kind: 'Deployment', name: 'd', spec: { replicas: 2 }, status: { replicas: 1 } },
      {
        kind: 'ReplicaSet',
        name: 'r',
        owner: 'Deployment/d',
        spec: { replicas: 2 },
        status: { replicas: 1 },
      },
      { kind: 'Pod', name: 'p', owner: 'ReplicaSet/r', spec: node, status: pulling },
      { kind: 'Pod', name: 'q', owner: 'ReplicaSet/r', spec: node, status: well },
      { kind: 'Pod', name: 'bare', spec: node, status: well },
    ];
    const whole = OwnerSums.empty().follow(treeOf(...given), lastingHealth, []);
    for (const order of [given, given.toReversed()]) {
      let sums = OwnerSums.empty();
      for (let count = 0; count <= order.length; count++)
        sums = sums.follow(treeOf(...order.slice(0, count)), lastingHealth, []);
      for (const key of ['Deployment/d', 'ReplicaSet/r', 'Pod/p', 'roots of shop', 'all namespaces'])
        expect(sums.of(key), key).toEqual(whole.of(key));
      for (let count = order.length; count >= 0; count--)
        sums = sums.follow(treeOf(...order.slice(0, count)), lastingHealth, []);
      expect(sums.ofAll()).toMatchObject({ pods: 0, notWell: 0, owners: 0, unwell: 0 });
    }
    expect(troubleOf(whole.of('Deployment/d'))).toBe('failing');
    expect(whole.ofNamespace('shop')).toMatchObject({ pods: 3, ready: 2, notWell: 1, owners: 1 });
  });
});

describe('what may not make its Pods, of which no condition tells', () => {
  const told = (kind: string, reason: string, last: number): ToldEvent => ({
    key: `${kind} ${reason} ${last}`,
    kind,
    name: 'x',
    reason,
    message: `Error creating: ${QUOTA}`,
    warning: true,
    times: 3,
    first: takenAt - 660_000,
    last,
    from: 'controller',
  });
  const given: readonly Given[] = [
    { kind: 'StatefulSet', name: 'x', spec: { replicas: 2 }, status: { replicas: 0 } },
    { kind: 'DaemonSet', name: 'x', spec: {}, status: { desiredNumberScheduled: 2 } },
    { kind: 'Job', name: 'x', spec: { parallelism: 2, completions: 2 }, status: {} },
  ];

  it.each(given)('is failing as a Deployment that may not: $kind', (object) => {
    const tree = treeOf(object);
    const key = `${object.kind}/x`;
    const failed = told(object.kind, 'FailedCreate', takenAt);
    expect(verdictOn(tree, key).health).toBe('progress');
    const { health, text } = verdictOn(tree, key, [failed]);
    expect(health).toBe('failing');
    expect(text).toMatch(/^0 of 2 Pods, FailedCreate 3 times in 11m: exceeded quota: two, requested/);
    const made = told(object.kind, 'SuccessfulCreate', takenAt + 1);
    expect(verdictOn(tree, key, [made, failed])).toMatchObject({ health: 'progress' });
    expect(verdictOn(tree, key, [made, failed]).text).not.toContain('quota');
  });
});
