import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { containerSpecs } from './container/container-specs.ts';

/** A ConfigMap or a Secret that a Pod names. */
export interface Kept {
  readonly kind: 'configmap' | 'secret';
  readonly name: string;
  /** Whether all that name it do without it. */
  readonly optional: boolean;
}

/** Whether what names a ConfigMap or a Secret, or a key of one, does without it. */
export const isOptional = (ref: unknown): boolean => fieldsOf(ref).optional === true;

/** The volume that admission gives every Pod: by it the Pod speaks to the API server. */
export function isToken({ name, projected }: Fields): boolean {
  const sources = listOf(fieldsOf(projected).sources);
  return textOf(name).startsWith('kube-api-access-') && sources.some((source) => source.serviceAccountToken);
}

/** What of a Pod the cluster keeps for it, each once, in the order in which it is named. */
export function keptFiles(pod: Fields): Kept[] {
  const spec = fieldsOf(pod.spec);
  const containers = containerSpecs(spec);
  const found = [
    ...listOf(spec.volumes)
      .filter((volume) => !isToken(volume))
      .flatMap((volume) => [
        ...sourcesIn(volume),
        ...listOf(fieldsOf(volume.projected).sources).flatMap(sourcesIn),
      ]),
    ...containers.flatMap(({ env, envFrom }) => [
      ...listOf(env).flatMap(({ valueFrom }) => {
        const { configMapKeyRef, secretKeyRef } = fieldsOf(valueFrom);
        return [...keptBy('configmap', configMapKeyRef), ...keptBy('secret', secretKeyRef)];
      }),
      ...listOf(envFrom).flatMap(({ configMapRef, secretRef }) => [
        ...keptBy('configmap', configMapRef),
        ...keptBy('secret', secretRef),
      ]),
    ]),
  ];
  const kept = new Map<string, Kept>();
  for (const one of found) {
    const at = `${one.kind}/${one.name}`;
    kept.set(at, { ...one, optional: one.optional && kept.get(at)?.optional !== false });
  }
  return [...kept.values()];
}

const sourcesIn = ({ configMap, secret }: Fields): Kept[] => [
  ...keptBy('configmap', configMap),
  ...keptBy('secret', secret),
];

function keptBy(kind: Kept['kind'], ref: unknown): Kept[] {
  const { name, secretName } = fieldsOf(ref);
  const named = textOf(secretName) || textOf(name);
  return named === '' ? [] : [{ kind, name: named, optional: isOptional(ref) }];
}
