import { own } from '../own.ts';
import type { LabelExpression, LabelSelector } from './objects.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether a selector takes an object with these labels; one without a term takes every object (apimachinery's LabelSelectorAsSelector). */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => own(labels, key) === value);
  return equal && matchExpressions.every((expression) => holds(expression, labels));
}

function holds({ key, operator, values = [] }: LabelExpression, labels: Labels): boolean {
  const value = own(labels, key);
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** `app=web,tier in (a,b)`, as kubectl writes selectors; empty for one that takes everything. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const terms = [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(expressionText),
  ];
  return terms.join(',');
}

function expressionText({ key, operator, values = [] }: LabelExpression): string {
  switch (operator) {
    case 'In':
      return `${key} in (${values.join(',')})`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return operator === 'Exists' ? key : `${key} ${operator}`;
  }
}
