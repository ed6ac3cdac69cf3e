import type { NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../../kinds/objects.ts';
import { selects } from '../../network/label-selector.ts';
import { own } from '../../own.ts';
import type { ClusterNode } from './node-standing.ts';

/** One thing that a Pod asks of its node. */
export interface Wish extends NodeSelectorRequirement {
  /** `disk=ssd`, `disk in (ssd, nvme)` */
  readonly text: string;
  /** Of its fields, not of its labels. */
  readonly field?: true;
}

/** Its node selector, all of which has to be true, and its affinity's terms, one of which has to be. */
export interface Wishes {
  readonly selector: readonly Wish[];
  readonly terms: readonly (readonly Wish[])[];
}

/** What a Pod cannot do without (the scheduler's NodeAffinity plugin; component-helpers, scheduling/corev1/nodeaffinity). */
export function wishesOf({ spec }: Pod): Wishes {
  const selector = Object.entries(spec?.nodeSelector ?? {}).map(([key, value]): Wish => ({
    key,
    operator: 'In',
    values: [value],
    text: `${key}=${value}`,
  }));
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return { selector, terms: (required?.nodeSelectorTerms ?? []).map(termOf) };
}

function termOf({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): Wish[] {
  return [
    ...matchExpressions.map((one): Wish => ({ ...one, text: requirementText(one) })),
    ...matchFields.map((one): Wish => ({ ...one, text: requirementText(one), field: true })),
  ];
}

/** Whether a node is one that is asked for. A term that asks for nothing takes no node. */
export const isChosen = ({ selector, terms }: Wishes, node: ClusterNode): boolean =>
  selector.every((wish) => isMet(wish, node)) &&
  (terms.length === 0 || terms.some((term) => term.length > 0 && term.every((wish) => isMet(wish, node))));

export function isMet({ key, operator, values = [], field }: Wish, { metadata }: ClusterNode): boolean {
  const labels = field ? { 'metadata.name': metadata.name } : (metadata.labels ?? {});
  if (operator !== 'Gt' && operator !== 'Lt')
    return selects({ matchExpressions: [{ key, operator, values }] }, labels);
  const [is, than] = [own(labels, key), values[0]].map(wholeNumber);
  if (is === undefined || than === undefined) return false;
  return operator === 'Gt' ? is > than : is < than;
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;

function requirementText({ key, operator, values = [] }: NodeSelectorRequirement): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `no ${key}`;
  return `${key} ${operator === 'NotIn' ? 'not in' : operator.toLowerCase()} (${values.join(', ')})`;
}
