import { checkOf } from './door/check.ts';
import { exact, list, map, message, needed } from './door/declaration.ts';
import type { Door } from './door/door.ts';

/** An object that selects others by their labels (meta.k8s.io/v1's LabelSelector), as far as it is read. */
interface Selecting {
  readonly spec?: {
    readonly selector?: {
      readonly matchLabels?: Readonly<Record<string, string>>;
      readonly matchExpressions?: readonly Expression[];
    };
  };
}
interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

const check = checkOf(
  message<Selecting>({
    spec: message({
      selector: message({
        matchLabels: map(exact),
        matchExpressions: list(
          message<Expression>({ key: needed(exact), operator: needed(exact), values: list(exact) }),
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
export function selectedLabels(door: Door, object: unknown): string | undefined {
  const { matchLabels = {}, matchExpressions = [] } = door.document(check, object).spec?.selector ?? {};
  const terms = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(termOf),
  ];
  return terms.length === 0 || terms.includes(undefined) ? undefined : terms.join(',');
}

function termOf({ key, operator, values = [] }: Expression): string | undefined {
  switch (operator) {
    case 'In':
      return `${key} in (${values.join(',')})`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return undefined;
  }
}
