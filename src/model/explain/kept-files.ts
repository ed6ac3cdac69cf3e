import { type Fields, fieldsOf, listOf, textOf } from '../whole/fields.ts';
import { containerSpecs } from './container/container-specs.ts';

/** A ConfigMap or a Secret that a Pod names. */
export interface Kept {
  readonly kind: 'configmap' | 'secret';
  readonly name: string;
}

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
        return [...kept('configmap', configMapKeyRef), ...kept('secret', secretKeyRef)];
      }),
      ...listOf(envFrom).flatMap(({ configMapRef, secretRef }) => [
        ...kept('configmap', configMapRef),
        ...kept('secret', secretRef),
      ]),
    ]),
  ];
  return [...new Map(found.map((one) => [`${one.kind}/${one.name}`, one])).values()];
}

const sourcesIn = ({ configMap, secret }: Fields): Kept[] => [
  ...kept('configmap', configMap),
  ...kept('secret', secret),
];

function kept(kind: Kept['kind'], ref: unknown): Kept[] {
  const { name, secretName } = fieldsOf(ref);
  const named = textOf(secretName) || textOf(name);
  return named === '' ? [] : [{ kind, name: named }];
}
