import { badRequest } from '../api-error.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels fit a selector. */
export type LabelMatcher = (labels: Labels) => boolean;

const SYMBOLS = /\s*(==|!=|[=!<>(),]|[^\s=!<>(),]+)\s*/y;
const SPECIAL = /^[=!<>(),]/;
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;

/**
 * Reads a label selector: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`, as apimachinery's
 * pkg/labels/selector.go does. Throws `ApiError` 400 for what it cannot read.
 */
export function labelSelector(text: string): LabelMatcher {
  const parser = new Parser(tokens(text));
  const requirements = parser.requirements();
  return (labels) => requirements.every((matches) => matches(labels));
}

function tokens(text: string): string[] {
  SYMBOLS.lastIndex = 0;
  const found: string[] = [];
  for (let match = SYMBOLS.exec(text); match; match = SYMBOLS.exec(text)) found.push(match[1] ?? '');
  return found;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  requirements(): LabelMatcher[] {
    const found: LabelMatcher[] = [];
    while (this.peek() !== '') {
      found.push(this.requirement());
      if (this.peek() === '') break;
      this.expect(',', "',' or 'end of string'");
      if (this.peek() === '' || SPECIAL.test(this.peek().replace(/^!$/, ''))) {
        throw badRequest(`found '${this.peek()}', expected: identifier after ','`);
      }
    }
    return found;
  }

  private requirement(): LabelMatcher {
    const absent = this.peek() === '!';
    if (absent) this.next();
    const key = this.identifier();
    if (absent) return (labels) => labels[key] === undefined;
    const operator = this.peek();
    if (operator === '' || operator === ',') return (labels) => labels[key] !== undefined;
    this.next();
    if (operator === 'in' || operator === 'notin') return this.set(key, operator);
    return this.comparison(key, operator);
  }

  private comparison(key: string, operator: string): LabelMatcher {
    if (!['=', '==', '!=', '<', '>'].includes(operator)) {
      throw badRequest(
        `unable to parse requirement: found '${operator}', expected: in, notin, =, ==, !=, gt, lt`,
      );
    }
    const value = this.value();
    switch (operator) {
      case '!=':
        return (labels) => labels[key] !== value;
      case '<':
      case '>': {
        const bound = wholeNumber(value);
        return (labels) => {
          const own = Number(labels[key] ?? NaN);
          return operator === '<' ? own < bound : own > bound;
        };
      }
      default:
        return (labels) => labels[key] === value;
    }
  }

  private set(key: string, operator: 'in' | 'notin'): LabelMatcher {
    this.expect('(', "'('");
    const values = new Set([this.listed()]);
    while (this.peek() === ',') {
      this.next();
      values.add(this.listed());
    }
    this.expect(')', "',' or ')'");
    return (labels) => {
      const own = labels[key];
      return operator === 'in' ? own !== undefined && values.has(own) : own === undefined || !values.has(own);
    };
  }

  /** `in (a,)` has an empty value. */
  private listed(): string {
    return this.peek() === ',' || this.peek() === ')' ? '' : this.value();
  }

  /** `a=` is the empty value. */
  private value(): string {
    if (this.peek() === '' || this.peek() === ',') return '';
    const value = this.next();
    if (SPECIAL.test(value)) {
      throw badRequest(`unable to parse requirement: found '${value}', expected: identifier`);
    }
    return value;
  }

  private identifier(): string {
    const key = this.next();
    if (key === '' || SPECIAL.test(key)) {
      throw badRequest(`unable to parse requirement: found '${key}', expected: identifier`);
    }
    if (!NAME.test(key.slice(key.indexOf('/') + 1))) {
      throw badRequest(
        `unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(key)}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
      );
    }
    return key;
  }

  private expect(token: string, wanted: string): void {
    const found = this.next();
    if (found !== token) {
      throw badRequest(`unable to parse requirement: found '${found}' expected: ${wanted}`);
    }
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    this.at += 1;
    return this.tokens[this.at - 1] ?? '';
  }
}

function wholeNumber(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw badRequest(
    `unable to parse requirement: values[0]: Invalid value: ${JSON.stringify(text)}: for 'Gt', 'Lt' operators, the value must be an integer`,
  );
}
