import { describe, expect, it } from 'vitest';
import type { BackingFeed } from '../../../src/model/feed.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { claims, podNamed, takenAt } from '../../fixtures/index.ts';
import { line, TestDashboard } from '../../support/dashboards/dashboard.ts';

const anatomy = podNamed('anatomy-0');

/** Another Pod with the same claim, or the same directory of a node. */
function other(name: string, volume: object, more: object = {}): Pod {
  const metadata = { ...anatomy.metadata, name, uid: name };
  const spec = { ...anatomy.spec, containers: [{ name: 'c' }], volumes: [{ name: 'v', ...volume }], ...more };
  return { metadata, spec, status: { ...anatomy.status, phase: 'Running' } } as Pod;
}

const DISK = { persistentVolumeClaim: { claimName: 'anatomy-disk' } };

function opened(...pods: readonly Pod[]): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
  dashboard.list('pods', pods);
  dashboard.list('persistentvolumeclaims', claims);
  dashboard.dispatch({ type: 'select', selection: { pod: pods[0]?.metadata.uid ?? '' } });
  return dashboard;
}

const asked = (dashboard: TestDashboard): BackingFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is BackingFeed => feed.type === 'backing');

function bring(dashboard: TestDashboard, kind: string, object: object): void {
  const feed = asked(dashboard).find(({ ref }) => ref.kind === kind);
  if (!feed) throw new Error(`no ${kind} is asked for`);
  dashboard.tell(feed, { type: 'data', data: object as KubeObject });
}

const VOLUME = {
  metadata: { name: 'anatomy-disk', uid: 'pv' },
  spec: { persistentVolumeReclaimPolicy: 'Retain', hostPath: { path: '/srv/disk' } },
  status: { phase: 'Bound' },
};

describe('a volume, at 156×42 and without a key', () => {
  it('says whether it is persistent, on what class, and who else mounts it', () => {
    const dashboard = opened(anatomy, other('backup', DISK), other('done', DISK, {}));
    dashboard.deliver('pods', {
      type: 'upsert',
      object: { ...other('done', DISK), status: { phase: 'Succeeded' } },
    });
    expect(asked(dashboard).map(({ ref }) => `${ref.kind} ${ref.name}`)).toEqual([
      'PersistentVolume anatomy-disk',
      'StorageClass manual',
    ]);
    bring(dashboard, 'PersistentVolume', VOLUME);
    bring(dashboard, 'StorageClass', {
      metadata: { name: 'manual', uid: 'sc' },
      provisioner: 'disks.example.com',
    });
    expect(line(dashboard, /persistent/)).toContain(
      'persistent: class manual (disks.example.com), 1Gi RWO, Bound, Retain, hostPath /srv/disk',
    );
    expect(line(dashboard, /also in/)).toMatch(/⇄ also in Pod backup +[│┃]$/);
    dashboard.deliver('pods', { type: 'delete', object: other('backup', DISK) });
    expect(dashboard.text()).not.toContain('also in');
  });

  it('says which part of that may not be read', () => {
    const dashboard = opened(anatomy);
    for (const feed of asked(dashboard))
      dashboard.tell(feed, { type: 'failed', failure: { code: 403, reason: 'Forbidden', message: 'no' } });
    expect(line(dashboard, /persistent/)).toContain(
      'class manual (may not be read), 1Gi RWO, Bound, pv may not be read',
    );
  });

  it('names who has the same directory of the node, and nobody on another', () => {
    const path = { hostPath: { path: '/var/log/' } };
    const pods = [
      other('one', { hostPath: { path: '/var/log' } }, { nodeName: 'n1' }),
      other('two', path, { nodeName: 'n1' }),
      other('three', path, { nodeName: 'n2' }),
    ];
    expect(line(opened(...pods), /also in/)).toMatch(/⇄ also in Pod two +[│┃]$/);
  });

  it('is asked for nothing of the cluster where it is of no claim', () => {
    expect(asked(opened(podNamed('two-containers')))).toEqual([]);
  });
});

describe('many containers', () => {
  it('scroll sideways, the volumes staying where they are', () => {
    const containers = Array.from({ length: 30 }, (_, index) => ({
      name: `container-${index}`,
      volumeMounts: [{ name: 'shared', mountPath: `/m/${index}` }],
    }));
    const volumes = [{ name: 'shared', emptyDir: {} }];
    const dashboard = opened({ metadata: anatomy.metadata, spec: { containers, volumes } } as Pod);
    dashboard.press('4');
    expect(line(dashboard, /VOLUME/)).not.toContain('container-20');
    for (let times = 0; times < 21; times++) dashboard.press('right');
    expect(line(dashboard, /VOLUME/)).toContain('container-20');
    expect(line(dashboard, /⇄ shared/)).toMatch(/ \/m\/20 /);
  });
});
