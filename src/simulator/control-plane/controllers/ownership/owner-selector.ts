import { fields, items, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels fit a metav1.LabelSelector; one that is empty fits nothing here: nobody may own everything. */
export function selects(selector: Json, labels: Labels): boolean {
  const wanted = Object.entries(fields(selector['matchLabels']));
  const expressions = items(selector['matchExpressions']);
  if (wanted.length + expressions.length === 0) return false;
  return (
    wanted.every(([key, value]) => labels[key] === value) && expressions.every((one) => fits(one, labels))
  );
}

function fits({ key, operator, values }: Json, labels: Labels): boolean {
  const own = labels[text(key)];
  const listed: readonly unknown[] = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In':
      return own !== undefined && listed.includes(own);
    case 'NotIn':
      return own === undefined || !listed.includes(own);
    case 'Exists':
      return own !== undefined;
    default:
      return own === undefined;
  }
}

/** One `key=value` that all that is selected has, to find it by; none where there are only expressions. */
export function anchorOf(selector: Json): string | undefined {
  const [first] = Object.entries(fields(selector['matchLabels']));
  return first && pair(first[0], text(first[1]));
}

/** Under which anchors an object with these labels is found. */
export const anchorsOf = (labels: Labels = {}): readonly string[] =>
  Object.entries(labels).map(([key, value]) => pair(key, value));

const pair = (key: string, value: string): string => `${key}=${value}`;
