import { describe, expect, it } from 'vitest';
import { drainHindrances, drainLines } from '../../../src/model/health/draining.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

const owned = (kind: string, more: Partial<Pod> = {}): Pod => ({
  metadata: {
    ...{ name: 'p', uid: 'p' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name: 'o', uid: 'o', controller: true }],
  },
  ...more,
});

describe('what kubectl drain wants to be told before it evicts a Pod', () => {
  it('is nothing of one that would be made anew and loses nothing', () => {
    expect(drainHindrances(owned('ReplicaSet'))).toEqual([]);
    expect(drainLines(owned('ReplicaSet'))).toEqual([]);
  });

  it('is that it loses what is in its directories, that nobody makes it anew, or that its DaemonSet does', () => {
    const volumes = [
      { name: 'scratch', emptyDir: {} },
      { name: 'conf', configMap: { name: 'c' } },
    ];
    expect(drainHindrances(owned('ReplicaSet', { spec: { volumes } }))).toEqual([
      '--delete-emptydir-data, since it would lose what is in scratch',
    ]);
    expect(drainHindrances({ metadata: { name: 'p', uid: 'p' }, spec: { volumes } })).toEqual([
      '--delete-emptydir-data, since it would lose what is in scratch',
      '--force, since no controller would make it anew',
    ]);
    expect(drainHindrances(owned('DaemonSet'))).toEqual([
      '--ignore-daemonsets, since its DaemonSet would make it anew',
    ]);
  });

  it('is nothing of a static Pod, and of one that has ended or is ending', () => {
    expect(drainHindrances(owned('Node'))).toEqual([]);
    expect(drainHindrances({ metadata: { name: 'p', uid: 'p' }, status: { phase: 'Succeeded' } })).toEqual(
      [],
    );
    expect(
      drainHindrances({ metadata: { name: 'p', uid: 'p', deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    ).toEqual([]);
  });
});
