import { describe, expect, it } from 'vitest';
import { coverings } from '../../../src/model/volumes/coverings.ts';
import type { Pod, Volume } from '../../../src/model/kinds/objects.ts';
import { sharingEquations } from '../../../src/model/volumes/sharing.ts';
import { mountText, volumeMatrix } from '../../../src/model/volumes/volumes.ts';
import { type Backing, claimChain, notBacking } from '../../../src/model/volumes/storage-chain.ts';
import { hasSubPathExpr, partsOf } from '../../../src/model/volumes/sub-paths.ts';
import { type ClaimOf, othersText } from '../../../src/model/volumes/volume-source.ts';
import { claimOf, podNamed } from '../../fixtures/index.ts';

/** The matrix as a user sees it: one line a volume. */
function shown(pod: Pod, claims?: ClaimOf): string[] {
  const { containers, rows, folded } = volumeMatrix(pod, claims ? { claimOf: claims } : {});
  return [
    ['', '', ...containers].join(' | '),
    ...rows.map(({ name, source, mounts, shared, users }) =>
      [
        `${shared ? '⇄' : users ? '·' : '∅'} ${name}`,
        source.detail ? `${source.text} / ${source.detail}` : source.text,
        ...mounts.map((places) => places.map(mountText).join(' + ') || '–'),
      ].join(' | '),
    ),
    `${folded} folded`,
  ];
}

const podWith = (volumes: Volume[], more: object = {}): Pod => ({
  metadata: { name: 'p', uid: 'p' },
  spec: { volumes, containers: [{ name: 'a' }], ...more },
});

function sourceOf(source: object): string {
  const { text = '', detail } = volumeMatrix(podWith([{ name: 'v', ...source }])).rows[0]?.source ?? {};
  return detail === undefined ? text : `${text} / ${detail}`;
}

describe('the volume matrix', () => {
  it('shows who mounts what of which source, shared volumes first', () => {
    expect(shown(podNamed('anatomy-0'), claimOf)).toEqual([
      ' |  | prepare | log-shipper | app | worker | shell-less | debugger',
      '⇄ work | emptyDir | /work | – | /usr/share/nginx/html⟨html⟩ | /work | – | –',
      '⇄ logs | emptyDir memory 16Mi | – | /logs | /var/log/app | /logs | – | –',
      '⇄ disk | pvc anatomy-disk → pv anatomy-disk / persistent: class manual, 1Gi RWO, Bound | – | – | /data | /disk ro | – | –',
      '· settings | configMap anatomy-settings | – | – | /etc/app ro | – | – | –',
      '· keys | secret anatomy-keys 0400 | – | – | /etc/keys ro | – | – | –',
      '1 folded',
    ]);
  });

  it('shows every kind of source, and what comes from the API read-only though no mount says so', () => {
    expect(shown(podNamed('every-volume'))).toEqual([
      ' |  | fetch | a | b',
      '⇄ scratch | emptyDir 1Gi | /out | /scratch + /again⟨$(HOSTNAME)⟩ | –',
      '⇄ site | hostPath /srv/site / kept on the node, Directory | – | /etc/site⟨a⟩ | /etc/site⟨b⟩',
      '· settings | configMap conf (1 item) optional | – | /etc/a ro | –',
      '· secret | secret keys 0400 | – | – | /etc/b ro',
      '· meta | downwardAPI (1 item) / labels = metadata.labels | – | – | /etc/meta ro',
      '· api | projected: serviceAccountToken token, configMap roots, secret extra 0440 / token for vault renewed within 3600s | – | /api ro | –',
      '· claim | pvc missing | – | /claim ro | –',
      '· raw | pvc block | – | /dev/xvda device | –',
      '· own | ephemeral pvc every-volume-own / goes with the Pod: asks for 1Gi RWO | – | /own | –',
      '· plugin | csi secrets-store.csi.k8s.io | – | – | /plugin ro',
      '· net | nfs 10.0.0.9:/export | – | – | /net',
      '∅ nobody | emptyDir HugePages-2Mi | – | – | –',
      '∅ old | awsElasticBlockStore vol-17 | – | – | –',
      '1 folded',
    ]);
  });

  it('tells by its template what is to be claimed for the Pod alone, until that is', () => {
    const spec = {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '2Gi' } },
    };
    const pod = podWith([{ name: 'v', ephemeral: { volumeClaimTemplate: { spec } } }]);
    const of = (...known: Parameters<typeof volumeMatrix>[1][]) =>
      volumeMatrix(pod, ...known).rows[0]?.source.detail;
    expect(of()).toBe('goes with the Pod: class fast, asks for 2Gi RWO');
    const status = { phase: 'Bound', capacity: { storage: '4Gi' } };
    expect(of({ claimOf: () => ({ metadata: { name: 'c', uid: 'c' }, spec, status }) })).toBe(
      'goes with the Pod: class fast, 4Gi RWO, Bound',
    );
  });

  it('tells a claim that is not bound yet', () => {
    const claim = {
      metadata: { name: 'c', uid: 'c' },
      spec: { accessModes: ['ReadWriteOncePod', 'Own'] },
      status: { phase: 'Pending' },
    };
    const pod = podWith([{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }]);
    expect(volumeMatrix(pod, { claimOf: () => claim }).rows[0]?.source).toMatchObject({
      text: 'pvc c',
      detail: 'persistent: RWOP Own, Pending',
    });
  });

  it.each([
    [
      {
        csi: {
          driver: 'd',
          fsType: 'ext4',
          volumeAttributes: { a: 'b' },
          nodePublishSecretRef: { name: 's' },
        },
      },
      'csi d / ext4, a=b, secret s',
    ],
    [
      { iscsi: { targetPortal: '10.0.0.1:3260', iqn: 'iqn.x', lun: 0, fsType: 'xfs' } },
      'iscsi 10.0.0.1:3260 iqn.x lun 0 / xfs',
    ],
    [{ fc: { targetWWNs: ['50060e', '50060f'], lun: 2 } }, 'fc 50060e 50060f lun 2'],
    [{ rbd: { image: 'foo', pool: 'kube' } }, 'rbd kube/foo'],
    [{ quobyte: { registry: 'r:7861', volume: 'v' } }, 'quobyte r:7861 v'],
    [{ storageos: { volumeName: 'sv' } }, 'storageos sv'],
    [{ photonPersistentDisk: { pdID: 'pd' } }, 'photonPersistentDisk pd'],
    [{ image: { reference: 'i', pullPolicy: 'Always' } }, 'image i / pulled Always'],
    [
      {
        projected: {
          sources: [
            {
              downwardAPI: {
                items: [{ path: 'cpu', resourceFieldRef: { containerName: 'a', resource: 'limits.cpu' } }],
              },
            },
            { configMap: { name: 'c', items: [{ key: 'x' }], optional: true } },
            { podCertificate: { signerName: 'row-major.net/spiffe', keyType: 'ED25519' } },
          ],
        },
      },
      'projected: downwardAPI, configMap c, podCertificate row-major.net/spiffe / cpu = limits.cpu of a, c (1 item) optional',
    ],
    [{ image: { reference: 'quay.io/llm:1' } }, 'image quay.io/llm:1'],
    [{ glusterfs: { endpoints: 'e', path: 'p' } }, 'glusterfs p'],
    [{ fromTheFuture: {} }, 'fromTheFuture'],
    [{ constructor: { name: 'x' } }, 'constructor x'],
    [{ emptyDir: null, hostPath: { path: '/x' } }, 'hostPath /x / kept on the node'],
    [{ configMap: { name: 'c', defaultMode: 420, items: [] } }, 'configMap c'],
    [{ projected: { sources: null } }, 'projected: –'],
    [
      { projected: { sources: [{ clusterTrustBundle: { signerName: 's' } }, {}] } },
      'projected: clusterTrustBundle s, –',
    ],
    [{}, '–'],
  ])('%j is %s', (source, text) => {
    expect(sourceOf(source)).toBe(text);
  });

  it('has a row for a volume that only a mount knows', () => {
    const containers = [{ name: 'a', volumeMounts: [{ name: 'ghost', mountPath: '/g' }] }];
    expect(shown(podWith([], { containers }))).toEqual([' |  | a', '· ghost | – | /g', '0 folded']);
  });

  it('folds the service account away whether it came whole or as its mounts only', () => {
    const path = '/var/run/secrets/kubernetes.io/serviceaccount';
    const containers = [{ name: 'a', volumeMounts: [{ name: 'kube-api-access-x', mountPath: path }] }];
    expect(volumeMatrix(podWith([], { containers }))).toMatchObject({ rows: [], folded: 1 });
    const elsewhere = [{ name: 'a', volumeMounts: [{ name: 'kube-api-access-x', mountPath: '/mine' }] }];
    expect(volumeMatrix(podWith([], { containers: elsewhere }))).toMatchObject({ folded: 0 });
    const other = podWith([{ name: 'kube-api-access-x', emptyDir: {} }], { containers });
    expect(volumeMatrix(other)).toMatchObject({ folded: 0 });
  });

  it('of a Pod without spec is empty', () => {
    expect(volumeMatrix({ metadata: { name: 'p', uid: 'p' } })).toEqual({
      containers: [],
      rows: [],
      folded: 0,
    });
  });
});

describe('what a claim is bound to', () => {
  const claim = {
    metadata: { name: 'data', uid: 'c' },
    spec: { volumeName: 'pv-1', storageClassName: 'fast' },
    status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '8Gi' } },
  };
  const pod = podWith([{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]);
  const there = (object: object): Backing => ({
    type: 'there',
    object: { metadata: { name: 'x', uid: 'x' }, ...object },
  });
  const detail = (volume: Backing | undefined, storage: Backing | undefined) =>
    volumeMatrix(pod, {
      claimOf: () => claim,
      backingOf: (kind) => (kind === 'StorageClass' ? storage : volume),
    }).rows[0]?.source.detail;

  it('is Terminating while it is being deleted, as kubectl has it', () => {
    const ending = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    const { source } = volumeMatrix(pod, { claimOf: () => ending }).rows[0] ?? {};
    expect(source?.detail).toBe('persistent: class fast, 8Gi RWO, Terminating');
    expect(claimChain('data', { claimOf: () => ending }).phase).toBe('Terminating');
  });

  it('is told to its end: class, provisioner, reclaim policy and what the volume really is', () => {
    const csi = { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-17', fsType: 'ext4' };
    const spec = {
      capacity: { storage: '8Gi' },
      persistentVolumeReclaimPolicy: 'Delete',
      volumeMode: 'Block',
      csi,
    };
    expect(
      detail(there({ spec, status: { phase: 'Bound' } }), there({ provisioner: 'ebs.csi.aws.com' })),
    ).toBe(
      'persistent: class fast (ebs.csi.aws.com), 8Gi RWO, Bound, Delete, Block, csi ebs.csi.aws.com vol-17',
    );
    const local = { persistentVolumeReclaimPolicy: 'Retain', local: { path: '/mnt/disk1' } };
    expect(detail(there({ spec: local, status: { phase: 'Released' } }), undefined)).toBe(
      'persistent: class fast, 8Gi RWO, Bound, pv Released, Retain, local /mnt/disk1',
    );
  });

  it('says which part does not exist or may not be read', () => {
    expect(detail({ type: 'missing' }, { type: 'missing' })).toBe(
      'persistent: class fast (no such class), 8Gi RWO, Bound, pv does not exist',
    );
    const denied = notBacking({ code: 403, message: 'forbidden: …' });
    expect(detail(denied, denied)).toBe(
      'persistent: class fast (may not be read), 8Gi RWO, Bound, pv may not be read',
    );
    expect(detail(undefined, undefined)).toBe('persistent: class fast, 8Gi RWO, Bound');
  });

  it('names the other Pods that mount it, as many as fit', () => {
    const told = (others: readonly string[]) => {
      const source = volumeMatrix(pod, { othersOf: () => others }).rows[0]?.source;
      return source && othersText(source);
    };
    expect(told([])).toBe('');
    expect(told(['web-1'])).toBe('⇄ also in Pod web-1');
    expect(told(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('⇄ also in Pods a, b, c, d, e and 2 more');
  });
});

describe('mounts', () => {
  const mounted = (mounts: readonly object[], volumes = ['a', 'b']) =>
    volumeMatrix(
      podWith(
        volumes.map((name) => ({ name, emptyDir: {} })),
        { containers: [{ name: 'c', volumeMounts: mounts }] },
      ),
    );

  it('say read-only below, and whose later mounts are seen', () => {
    const [row] = mounted(
      [
        {
          name: 'a',
          mountPath: '/x',
          readOnly: true,
          recursiveReadOnly: 'Enabled',
          mountPropagation: 'None',
        },
        {
          name: 'a',
          mountPath: '/y',
          readOnly: true,
          recursiveReadOnly: 'IfPossible',
          mountPropagation: 'HostToContainer',
        },
        { name: 'a', mountPath: '/z', mountPropagation: 'Bidirectional', recursiveReadOnly: 'Disabled' },
      ],
      ['a'],
    ).rows;
    expect(row?.mounts[0]?.map(mountText)).toEqual([
      '/x ro recursive',
      '/y ro recursive if possible HostToContainer',
      '/z Bidirectional',
    ]);
  });

  it('that cover a part of another are told', () => {
    const matrix = mounted([
      { name: 'a', mountPath: '/data/' },
      { name: 'b', mountPath: '/data/logs' },
      { name: 'b', mountPath: '/database' },
    ]);
    expect(coverings(matrix)).toEqual(['c: b at /data/logs covers what a has there']);
  });
});

describe('parts named by the environment', () => {
  const env = [
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
  ];
  const container = (name: string, subPathExpr: string) => ({
    name,
    env,
    volumeMounts: [{ name: 'v', mountPath: `/${name}`, subPathExpr }],
  });
  const pod = podWith([{ name: 'v', emptyDir: {} }], {
    containers: [container('a', 'logs/$(POD)'), container('b', 'logs/$(POD)'), container('c', '$(SECRET)')],
  });

  it('are expanded where that is known, and are the same then', () => {
    const matrix = volumeMatrix(pod, { partOf: partsOf(pod) });
    expect(matrix.rows[0]?.mounts.flat().map(mountText)).toEqual([
      '/a⟨logs/p⟩',
      '/b⟨logs/p⟩',
      '/c⟨$(SECRET)⟩',
    ]);
    expect(sharingEquations(pod, matrix)).toEqual(['a:/a = b:/b']);
  });

  it('are not said to be the same where it is not known', () => {
    expect(hasSubPathExpr(pod)).toBe(true);
    expect(sharingEquations(pod)).toEqual([]);
    const { spec } = pod;
    const whole = { name: 'w', volumeMounts: [{ name: 'v', mountPath: '/w' }] };
    const more = { ...pod, spec: { ...spec, containers: [...(spec?.containers ?? []), whole] } };
    expect(sharingEquations(more)).toEqual([
      'a:/a = w:/w/logs/$(POD)',
      'b:/b = w:/w/logs/$(POD)',
      'c:/c = w:/w/$(SECRET)',
    ]);
  });
});

describe('what containers share, as equations', () => {
  it('names the directories that are one', () => {
    expect(sharingEquations(podNamed('two-containers'))).toEqual([
      'nginx-container:/usr/share/nginx/html = debian-container:/pod-data',
    ]);
  });

  it('finds a part of a volume in the paths of those who mount all of it', () => {
    expect(sharingEquations(podNamed('anatomy-0'))).toEqual([
      'worker:/work = prepare:/work',
      'app:/usr/share/nginx/html = worker:/work/html = prepare:/work/html',
      'log-shipper:/logs = app:/var/log/app = worker:/logs',
      'app:/data = worker:/disk ro',
    ]);
  });

  it('says nothing of two who mount different parts', () => {
    expect(sharingEquations(podNamed('every-volume'))).toEqual([
      'fetch:/out = a:/scratch',
      'a:/again = fetch:/out/$(HOSTNAME)',
    ]);
  });

  const mounting = (name: string, ...mounts: readonly (readonly [string, string?])[]) => ({
    name,
    volumeMounts: mounts.map(([mountPath, subPath]) => ({
      name: 'v',
      mountPath,
      ...(subPath && { subPath }),
    })),
  });
  const volumes = [{ name: 'v', emptyDir: {} }];

  it('names all who mount the whole beside who mounts a part of it, also where the first of them is the same container', () => {
    const containers = [
      mounting('w', ['/data'], ['/sub', 'a/b']),
      mounting('r', ['/in']),
      mounting('s', ['/x']),
    ];
    expect(sharingEquations(podWith(volumes, { containers }))).toEqual([
      'w:/data = r:/in = s:/x',
      'w:/sub = r:/in/a/b = s:/x/a/b',
    ]);
    const nested = [mounting('w', ['/sub', 'a/b']), mounting('r', ['/in', 'a']), mounting('s', ['/x'])];
    expect(sharingEquations(podWith(volumes, { containers: nested }))).toEqual([
      'w:/sub = s:/x/a/b = r:/in/b',
      'r:/in = s:/x/a',
    ]);
  });

  it('names what runs before what has ended', () => {
    const status = {
      initContainerStatuses: [{ name: 'setup', state: { terminated: { exitCode: 0, reason: 'Completed' } } }],
      containerStatuses: [
        { name: 'app', ready: true, state: { running: {} } },
        { name: 'side', ready: true, state: { running: {} } },
      ],
    } as unknown as NonNullable<Pod['status']>;
    const initContainers = [mounting('setup', ['/w'])];
    const containers = [mounting('app', ['/logs', 'logs']), mounting('side', ['/work'])];
    expect(sharingEquations({ ...podWith(volumes, { initContainers, containers }), status })).toEqual([
      'side:/work = setup:/w',
      'app:/logs = side:/work/logs = setup:/w/logs',
    ]);
  });

  it('names eight of many who mount the whole beside each part, and says that there are more', () => {
    const whole = Array.from({ length: 10 }, (_, index) => mounting(`c${index}`, ['/in']));
    const containers = [mounting('w', ['/sub', 'a']), ...whole];
    const [part = ''] = sharingEquations(podWith(volumes, { containers }));
    expect(part).toMatch(/^w:\/sub = c0:\/in\/a = .* = c7:\/in\/a = …$/);
  });

  it('is empty where nothing is shared', () => {
    expect(sharingEquations(podNamed('crashing'))).toEqual([]);
  });
});
