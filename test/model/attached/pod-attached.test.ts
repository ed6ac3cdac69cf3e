import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../../src/model/attached/attached.ts';
import { namedInSpec } from '../../../src/model/attached/named-in-spec.ts';
import { podAttached } from '../../../src/model/attached/pod-attached.ts';
import type { Reference } from '../../../src/model/health/pod-facts.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

const POD = {
  metadata: { name: 'web-1', namespace: 'shop', uid: 'u', labels: { app: 'web' } },
  spec: {
    serviceAccountName: 'robot',
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [
      { name: 'conf', configMap: { name: 'settings' } },
      { name: 'maybe', secret: { secretName: 'perhaps', optional: true } },
      { name: 'data', persistentVolumeClaim: { claimName: 'data-0' } },
      { name: 'scratch', ephemeral: {} },
      { name: 'driver', csi: { driver: 'x', nodePublishSecretRef: { name: 'mounts' } } },
      {
        name: 'all',
        projected: {
          sources: [{ configMap: { name: 'kube-root-ca.crt' } }, { secret: { name: 'keys' } }],
        },
      },
    ],
    initContainers: [{ name: 'first', envFrom: [{ configMapRef: { name: 'settings' } }] }],
    containers: [
      {
        name: 'main',
        env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } }],
        envFrom: [{ secretRef: { name: 'perhaps' } }],
      },
    ],
  },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
} as unknown as Pod;

const meta = (name: string, namespace = 'shop') => ({ metadata: { name, namespace, uid: name } });

const AROUND: Surroundings = {
  services: {
    objects: [
      { ...meta('web'), spec: { selector: { app: 'web' } } },
      { ...meta('other'), spec: { selector: { app: 'other' } } },
      { ...meta('by-hand'), spec: {} },
      { ...meta('elsewhere', 'other'), spec: { selector: { app: 'web' } } },
    ],
  },
  budgets: {
    objects: [
      {
        ...meta('web'),
        spec: { selector: { matchLabels: { app: 'web' } } },
        status: { currentHealthy: 2, desiredHealthy: 2, disruptionsAllowed: 0 },
      },
    ],
  },
  scalers: {
    objects: [
      {
        ...meta('web'),
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
        status: { currentReplicas: 2, desiredReplicas: 3 },
      },
    ],
  },
};

const OWNERS = [{ kind: 'Deployment', name: 'web' }];

describe('what a Pod names', () => {
  it('is told once each, with all that it is for; what one of them needs is not optional', () => {
    expect(namedInSpec(POD).map(({ kind, name, how, optional }) => [kind, name, how, optional])).toEqual([
      ['ServiceAccount', 'robot', '', false],
      ['ConfigMap', 'settings', 'volume conf, env of first', false],
      ['Secret', 'perhaps', 'volume maybe, env of main', false],
      ['Secret', 'mounts', 'volume driver', false],
      ['Secret', 'keys', 'volume all, env of main', false],
      ['Secret', 'registry', 'image pulls', false],
      ['PersistentVolumeClaim', 'data-0', 'volume data', false],
      ['PersistentVolumeClaim', 'web-1-scratch', 'volume scratch', false],
    ]);
  });

  it('is nothing where its spec is not what the API has', () => {
    const odd = { metadata: POD.metadata, spec: { containers: 'none', imagePullSecrets: [7, null, {}] } };
    expect(namedInSpec(odd as unknown as Pod)).toEqual([]);
  });
});

const told = (answers: readonly Reference[] | undefined, around: Partial<Surroundings> = {}) =>
  podAttached(POD, namedInSpec(POD), answers, OWNERS, { ...AROUND, ...around });

describe('what hangs on a Pod', () => {
  it('is what it names, and what selects or scales it in its namespace', () => {
    const around = told([]).filter(({ state }) => state === 'there');
    expect(around).toEqual([
      { apiVersion: 'v1', kind: 'Service', name: 'web', how: '', state: 'there', note: 'ClusterIP' },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        name: 'web',
        how: 'scales Deployment web',
        state: 'there',
        ready: '2/3',
        note: '1–5 wanted',
        troubled: false,
      },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        name: 'web',
        how: '',
        state: 'there',
        ready: '2/2',
        note: '0 may go',
        troubled: true,
      },
    ]);
  });

  it('calls a Service without an address of its own headless, as Network does', () => {
    const headless = { ...meta('db'), spec: { selector: { app: 'web' }, clusterIP: 'None' } };
    const found = told([], { services: { objects: [headless] } });
    expect(found.find(({ kind }) => kind === 'Service')?.note).toBe('headless');
  });

  it('says of an autoscaler that could not read its metrics yet that it is not known how many it wants', () => {
    const [scaler] = AROUND.scalers?.objects ?? [];
    const unread = { ...scaler!, status: { currentReplicas: 4, desiredReplicas: 0 } };
    const found = told([], { scalers: { objects: [unread] } });
    expect(found.find(({ kind }) => kind === 'HorizontalPodAutoscaler')?.ready).toBe('4/–');
  });

  it('is missing, denied and unknown apart, and asked for before an answer came', () => {
    const states = (answers: readonly Reference[] | undefined) =>
      new Map(told(answers).map(({ kind, name, state, note }) => [`${kind} ${name}`, [state, note]]));
    const answered = states([
      { kind: 'ConfigMap', name: 'settings', state: 'there' },
      { kind: 'Secret', name: 'keys', state: 'denied' },
      { kind: 'Secret', name: 'registry', state: 'missing' },
    ]);
    expect(answered.get('ConfigMap settings')).toEqual(['there', undefined]);
    expect(answered.get('Secret keys')).toEqual(['denied', 'get']);
    expect(answered.get('Secret registry')).toEqual(['missing', undefined]);
    expect(answered.get('Secret mounts')).toEqual(['unknown', undefined]);
    expect(states(undefined).get('ConfigMap settings')).toEqual(['asked', undefined]);
  });

  it.each([
    ['of its name does not exist', 'gone', ['missing', undefined, undefined]],
    ['of its name does not select it', 'other', ['there', 'does not select it', true]],
    ['of its name selects it', 'web', ['there', 'ClusterIP', undefined]],
  ])(
    'of a StatefulSet tells what became of the Service that names it: one that %s',
    (_, subdomain, wanted) => {
      const pod = { ...POD, spec: { ...POD.spec, subdomain } } as Pod;
      const objects = [...(AROUND.services.objects ?? [])].values();
      const found = podAttached(pod, [], [], [], { ...AROUND, services: { objects } }).filter(
        ({ kind, name }) => kind === 'Service' && name === subdomain,
      );
      expect(found.map(({ state, note, troubled }) => [state, note, troubled])).toEqual([wanted]);
    },
  );

  it('tells of a Service that selects it and does not lead where it should', () => {
    const trouble = { name: 'web', says: 'leads nowhere: no container has a port named x', lack: 'no port' };
    const found = podAttached(POD, [], [], [], { ...AROUND, troubles: [trouble] });
    expect(found.find(({ kind, name }) => kind === 'Service' && name === 'web')).toMatchObject({
      troubled: true,
      note: trouble.says,
      lack: 'no port',
    });
  });

  it('may be absent where it is optional', () => {
    const optional = { kind: 'Secret', name: 'perhaps', how: 'volume maybe', optional: true } as const;
    const missing = { kind: 'Secret', name: 'perhaps', state: 'missing' } as const;
    expect(podAttached(POD, [optional], [missing], [], { services: {}, budgets: {}, scalers: {} })).toEqual([
      { apiVersion: 'v1', kind: 'Secret', name: 'perhaps', how: 'volume maybe', state: 'absent' },
    ]);
  });

  it('says of a list that may not be had that it may not, and of one that fails why', () => {
    const denied = { failure: { code: 403, reason: 'Forbidden', message: 'no' } };
    const failed = { failure: { code: 500, reason: 'InternalError', message: 'the store is full' } };
    const rows = told([], { services: denied, budgets: failed }).filter(({ name }) => name === '');
    expect(rows.map(({ kind, state, note }) => [kind, state, note])).toEqual([
      ['Service', 'denied', 'list services'],
      ['PodDisruptionBudget', 'unknown', 'the store is full'],
    ]);
  });
});

it('a claim says that its class does not exist, as far as that is known', () => {
  const named = namedInSpec(POD);
  const answers = named.map(({ kind, name }): Reference => ({ kind, name, state: 'there' }));
  const claimWith = (state: Reference['state'], volume: string) =>
    podAttached(POD, named, answers, OWNERS, AROUND, [
      { kind: 'StorageClass', name: 'fast', volume, state },
    ]).find(({ kind }) => kind === 'PersistentVolumeClaim');
  expect(claimWith('missing', 'data')).toMatchObject({
    ...{ name: 'data-0', state: 'there', troubled: true },
    note: 'StorageClass fast does not exist',
  });
  expect(claimWith('there', 'data')?.note).toBeUndefined();
  expect(claimWith('denied', 'data')?.note).toBeUndefined();
  expect(claimWith('missing', 'scratch')?.note).toBeUndefined();
});

it('a claim that is not bound says so, of a Pod that waits for it', () => {
  const named = namedInSpec(POD);
  const answers = named.map(({ kind, name }): Reference => ({ kind, name, state: 'there' }));
  const claim = { kind: 'PersistentVolumeClaim', name: 'data-0', volume: 'data', state: 'there' } as const;
  const claimWith = (...awaited: readonly Reference[]) =>
    podAttached(POD, named, answers, OWNERS, AROUND, awaited).find(({ name }) => name === 'data-0');
  const waiting = { ...claim, note: 'not bound (Pending)' };
  expect(claimWith(waiting)).toMatchObject({ note: 'not bound (Pending)', troubled: true, lack: 'unbound' });
  expect(claimWith(claim)?.troubled).toBeUndefined();
  const noClass = { kind: 'StorageClass', name: 'fast', volume: 'data', state: 'missing' } as const;
  expect(claimWith(waiting, noClass)?.note).toBe('StorageClass fast does not exist');
});

it('a claim that is being deleted is Terminating, which is no lack of a volume', () => {
  const named = namedInSpec(POD);
  const answers = named.map(({ kind, name }): Reference => ({
    kind,
    name,
    state: 'there',
    note: 'Terminating',
  }));
  const found = podAttached(POD, named, answers, OWNERS, AROUND, answers);
  const claim = found.find(({ name }) => name === 'data-0');
  expect(claim).toMatchObject({ state: 'there', note: 'Terminating' });
  expect(claim?.lack).toBeUndefined();
});
