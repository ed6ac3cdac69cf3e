import type { KubeObject } from '../../model/kinds/objects.ts';
import { own } from '../../model/own.ts';
import { fieldsOf, textOf } from '../../model/whole/fields.ts';

/** What `kubectl apply` was given, a Secret's values too. */
const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret with its keys and how long its values are: those are nothing to come by while one looks around. */
export function withoutSecrets(object: KubeObject): KubeObject {
  if (object.kind !== 'Secret') return object;
  const { data, stringData, ...rest } = object as KubeObject & { data?: unknown; stringData?: unknown };
  const { annotations } = object.metadata;
  const applied = annotations && own(annotations, APPLIED) !== undefined;
  const hidden = (values: unknown): object =>
    Object.fromEntries(
      Object.entries(fieldsOf(values)).map(([key, value]) => [key, lengthOf(textOf(value))]),
    );
  return {
    ...rest,
    metadata: {
      ...object.metadata,
      ...(applied && { annotations: { ...annotations, [APPLIED]: 'hidden' } }),
    },
    ...(data !== undefined && { data: hidden(data) }),
    ...(stringData !== undefined && { stringData: hidden(stringData) }),
  } as KubeObject;
}

const lengthOf = (encoded: string): string => `hidden, ${encoded.length} characters as base64`;
