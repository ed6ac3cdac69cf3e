import { own } from '../own.ts';
import { labelKeyMistake, labelValueMistake } from './label-syntax.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether labels fit a selector. */
export type LabelMatcher = (labels: Labels) => boolean;

const SYMBOLS = /\s*(==|!=|[=!<>(),]|[^\s=!<>(),]+)\s*/y;
const SPECIAL = /^[=!<>(),]/;
/** What an int64 holds for sure; more digits no label has that is meant as a number. */
const INTEGER = /^[+-]?\d{1,18}$/;

/** What cannot be read, in the API server's words. */
class Mistake extends Error {}

const unparsable = (what: string): Mistake => new Mistake(`unable to parse requirement: ${what}`);

/**
 * A label selector as it is typed: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`, read as apimachinery's
 * pkg/labels/selector.go does; or what cannot be read of it, in the API server's words.
 */
export function parsedSelector(text: string): LabelMatcher | string {
  try {
    const requirements = new Parser(tokens(text)).requirements();
    return (labels) => requirements.every((matches) => matches(labels));
  } catch (error) {
    if (error instanceof Mistake) return error.message;
    throw error;
  }
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
    if (this.peek() !== '' && !this.begins())
      throw new Mistake(`found '${this.peek()}', expected: !, identifier, or 'end of string'`);
    while (this.peek() !== '') {
      found.push(this.requirement());
      const after = this.next();
      if (after === '') break;
      if (after !== ',') throw new Mistake(`found '${after}', expected: ',' or 'end of string'`);
      if (!this.begins()) throw new Mistake(`found '${this.peek()}', expected: identifier after ','`);
    }
    return found;
  }

  /** Whether a requirement may begin here. */
  private begins(): boolean {
    const token = this.peek();
    return token === '!' || (token !== '' && !SPECIAL.test(token));
  }

  private requirement(): LabelMatcher {
    const absent = this.peek() === '!';
    if (absent) this.next();
    const key = this.key();
    if (absent) return (labels) => own(labels, key) === undefined;
    const operator = this.peek();
    if (operator === '' || operator === ',') return (labels) => own(labels, key) !== undefined;
    this.next();
    if (operator === 'in' || operator === 'notin') return this.set(key, operator);
    return this.comparison(key, operator);
  }

  private comparison(key: string, operator: string): LabelMatcher {
    if (!['=', '==', '!=', '<', '>'].includes(operator))
      throw unparsable(`found '${operator}', expected: in, notin, =, ==, !=, gt, lt`);
    const value = this.peek() === '' || this.peek() === ',' ? '' : this.identifier();
    if (operator === '<' || operator === '>') return ordered(key, operator, value);
    checked(key, [value]);
    return (labels) => (own(labels, key) === value) !== (operator === '!=');
  }

  private set(key: string, operator: 'in' | 'notin'): LabelMatcher {
    const open = this.next();
    if (open !== '(') throw unparsable(`found '${open}' expected: '('`);
    const values = new Set([this.listed()]);
    for (let after = this.next(); after !== ')'; after = this.next()) {
      if (after !== ',') throw unparsable(`found '${after}', expected: ',' or ')'`);
      values.add(this.listed());
    }
    checked(key, values);
    return (labels) => {
      const value = own(labels, key);
      return (value !== undefined && values.has(value)) === (operator === 'in');
    };
  }

  /** `in (a,)` has an empty value. */
  private listed(): string {
    const token = this.peek();
    if (token === ',' || token === ')') return '';
    if (SPECIAL.test(token)) throw unparsable(`found '${token}', expected: ',', ')' or identifier`);
    return this.next();
  }

  private key(): string {
    const key = this.identifier();
    const mistake = labelKeyMistake(key);
    if (mistake !== undefined) throw unparsable(`<nil>: Invalid value: ${JSON.stringify(key)}: ${mistake}`);
    return key;
  }

  private identifier(): string {
    const token = this.next();
    if (token === '' || SPECIAL.test(token)) throw unparsable(`found '${token}', expected: identifier`);
    return token;
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    this.at += 1;
    return this.tokens[this.at - 1] ?? '';
  }
}

function ordered(key: string, operator: '<' | '>', value: string): LabelMatcher {
  if (!INTEGER.test(value))
    throw unparsable(
      `values[0]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`,
    );
  const bound = BigInt(value);
  return (labels) => {
    const text = own(labels, key) ?? '';
    if (!INTEGER.test(text)) return false;
    const is = BigInt(text);
    return operator === '<' ? is < bound : is > bound;
  };
}

function checked(key: string, values: Iterable<string>): void {
  [...values].forEach((value, index) => {
    const mistake = labelValueMistake(value);
    if (mistake !== undefined)
      throw unparsable(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${mistake}`);
  });
}
