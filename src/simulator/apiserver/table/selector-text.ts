import { at, listAt } from './table-column.ts';

const OPERATORS: Readonly<Record<string, (key: string, values: string) => string>> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};

/** A LabelSelector as it is written on a command line (metav1.FormatLabelSelector): sorted by key, `<none>` where it is empty. */
export function selectorText(selector: unknown): string {
  const labels = Object.entries((at(selector, 'matchLabels') ?? {}) as Readonly<Record<string, string>>);
  const terms = labels.map(([key, value]) => ({ key, text: `${key}=${value}` }));
  for (const expression of listAt(selector, 'matchExpressions')) {
    const key = String(at(expression, 'key'));
    const values = listAt(expression, 'values').map(String).sort().join(',');
    terms.push({ key, text: OPERATORS[String(at(expression, 'operator'))]?.(key, values) ?? key });
  }
  terms.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return terms.map((term) => term.text).join(',') || '<none>';
}
