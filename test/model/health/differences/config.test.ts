import { describe, expect, it } from 'vitest';
import {
  type ConfigAnswer,
  configDifferences,
  sharedNames,
  unknownConfig,
} from '../../../../src/model/health/differences/config.ts';
import type { KubeObject } from '../../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const CHANGED = Date.parse('2026-01-01T00:57:00Z');
const NOTHING =
  'nothing differs of the config: its annotations, environment, volumes, and when what these are of was changed';

interface Made {
  readonly annotations?: object;
  readonly env?: readonly object[];
  readonly envFrom?: readonly object[];
  readonly volumes?: readonly object[];
  readonly mounts?: readonly string[];
  /** Since when main runs, or a whole state. */
  readonly began?: string;
  readonly status?: object;
}

function podOf({ annotations, env, envFrom, volumes, mounts = [], began, status }: Made = {}): KubeObject {
  const startedAt = began === undefined ? undefined : `2026-01-01T00:${began}:00Z`;
  const volumeMounts = mounts.map((name) => ({ name, mountPath: `/${name}` }));
  return {
    metadata: { name: 'p', uid: 'p', ...(annotations && { annotations }) },
    spec: { containers: [{ name: 'main', env, envFrom, volumeMounts }], ...(volumes && { volumes }) },
    status: { containerStatuses: [{ name: 'main', ...(status ?? { state: { running: { startedAt } } }) }] },
  } as unknown as KubeObject;
}

const SETTINGS = { kind: 'ConfigMap', name: 'settings' } as const;
const lines = (
  here: Made,
  there: Made,
  answers: Exclude<ConfigAnswer, { unknown: string }>['answers'] = [],
) => configDifferences({ here: podOf(here), there: podOf(there), answers }, NOW);

describe('what differs of the config of two Pods', () => {
  it('is the environment, by its values where they stand in the Pod and by where they are from', () => {
    const key = (name: string) => ({ secretKeyRef: { name, key: 'password' } });
    expect(
      lines(
        {
          env: [
            { name: 'LEVEL', value: 'debug' },
            { name: 'SAME', value: '1' },
            { name: 'PASSWORD', valueFrom: key('db') },
          ],
          envFrom: [{ configMapRef: { name: 'settings-2' } }],
        },
        {
          env: [
            { name: 'SAME', value: '1' },
            { name: 'PASSWORD', valueFrom: key('db-old') },
          ],
          envFrom: [{ configMapRef: { name: 'settings-1' } }],
        },
      ),
    ).toEqual([
      'env LEVEL of main: debug, there none',
      'env PASSWORD of main: from secretKeyRef db password, there from secretKeyRef db-old password',
      'env from of main: configMapRef.name: settings-2, there configMapRef.name: settings-1',
    ]);
  });

  it('is what volumes are of, but for the one that every Pod has by another name', () => {
    const token = (name: string) => ({ name: `kube-api-access-${name}`, projected: { sources: [] } });
    expect(
      lines(
        { volumes: [{ name: 'conf', configMap: { name: 'a' } }, token('x1')] },
        { volumes: [{ name: 'conf', configMap: { name: 'b' } }, token('x2')] },
      ),
    ).toEqual(['volume conf: configMap.name: a, there configMap.name: b']);
  });

  it('is the checksum that a chart puts on its template, and when a rollout was asked for, but no other annotation', () => {
    expect(
      lines(
        {
          annotations: {
            'checksum/config': 'abc',
            'cni/podIP': '10.0.0.1',
            'kubernetes.io/config.hash': '1',
          },
        },
        {
          annotations: {
            'cni/podIP': '10.0.0.2',
            'kubectl.kubernetes.io/restartedAt': '2026',
            'kubernetes.io/config.hash': '2',
          },
        },
      ),
    ).toEqual([
      'annotation checksum/config: abc, there none',
      'annotation kubectl.kubernetes.io/restartedAt: none, there 2026',
    ]);
  });

  it.each<[string, Made]>([
    ['its environment', { envFrom: [{ configMapRef: { name: 'settings' } }] }],
    ['a volume', { volumes: [{ name: 'conf', configMap: { name: 'settings' } }], mounts: ['conf'] }],
  ])('is that a ConfigMap of %s was changed after one began and before the other', (_, uses) => {
    const answers = [{ ...SETTINGS, changed: CHANGED }];
    expect(lines({ ...uses, began: '50' }, { ...uses, began: '58' }, answers)).toEqual([
      'ConfigMap settings was changed 3m ago: main began before that, there after',
    ]);
    const crashing = {
      state: { waiting: {} },
      lastState: { terminated: { startedAt: '2026-01-01T00:59:00Z' } },
    };
    expect(lines({ ...uses, status: crashing }, { ...uses, began: '50' }, answers)).toEqual([
      'ConfigMap settings was changed 3m ago: main began after that, there before',
    ]);
    expect(lines({ ...uses, began: '58' }, { ...uses, began: '59' }, answers)).toEqual([NOTHING]);
  });

  it('is nothing of what no container of it uses', () => {
    const volumes = [{ name: 'conf', configMap: { name: 'settings' } }];
    const answers = [{ ...SETTINGS, changed: CHANGED }];
    expect(lines({ volumes, began: '50' }, { volumes, began: '58' }, answers)).toEqual([NOTHING]);
  });

  it('is bounded, and long values are cut', () => {
    const env = Array.from({ length: 20 }, (_, at) => ({ name: `V${at}`, value: 'x'.repeat(500) }));
    const found = lines({ env }, {});
    expect(found).toHaveLength(13);
    expect(found[0]).toBe(`env V0 of main: ${'x'.repeat(59)}…, there none`);
    expect(found.at(-1)).toBe('8 more of the config differ');
    const [one, other] = ['a', 'b'].map((end) => ({ env: [{ name: 'V', value: 'x'.repeat(500) + end }] }));
    expect(lines(one!, other!)).toEqual(['env V of main: differs after 59 characters']);
    const scratch = { volumes: [{ name: 'tmp', emptyDir: {} }] };
    expect(lines(scratch, {})).toEqual(['volume tmp: emptyDir, there none']);
  });

  it('is not known where the Pods may not be read', () => {
    const denied = unknownConfig({ code: 403, message: 'may not get pods' });
    expect(configDifferences(denied, NOW)).toEqual(['of its config nothing is known: may not get pods']);
  });

  it('is nothing of a Pod that is nothing', () => {
    const odd = { metadata: { name: 'p', uid: 'p' }, spec: { containers: 'none', volumes: 7 }, status: [] };
    const answer = { here: odd as unknown as KubeObject, there: podOf(), answers: [SETTINGS] };
    expect(configDifferences(answer, NOW)).toEqual([NOTHING]);
  });
});

it('what both name is asked for, of ConfigMaps and Secrets alone', () => {
  const volumes = [
    { name: 'conf', configMap: { name: 'settings' } },
    { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
  ];
  const key = { secretKeyRef: { name: 'db', key: 'password' } };
  const here = podOf({
    volumes,
    env: [{ name: 'P', valueFrom: key }],
    envFrom: [{ configMapRef: { name: 'mine' } }],
  });
  expect(sharedNames(here, podOf({ volumes, env: [{ name: 'P', valueFrom: key }] }))).toEqual([
    SETTINGS,
    { kind: 'Secret', name: 'db' },
  ]);
});
