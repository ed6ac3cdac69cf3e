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

/** Of taints that a node's conditions bring: what tolerates them is added to most Pods, by admission or a DaemonSet. */
const OF_CONDITIONS = 'node.kubernetes.io/';

/** What admission has every Pod tolerate for a while (Kubernetes' plugin/pkg/admission/defaulttolerationseconds). */
const DEFAULT: ReadonlySet<string> = new Set(
  ['not-ready', 'unreachable'].map((state) => `${OF_CONDITIONS}${state}:NoExecute`),
);

/**
 * `it tolerates only spot=yes:NoSchedule, node.kubernetes.io/{not-ready,unreachable}:NoExecute`; undefined of a Pod that
 * tolerates what all do, which explains nothing.
 */
export function toleratedText(tolerations: readonly Toleration[]): string | undefined {
  if (
    tolerations.length > 0 &&
    tolerations.every((one) => DEFAULT.has(taintText({ ...one, key: one.key ?? '' })))
  )
    return undefined;
  const own: string[] = [];
  const ofConditions = new Map<string, Set<string>>();
  for (const toleration of tolerations) {
    const key = toleration.key || 'everything';
    if (!key.startsWith(OF_CONDITIONS)) own.push(taintText({ ...toleration, key }));
    else {
      const after = taintText({ ...toleration, key: '' });
      ofConditions.set(after, (ofConditions.get(after) ?? new Set()).add(key.slice(OF_CONDITIONS.length)));
    }
  }
  const grouped = [...ofConditions].map(([after, keys]) => {
    const names = [...keys].join(',');
    return `${OF_CONDITIONS}${keys.size > 1 ? `{${names}}` : names}${after}`;
  });
  const all = [...own, ...grouped];
  return all.length > 0 ? `it tolerates only ${all.join(', ')}` : 'it tolerates no taint';
}
