import { describe, expect, it } from 'vitest';
import { around, type AroundSources } from '../../../src/model/health/around/around.ts';
import { blockingClauses } from '../../../src/model/health/around/budgets.ts';
import { aroundClauses } from '../../../src/model/health/around/clauses.ts';
import { nowhereClauses } from '../../../src/model/health/around/leading-nowhere.ts';
import type { Autoscaler, Budget } from '../../../src/model/health/around/objects.ts';
import { keyClauses, missingKeys } from '../../../src/model/health/missing/missing-keys.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import type { Service } from '../../../src/model/network/objects.ts';
import { nearestName } from '../../../src/model/text/letters.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');

const podOf = (
  name: string,
  ready: boolean,
  labels: Record<string, string> = { app: 'web', tier: 'front' },
): Pod => ({
  metadata: {
    ...{ name, uid: name, namespace: 'shop', labels },
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs', controller: true },
    ],
  },
  spec: { nodeName: 'n', containers: [{ name: 'main', image: 'x' }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

const service = (name: string, selector: Record<string, string>, more: object = {}): Service => ({
  metadata: { name, uid: name, namespace: 'shop' },
  spec: { selector, ports: [{ port: 80 }], ...more },
});

const budget = (
  name: string,
  status: NonNullable<Budget['status']>,
  spec: NonNullable<Budget['spec']> = {},
): Budget => ({
  metadata: { name, uid: name, namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
  status,
});

const said = (pod: Pod, sources: Partial<AroundSources>): readonly string[] => {
  const known = { services: [], budgets: [], scalers: [], pods: [pod], ...sources };
  return aroundClauses(around(pod, [{ kind: 'Deployment', name: 'web' }], known), NOW);
};

it('names five Services of a namespace that lead nowhere, and says how many more do', () => {
  const lost = (names: string): readonly string[] =>
    nowhereClauses(
      [...names].map((name) => service(name, { app: 'tpyo' })),
      [podOf('a', true)],
      [],
    );
  expect(lost('abcde').at(-1)).toBe('Service e selects no Pod: none has app=tpyo');
  expect(lost('abcdef').slice(4)).toEqual([
    'Service e selects no Pod: none has app=tpyo',
    'and 1 more Service leads nowhere',
  ]);
  expect(lost('abcdefgh').at(-1)).toBe('and 3 more Services lead nowhere');
});

describe('what stands around a Pod', () => {
  it('is a Service without an endpoint that is ready, and how many Pods it selects', () => {
    const pod = podOf('a', false);
    const services = [service('web', { app: 'web' })];
    expect(said(pod, { services })).toEqual([
      'Service web has no endpoint that is ready: its only Pod is not',
    ]);
    const pods = [pod, podOf('b', false), podOf('c', false, { app: 'other' })];
    expect(said(pod, { services, pods })).toEqual([
      'Service web has no endpoint that is ready: none of its 2 Pods is',
    ]);
    expect(said(pod, { services, pods: [...pods, podOf('d', true)] })).toEqual([]);
    // One that publishes addresses which are not ready has them.
    const publishing = [service('web', { app: 'web' }, { publishNotReadyAddresses: true })];
    expect(said(pod, { services: publishing })).toEqual([]);
    // Of another namespace nobody is an endpoint.
    const elsewhere = { ...podOf('e', true), metadata: { ...podOf('e', true).metadata, namespace: 'bar' } };
    expect(said(pod, { services, pods: [pod, elsewhere] })).toHaveLength(1);
  });

  it('is a Service that selects nobody for one label, but not one that has its own Pods', () => {
    const pod = podOf('a', true);
    const services = [service('near', { app: 'web', tier: 'back' })];
    const wanted = 'Service near selects no Pod: it wants tier=back, this one has tier=front';
    expect(said(pod, { services })).toEqual([wanted]);
    const back = podOf('b', true, { app: 'web', tier: 'back' });
    expect(said(pod, { services, pods: [pod, back] })).toEqual([]);
  });

  it('is a Service whose port no container has', () => {
    const services = [service('web', { app: 'web' }, { ports: [{ port: 80, targetPort: 'http' }] })];
    expect(said(podOf('a', true), { services })).toEqual([
      'Service web leads nowhere: no container has a port named http',
    ]);
    const pods = [podOf('a', true), podOf('b', true)];
    expect(said(podOf('a', true), { services, pods })).toHaveLength(1);
  });

  it('is not said to lead nowhere where it leads to others, or where these are not known', () => {
    const services = [service('web', { app: 'web' }, { ports: [{ port: 80, targetPort: 'http' }] })];
    const pod = podOf('a', true);
    const withPort = (each: Pod, ended = false): Pod => ({
      ...each,
      spec: {
        containers: [{ name: 'main', image: 'x', ports: [{ name: 'http', containerPort: 80 }] }],
      },
      status: { ...each.status, ...(ended && { phase: 'Succeeded' }) },
    });
    const why = 'no container has a port named http';
    expect(said(pod, { services, pods: [pod, withPort(podOf('b', true))] })).toEqual([
      `Service web leads to other Pods, not to this one: ${why}`,
    ]);
    expect(said(pod, { services, pods: undefined })).toEqual([`Service web does not lead here: ${why}`]);
    // Who has ended is no endpoint, and who is not selected neither.
    const none = [pod, withPort(podOf('b', true), true), withPort(podOf('c', true, { app: 'other' }))];
    expect(said(pod, { services, pods: none })).toEqual([`Service web leads nowhere: ${why}`]);
  });

  it('is a Service of which the Pods that are ready lack the port, and those that have it are not ready', () => {
    const services = [service('web', { app: 'web' }, { ports: [{ port: 80, targetPort: 'http' }] })];
    const withPort = (each: Pod): Pod => ({
      ...each,
      spec: {
        containers: [{ name: 'main', image: 'x', ports: [{ name: 'http', containerPort: 80 }] }],
      },
    });
    const [portless, starting, well] = [
      podOf('a', true),
      withPort(podOf('b', false)),
      withPort(podOf('c', true)),
    ];
    const pods = [portless, starting];
    expect(said(portless, { services, pods })).toEqual([
      'Service web leads to no Pod that is ready: no container has a port named http',
    ]);
    expect(said(starting, { services, pods })).toEqual([
      'Service web has no endpoint that is ready: none of its 2 Pods is, with its port',
    ]);
    expect(said(starting, { services, pods: [...pods, well] })).toEqual([]);
  });

  it('is the missing Service that names it in DNS, also where there is no other', () => {
    const pod = podOf('db-0', true);
    const named = { ...pod, spec: { ...pod.spec, subdomain: 'db' } } as Pod;
    const missing = 'Service db, which names it in DNS, is missing';
    expect(said(named, { pods: undefined })).toEqual([missing]);
    expect(said(named, { services: [service('web', { app: 'other' })] })).toEqual([missing]);
    expect(said(named, { services: [service('db', { app: 'web' })] })).toEqual([]);
    expect(said(named, { services: undefined })).toEqual([]);
  });

  it('is besides a budget whatever else keeps kubectl drain from a Pod', () => {
    const none = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
    const { metadata, ...rest } = podOf('a', true);
    const { ownerReferences: _, ...bare } = metadata;
    expect(said({ metadata: bare, ...rest }, { budgets: [budget('guard', none)] })).toEqual([
      'PodDisruptionBudget guard blocks a drain: 1 healthy, and 1 have to stay',
      'kubectl drain evicts it only with --force, since no controller would make it anew',
    ]);
  });

  it('is at the namespace each budget that lets nobody go', () => {
    const none = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
    const budgets = [
      budget('guard', none),
      budget('of-nobody', { ...none, expectedPods: 0 }),
      budget('lets-go', { ...none, disruptionsAllowed: 1 }),
    ];
    const text = 'PodDisruptionBudget guard blocks a drain: 1 healthy, and 1 have to stay';
    expect(blockingClauses('shop', budgets)).toEqual([text]);
    expect(blockingClauses('other', budgets)).toEqual([]);
    const many = blockingClauses(
      'shop',
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => budget(name, none)),
    );
    expect(many.slice(4)).toEqual([text.replace('guard', 'e'), 'and 2 more budgets block it']);
  });

  it('is a disruption budget that lets nobody go', () => {
    const none = { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 };
    const text = 'PodDisruptionBudget guard blocks a drain: 1 healthy, and 1 have to stay';
    expect(said(podOf('a', true), { budgets: [budget('guard', none)] })).toEqual([text]);
    expect(
      said(podOf('a', true), { budgets: [budget('guard', { ...none, disruptionsAllowed: 1 })] }),
    ).toEqual([]);
    // One that is not ready may go where enough are.
    expect(said(podOf('a', false), { budgets: [budget('guard', none)] })).toEqual([]);
    const few = { ...none, currentHealthy: 0 };
    expect(said(podOf('a', false), { budgets: [budget('guard', few)] })).toHaveLength(1);
    const always = { unhealthyPodEvictionPolicy: 'AlwaysAllow' };
    expect(said(podOf('a', false), { budgets: [budget('guard', few, always)] })).toEqual([]);
    expect(said(podOf('a', true), { budgets: [budget('one', none), budget('two', none)] })).toEqual([
      'a drain is blocked: 2 PodDisruptionBudgets (one, two) select it, and only one may',
    ]);
  });

  it('is an autoscaler that cannot read what it scales by, and since when', () => {
    const scaler = (reason: string, name = 'web'): Autoscaler => ({
      metadata: { name: 'scaler', uid: 's', namespace: 'shop' },
      spec: { scaleTargetRef: { kind: 'Deployment', name } },
      status: {
        conditions: [
          { type: 'AbleToScale', status: 'True' },
          {
            type: 'ScalingActive',
            status: 'False',
            reason,
            message: 'the HPA was unable to compute the replica count: failed to get cpu utilization: no cpu',
            lastTransitionTime: '2026-01-01T00:55:00Z',
          },
        ],
      },
    });
    expect(said(podOf('a', true), { scalers: [scaler('FailedGetResourceMetric')] })).toEqual([
      'HorizontalPodAutoscaler scaler cannot scale 5m: no cpu (FailedGetResourceMetric)',
    ]);
    // Scaled to 0 by hand it rests.
    expect(said(podOf('a', true), { scalers: [scaler('ScalingDisabled')] })).toEqual([]);
    expect(said(podOf('a', true), { scalers: [scaler('FailedGetResourceMetric', 'other')] })).toEqual([]);
  });

  it('is not told of what is not known', () => {
    const nothing = { services: undefined, budgets: undefined, scalers: undefined, pods: undefined };
    expect(said(podOf('a', false), nothing)).toEqual([]);
  });
});

describe('keys that are missing', () => {
  const waiting = (message: string): Pod => ({
    ...podOf('a', false),
    status: {
      phase: 'Pending',
      containerStatuses: [
        { name: 'main', state: { waiting: { reason: 'CreateContainerConfigError', message } } } as never,
      ],
    },
  });
  it('are read from what the kubelet says, of the environment', () => {
    expect(missingKeys(waiting("couldn't find key databse-url in ConfigMap shop/settings"), [])).toEqual([
      { kind: 'ConfigMap', name: 'settings', key: 'databse-url' },
    ]);
    expect(missingKeys(waiting("couldn't find key k in Secret shop/creds"), [])).toMatchObject([
      { kind: 'Secret' },
    ]);
    expect(missingKeys(waiting('secret "creds" not found'), [])).toEqual([]);
  });

  it('are read from it also of a container that ran before, beside one that runs', () => {
    const message = "couldn't find key k in Secret shop/creds";
    const pod = waiting(message);
    const running = { name: 'other', state: { running: {} } } as never;
    const status = {
      ...pod.status,
      phase: 'Running',
      containerStatuses: [running, ...(pod.status?.containerStatuses ?? [])],
    };
    expect(missingKeys({ ...pod, status }, [])).toEqual([{ kind: 'Secret', name: 'creds', key: 'k' }]);
  });

  it('are read of a volume, also of a part of a projected one: of the one that asks for that key', () => {
    const secret = (name: string, key: string) => ({ secret: { name, items: [{ key, path: key }] } });
    const volumes = [
      {
        name: 'all',
        projected: { sources: [secret('certs', 'crt'), secret('creds', 'k'), { configMap: 7 }] },
      },
      { name: 'conf', configMap: { name: 'settings' } },
    ];
    const pod = { ...podOf('a', false), spec: { volumes }, status: { phase: 'Pending' } } as Pod;
    const told = (volume: string, what: string) => [
      {
        ...{ key: 'e', kind: 'Pod', name: 'a', uid: 'a', reason: 'FailedMount', warning: true, times: 3 },
        ...{ first: 0, last: 0, from: 'kubelet' },
        message: `MountVolume.SetUp failed for volume "${volume}" : ${what}`,
      } as never,
    ];
    const missing = (volume: string, what: string) => missingKeys(pod, told(volume, what));
    expect(missing('all', 'references non-existent secret key: k')).toEqual([
      { kind: 'Secret', name: 'creds', key: 'k', volume: 'all' },
    ]);
    expect(missing('conf', 'configmap references non-existent config key: c')).toEqual([
      { kind: 'ConfigMap', name: 'settings', key: 'c', volume: 'conf' },
    ]);
    expect(missing('all', 'references non-existent secret key: other')).toEqual([]);
    expect(missing('nosuch', 'references non-existent secret key: k')).toEqual([]);
  });

  it('are told with the nearest there is, by their names alone', () => {
    const of = (key: string, keys: readonly string[]) =>
      keyClauses([{ kind: 'Secret', name: 'creds', state: 'there', key, keys }]);
    expect(of('databse-url', ['colour', 'database-url'])).toEqual([
      'Secret creds has no databse-url, the nearest is database-url',
    ]);
    expect(of('x', ['alpha', 'beta'])).toEqual(['Secret creds has no x, only alpha, beta']);
    expect(of('x', [])).toEqual(['Secret creds has no x, nor any other key']);
    expect(keyClauses([{ kind: 'Secret', name: 'creds', state: 'unknown', key: 'x' }])).toEqual([]);
  });

  it('are near where at most a third of the letters differ', () => {
    expect(nearestName(['a', 'bb'], 'zz')).toBeUndefined();
    expect(nearestName(['URL', 'HOST'], 'url')).toBe('URL');
  });
});
