import type { Toleration } from '../../kinds/objects.ts';
import type { Taint } from './node-standing.ts';

/** Whether a toleration is of a taint (k8s.io/api core/v1, Toleration.ToleratesTaint). */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key = '', operator = '', value = '', effect = '' } = toleration;
  if (effect !== '' && effect !== taint.effect) return false;
  if (key !== '' && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  // Without a key Exists alone is allowed.
  return (operator === '' || operator === 'Equal') && key !== '' && value === (taint.value ?? '');
}

/** What keeps Pods off a node, of which PreferNoSchedule is none (the scheduler's TaintToleration plugin). */
const KEEPS_OFF: ReadonlySet<string | undefined> = new Set(['NoSchedule', 'NoExecute']);

/** Those of a node's taints that keep a Pod with these tolerations off it. */
export const untolerated = (taints: readonly Taint[], tolerations: readonly Toleration[]): readonly Taint[] =>
  taints.filter(
    (taint) => KEEPS_OFF.has(taint.effect) && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );

/** `dedicated=gpu:NoSchedule` */
export const taintText = ({ key, value, effect }: Taint): string =>
  [key, value && `=${value}`, effect && `:${effect}`].filter(Boolean).join('');
