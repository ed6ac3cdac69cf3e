import { describe, expect, it } from 'vitest';
import { namedInSpec } from '../../../src/model/attached/named-in-spec.ts';
import { podAttached } from '../../../src/model/attached/pod-attached.ts';
import { optionalKeys } from '../../../src/model/health/missing/optional-keys.ts';
import type { Reference } from '../../../src/model/health/pod-facts.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');

const optional = (variable: string, name: string, key: string, kind = 'configMapKeyRef') => ({
  name: variable,
  valueFrom: { [kind]: { name, key, optional: true } },
});

const whole = (ready: boolean): Pod =>
  ({
    metadata: { name: 'api-1', namespace: 'shop', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: {
      nodeName: 'node-1',
      containers: [
        {
          name: 'api',
          env: [
            optional('COLOUR', 'settings', 'colour'),
            optional('DATABASE_URI', 'settings', 'database.uri'),
            { name: 'NEEDED', valueFrom: { configMapKeyRef: { name: 'settings', key: 'log.level' } } },
          ],
        },
        { name: 'side', env: [optional('TOKEN', 'creds', 'token', 'secretKeyRef')] },
      ],
    },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        ready
          ? { name: 'api', ready, restartCount: 0, state: { running: {} } }
          : {
              name: 'api',
              ready,
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
              lastState: { terminated: { exitCode: 3, finishedAt: '2026-01-01T00:59:00Z' } },
            },
        { name: 'side', ready: true, restartCount: 0, state: { running: {} } },
      ],
    },
  }) as unknown as Pod;

/** A ConfigMap that has other keys, and a Secret that has none. */
const answered = (pod: Pod): readonly Reference[] =>
  optionalKeys(pod).map((name) => ({
    ...name,
    state: 'there',
    keys: name.kind === 'ConfigMap' ? ['database.url', 'log.level'] : [],
  }));

const attached = (pod: Pod) =>
  podAttached(
    pod,
    namedInSpec(pod),
    namedInSpec(pod).map(({ kind, name }) => ({ kind, name, state: 'there' })),
    [],
    { services: {}, budgets: {}, scalers: {} },
    answered(pod),
  ).find(({ kind }) => kind === 'ConfigMap');

describe('an optional key that is missing', () => {
  it('is asked for with its variable and container, whatever else there is', () => {
    expect(optionalKeys(whole(false)).map(({ kind, name, key, unset }) => [kind, name, key, unset])).toEqual([
      ['ConfigMap', 'settings', 'colour', { variable: 'COLOUR', container: 'api' }],
      ['ConfigMap', 'settings', 'database.uri', { variable: 'DATABASE_URI', container: 'api' }],
      ['Secret', 'creds', 'token', { variable: 'TOKEN', container: 'side' }],
    ]);
  });

  it('may be why its container crashes: told behind what it said last, one that is nearly there first', () => {
    const pod = whole(false);
    const facts = { optional: answered(pod), lastWords: { container: 'api', line: 'FATAL' } };
    const { clauses = [], troubles = [] } = podVerdict(pod, NOW, facts);
    expect(clauses[0]).toContain('exit 3');
    expect(clauses.slice(1)).toEqual([
      'last said: FATAL',
      'DATABASE_URI is not set: ConfigMap settings has no optional key database.uri, the nearest is database.url',
      'COLOUR is not set: ConfigMap settings has no optional key colour, only database.url, log.level',
    ]);
    expect(troubles).toEqual([]);
  });

  it('may be that there is no such ConfigMap at all', () => {
    const pod = whole(false);
    const absent = optionalKeys(pod)
      .slice(1, 2)
      .map((name): Reference => ({ ...name, state: 'missing', nearest: 'setting' }));
    expect(podVerdict(pod, NOW, { optional: absent }).clauses).toContain(
      'DATABASE_URI is not set: there is no ConfigMap settings, which is optional, the nearest is setting',
    );
  });

  it('is nothing to tell of a Pod that is well', () => {
    const pod = whole(true);
    const { text, troubles = [] } = podVerdict(pod, NOW, { optional: answered(pod) });
    expect(text).not.toMatch(/not set|optional/);
    expect(troubles).toEqual([]);
  });

  it('stands with what hangs on the Pod, and is trouble only where that is not well', () => {
    const note =
      'has no optional key colour, only database.url, log.level; has no optional key database.uri, the nearest is database.url';
    expect(attached(whole(false))).toMatchObject({ state: 'there', note, troubled: true, lack: 'no key' });
    expect(attached(whole(true))).toMatchObject({ state: 'there', note });
    expect(attached(whole(true))).not.toHaveProperty('troubled');
  });
});
