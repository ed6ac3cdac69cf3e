import type { KubeObject, WholeObject } from '../kinds/objects.ts';
import { own } from '../own.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { claimOfVolume } from '../volumes/volume-source.ts';

/** What a Pod's spec names of its namespace, and what for. */
export interface NamedInSpec {
  readonly kind: 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim';
  readonly name: string;
  readonly how: string;
  /** It starts without. */
  readonly optional: boolean;
}

/** More are not told of, each being a request. */
const MOST = 50;

/** Every namespace has it, and every Pod mounts it. */
const EVERYWHERE = 'kube-root-ca.crt';

const ORDER: readonly string[] = ['ServiceAccount', 'ConfigMap', 'Secret', 'PersistentVolumeClaim'];

/**
 * All that a Pod names of its namespace, each once, with all that it is for, the kinds in the order in which a kubelet
 * needs them. What is from is as Kubernetes' pkg/api/v1/pod/util.go visits it.
 *
 * @param pod as the server has it: a list keeps no environments
 */
export function namedInSpec(pod: WholeObject): readonly NamedInSpec[] {
  const { serviceAccountName, imagePullSecrets, ...spec } = fieldsOf(pod.spec);
  const account = textOf(serviceAccountName);
  const all: readonly NamedInSpec[] = [
    ...(account === '' ? [] : [{ kind: 'ServiceAccount' as const, name: account, how: '', optional: false }]),
    ...listOf(spec.volumes).flatMap((volume) => ofVolume(pod, volume)),
    ...[spec.initContainers, spec.containers, spec.ephemeralContainers].flatMap((containers) =>
      listOf(containers).flatMap(ofContainer),
    ),
    ...listOf(imagePullSecrets).map((ref) => named('Secret', ref, 'image pulls')),
  ];
  const found = new Map<string, NamedInSpec>();
  for (const one of all) {
    if (one.name === '' || one.name === EVERYWHERE) continue;
    const key = `${one.kind} ${one.name}`;
    const other = found.get(key);
    found.set(key, other ? together(other, one) : one);
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)).slice(0, MOST);
}

function together(a: NamedInSpec, b: NamedInSpec): NamedInSpec {
  const how = a.how.split(', ').includes(b.how) ? a.how : `${a.how}, ${b.how}`;
  return { ...a, how, optional: a.optional && b.optional };
}

/** @param ref where its name stands, as `name` */
const named = (kind: NamedInSpec['kind'], ref: unknown, how: string): NamedInSpec => {
  const { name, optional } = fieldsOf(ref);
  return { kind, name: textOf(name), how, optional: optional === true };
};

function ofContainer(container: Fields): readonly NamedInSpec[] {
  const how = `env of ${textOf(container.name)}`;
  const refs = [
    ...listOf(container.env).map(({ valueFrom }) => {
      const { configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom);
      return [configMapKeyRef, secretKeyRef];
    }),
    ...listOf(container.envFrom).map(({ configMapRef, secretRef }) => [configMapRef, secretRef]),
  ];
  return refs.flatMap(([configMap, secret]) => [
    named('ConfigMap', configMap, how),
    named('Secret', secret, how),
  ]);
}

/** Where volumes of other kinds name a Secret that they are mounted by. */
const SECRET_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cephfs: 'secretRef',
    cinder: 'secretRef',
    csi: 'nodePublishSecretRef',
    flexVolume: 'secretRef',
    iscsi: 'secretRef',
    rbd: 'secretRef',
    scaleIO: 'secretRef',
    storageos: 'secretRef',
  }),
);

function ofVolume(pod: KubeObject, volume: Fields): NamedInSpec[] {
  const how = `volume ${textOf(volume.name)}`;
  const claim = claimOfVolume(pod, volume);
  if (claim !== undefined) return [{ kind: 'PersistentVolumeClaim', name: claim, how, optional: false }];
  const { configMap, secret, azureFile, projected } = volume;
  const { secretName, optional } = fieldsOf(secret ?? azureFile);
  const sources = [{ configMap }, ...listOf(fieldsOf(projected).sources)];
  return [
    named('Secret', { name: secretName, optional }, how),
    ...sources.flatMap((source) => [
      named('ConfigMap', source.configMap, how),
      named('Secret', source.secret, how),
    ]),
    ...[...SECRET_OF].map(([kind, field]) => named('Secret', own(fieldsOf(own(volume, kind)), field), how)),
  ];
}
