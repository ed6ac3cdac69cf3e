import { fields, items, specOf, statusOf, text } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import { quantity } from '../../api/quantity.ts';
import type { StoredObject } from '../../api/stored-object.ts';

/** Why a Pod cannot be put on a node, in the scheduler's words; undefined where it can. */
export function obstacle(pod: StoredObject, node: StoredObject, used: Usage): string | undefined {
  const spec = specOf(pod);
  if (specOf(node)['unschedulable'] === true) return 'node(s) were unschedulable';
  const taint = untolerated(spec, node);
  if (taint) return `node(s) had untolerated taint(s)`;
  if (!selects(spec, node)) return "node(s) didn't match Pod's node affinity/selector";
  return shortage(pod, node, used);
}

/** What Pods on a node have asked for. */
export interface Usage {
  readonly pods: number;
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

function shortage(pod: StoredObject, node: StoredObject, used: Usage): string | undefined {
  const allocatable = fields(statusOf(node)['allocatable']);
  const asked = requestsOf(pod);
  if (used.pods + 1 > quantity(allocatable['pods'])) return 'Too many pods';
  if (asked.cpu > 0 && used.cpu + asked.cpu > quantity(allocatable['cpu'])) return 'Insufficient cpu';
  if (asked.memory > 0 && used.memory + asked.memory > quantity(allocatable['memory']))
    return 'Insufficient memory';
  return undefined;
}

/** What a Pod asks for: its containers together, or its largest init container. */
export function requestsOf(pod: StoredObject): Usage {
  const spec = specOf(pod);
  const of = (one: Json, name: string): number =>
    quantity(fields(fields(one['resources'])['requests'])[name]);
  const sum = (name: string): number => {
    const sidecars = items(spec['initContainers']).filter((one) => one['restartPolicy'] === 'Always');
    const together = [...items(spec['containers']), ...sidecars].reduce(
      (total, one) => total + of(one, name),
      0,
    );
    return Math.max(together, ...items(spec['initContainers']).map((one) => of(one, name)));
  };
  return { pods: 1, cpu: sum('cpu'), memory: sum('memory') };
}

function untolerated(spec: Json, node: StoredObject): boolean {
  const tolerations = items(spec['tolerations']);
  return items(specOf(node)['taints'])
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .some((taint) => !tolerations.some((one) => tolerates(one, taint)));
}

function tolerates(toleration: Json, taint: Json): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  if (effect !== undefined && effect !== '' && effect !== taint['effect']) return false;
  if (key === undefined || key === '') return operator === 'Exists';
  return key === taint['key'] && (operator === 'Exists' || value === (taint['value'] ?? ''));
}

function selects(spec: Json, node: StoredObject): boolean {
  const labels = node.metadata.labels ?? {};
  const selector = Object.entries(fields(spec['nodeSelector']));
  if (!selector.every(([key, value]) => labels[key] === value)) return false;
  const affinity = fields(fields(spec['affinity'])['nodeAffinity']);
  const terms = items(
    fields(affinity['requiredDuringSchedulingIgnoredDuringExecution'])['nodeSelectorTerms'],
  );
  return terms.length === 0 || terms.some((term) => matches(term, node));
}

const matches = (term: Json, node: StoredObject): boolean =>
  items(term['matchExpressions']).every((one) => holds(one, node.metadata.labels?.[text(one['key'])])) &&
  items(term['matchFields']).every((one) => holds(one, node.metadata.name));

function holds({ operator, values }: Json, value: string | undefined): boolean {
  const wanted: readonly unknown[] = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In':
      return value !== undefined && wanted.includes(value);
    case 'NotIn':
      return value === undefined || !wanted.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return Number(value) > Number(wanted[0]);
    case 'Lt':
      return Number(value) < Number(wanted[0]);
    default:
      return false;
  }
}
