import { replacedBy } from '../../model/failure.ts';
import type { Pod, WholeObject } from '../../model/kinds/objects.ts';
import type { OneShotSource } from './source.ts';

/** The same Pod with all its fields. Rejects where it cannot be had, and where its name is another one's by now. */
export async function wholePod(
  { metadata: { name, uid } }: Pod,
  source: Pick<OneShotSource, 'namespace' | 'object'>,
): Promise<WholeObject> {
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace: source.namespace, name };
  const whole = await source.object(ref);
  if (whole.metadata.uid !== uid) throw new Error(replacedBy(ref).message);
  return whole;
}
