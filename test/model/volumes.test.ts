import { describe, expect, it } from 'vitest';
import type { Pod, Volume } from '../../src/model/objects.ts';
import { sharingEquations } from '../../src/model/sharing.ts';
import { volumeMatrix, type MountView } from '../../src/model/volumes.ts';
import type { ClaimOf } from '../../src/model/volume-source.ts';
import { claimOf, podNamed } from '../fixtures/index.ts';

const mountText = ({ path, subPath, readOnly, device }: MountView): string =>
  [path, subPath && `⟨${subPath}⟩`, readOnly && ' ro', device && ' device'].filter(Boolean).join('');

/** The matrix as a user sees it: one line a volume. */
function shown(pod: Pod, claims?: ClaimOf): string[] {
  const { containers, rows, folded } = volumeMatrix(pod, claims);
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

const sourceOf = (source: object): string =>
  volumeMatrix(podWith([{ name: 'v', ...source }])).rows[0]?.source.text ?? '';

describe('the volume matrix', () => {
  it('shows who mounts what of which source, shared volumes first', () => {
    expect(shown(podNamed('anatomy-0'), claimOf)).toEqual([
      ' |  | prepare | log-shipper | app | worker | shell-less | debugger',
      '⇄ work | emptyDir | /work | – | /usr/share/nginx/html⟨html⟩ | /work | – | –',
      '⇄ logs | emptyDir memory 16Mi | – | /logs | /var/log/app | /logs | – | –',
      '⇄ disk | pvc anatomy-disk → pv anatomy-disk / 1Gi RWO, class manual, Bound | – | – | /data | /disk ro | – | –',
      '· settings | configMap anatomy-settings | – | – | /etc/app ro | – | – | –',
      '· keys | secret anatomy-keys 0400 | – | – | /etc/keys ro | – | – | –',
      '1 folded',
    ]);
  });

  it('shows every kind of source, and what comes from the API read-only though no mount says so', () => {
    expect(shown(podNamed('every-volume'))).toEqual([
      ' |  | fetch | a | b',
      '⇄ scratch | emptyDir 1Gi | /out | /scratch + /again⟨$(HOSTNAME)⟩ | –',
      '⇄ site | hostPath /srv/site | – | /etc/site⟨a⟩ | /etc/site⟨b⟩',
      '· settings | configMap conf (1 item) optional | – | /etc/a ro | –',
      '· secret | secret keys 0400 | – | – | /etc/b ro',
      '· meta | downwardAPI (1 item) | – | – | /etc/meta ro',
      '· api | projected: serviceAccountToken token, configMap roots, secret extra 0440 | – | /api ro | –',
      '· claim | pvc missing | – | /claim ro | –',
      '· raw | pvc block | – | /dev/xvda device | –',
      '· own | ephemeral pvc every-volume-own | – | /own | –',
      '· plugin | csi secrets-store.csi.k8s.io | – | – | /plugin ro',
      '· net | nfs 10.0.0.9:/export | – | – | /net',
      '∅ nobody | emptyDir HugePages-2Mi | – | – | –',
      '∅ old | awsElasticBlockStore vol-17 | – | – | –',
      '1 folded',
    ]);
  });

  it('tells a claim that is not bound yet', () => {
    const claim = {
      metadata: { name: 'c', uid: 'c' },
      spec: { accessModes: ['ReadWriteOncePod', 'Own'] },
      status: { phase: 'Pending' },
    };
    const pod = podWith([{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }]);
    expect(volumeMatrix(pod, () => claim).rows[0]?.source).toMatchObject({
      text: 'pvc c',
      detail: 'RWOP Own, Pending',
    });
  });

  it.each([
    [{ image: { reference: 'quay.io/llm:1' } }, 'image quay.io/llm:1'],
    [{ glusterfs: { endpoints: 'e', path: 'p' } }, 'glusterfs p'],
    [{ fromTheFuture: {} }, 'fromTheFuture'],
    [{ constructor: { name: 'x' } }, 'constructor x'],
    [{ emptyDir: null, hostPath: { path: '/x' } }, 'hostPath /x'],
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

describe('what containers share, as equations', () => {
  it('names the directories that are one', () => {
    expect(sharingEquations(podNamed('two-containers'))).toEqual([
      'nginx-container:/usr/share/nginx/html = debian-container:/pod-data',
    ]);
  });

  it('finds a part of a volume in the paths of those who mount all of it', () => {
    expect(sharingEquations(podNamed('anatomy-0'))).toEqual([
      'prepare:/work = worker:/work',
      'app:/usr/share/nginx/html = prepare:/work/html',
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

  it('is empty where nothing is shared', () => {
    expect(sharingEquations(podNamed('crashing'))).toEqual([]);
  });
});
