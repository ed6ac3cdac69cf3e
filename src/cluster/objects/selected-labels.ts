import { selectorText } from '../../model/network/label-selector.ts';
import type { LabelExpression, LabelSelector } from '../../model/network/objects.ts';
import type { KubeObject } from '../../model/kinds/objects.ts';
import { checkOf } from '../door/check.ts';
import { exact, list, map, message, needed } from '../door/declaration.ts';
import type { Door } from '../door/door.ts';

/** The older kinds have the labels alone (core/v1's ServiceSpec and ReplicationControllerSpec). */
interface SelectingByMap {
  readonly spec?: { readonly selector?: Readonly<Record<string, string>> };
}

export const selectsByMap = (kind: string | undefined): boolean =>
  kind === 'Service' || kind === 'ReplicationController';

const checkMap = checkOf(message<SelectingByMap>({ spec: message({ selector: map(exact) }) }), 'selector');

/** An object that selects others by their labels (meta.k8s.io/v1's LabelSelector), as far as it is read. */
interface Selecting {
  readonly spec?: { readonly selector?: LabelSelector };
}

const check = checkOf(
  message<Selecting>({
    spec: message({
      selector: message({
        matchLabels: map(exact),
        matchExpressions: list(
          message<LabelExpression>({ key: needed(exact), operator: needed(exact), values: list(exact) }),
        ),
      }),
    }),
  }),
  'selector',
);

/**
 * What an object's `spec.selector` selects, as a query says it; undefined where it has none, or one that cannot be
 * said so: then all have to be looked at.
 */
export function selectedLabels(door: Door, object: KubeObject): string | undefined {
  if (selectsByMap(object.kind)) {
    const { selector: matchLabels } = door.document(checkMap, object).spec ?? {};
    return (matchLabels && selectorText({ matchLabels })) || undefined;
  }
  const { selector = {} } = door.document(check, object).spec ?? {};
  if (selector.matchExpressions?.some(({ operator }) => !OPERATORS.has(operator))) return undefined;
  return selectorText(selector) || undefined;
}

/** Those that a query can say. */
const OPERATORS: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);
