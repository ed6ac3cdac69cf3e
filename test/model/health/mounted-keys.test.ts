import { describe, expect, it } from 'vitest';
import { markMissing } from '../../../src/model/health/missing/missing-volumes.ts';
import { mountedKeys } from '../../../src/model/health/missing/mounted-keys.ts';
import { withClaims } from '../../../src/model/health/missing/references.ts';
import type { Reference } from '../../../src/model/health/pod-facts.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { volumeMatrix } from '../../../src/model/volumes/volumes.ts';

const NOW = Date.parse('2026-01-01T00:10:00Z');

const podOf = (ready: boolean, more: Partial<Pod['status']> = {}): Pod => ({
  metadata: { name: 'p', namespace: 'shop', uid: 'p', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: {
    nodeName: 'n',
    containers: [
      {
        name: 'app',
        volumeMounts: [
          { name: 'c', mountPath: '/etc/app.conf', subPath: 'app.cfg' },
          { name: 'c', mountPath: '/etc/all' },
          { name: 's', mountPath: '/etc/key', subPath: './key/' },
          { name: 'i', mountPath: '/etc/item', subPath: 'other' },
          { name: 'e', mountPath: '/data', subPath: 'x' },
        ],
      },
    ],
    volumes: [
      { name: 'c', configMap: { name: 'settings' } },
      { name: 's', secret: { secretName: 'keys' } },
      { name: 'i', configMap: { name: 'chosen', items: [{ key: 'a', path: 'other' }] } },
      { name: 'e', emptyDir: {} },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.0.0.1',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    ...more,
  },
});

const SETTINGS = {
  kind: 'ConfigMap',
  name: 'settings',
  key: 'app.cfg',
  volume: 'c',
  mountedAt: 'app:/etc/app.conf',
};
const lacking: readonly Reference[] = [{ ...SETTINGS, state: 'there', keys: ['app.conf', 'log.conf'] }];
const SAID =
  'ConfigMap settings has no app.cfg, the nearest is app.conf: Kubernetes mounts an empty directory at app:/etc/app.conf for it';

describe('a key that is mounted by itself', () => {
  it('is asked for of a Pod that runs, of a Secret only where the Pod is not well', () => {
    expect(mountedKeys(podOf(true))).toEqual([SETTINGS]);
    expect(mountedKeys(podOf(false))).toEqual([
      SETTINGS,
      { kind: 'Secret', name: 'keys', key: 'key', volume: 's', mountedAt: 'app:/etc/key' },
    ]);
    expect(mountedKeys(podOf(false, { phase: 'Pending' }))).toEqual([]);
  });

  it('that is not there is told with the nearest, though the Pod is well', () => {
    const { health, clauses, troubles } = podVerdict(podOf(true), NOW, { references: lacking });
    expect(health).toBe('well');
    expect(clauses).toContain(SAID);
    expect(troubles).toEqual([SAID]);
    expect(podVerdict(podOf(false), NOW, { references: lacking }).clauses?.slice(1)).toEqual([SAID]);
  });

  it('that is not there marks its volume', () => {
    const [row] = markMissing(volumeMatrix(podOf(true)), lacking).rows;
    expect(row?.source.detail).toBe('✖ ConfigMap settings has no app.cfg, the nearest is app.conf');
  });

  it('is not spoken of where it is there, or its ConfigMap is gone or may not be read', () => {
    const none = (found: Partial<Reference>): void => {
      const references = withClaims([{ ...SETTINGS, state: 'there', ...found }], () => undefined);
      expect(podVerdict(podOf(true), NOW, { references }).troubles ?? []).toEqual([]);
      expect(podVerdict(podOf(false), NOW, { references }).text).not.toContain('settings');
      expect(markMissing(volumeMatrix(podOf(true)), references).rows[0]?.source.detail).toBeUndefined();
    };
    none({ keys: ['app.cfg'] });
    none({ state: 'missing' });
    none({ state: 'denied' });
  });
});
