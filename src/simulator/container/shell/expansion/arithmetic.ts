import { SyntaxProblem } from '../language/ast.ts';

/** The variables of a shell. */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '||': (a, b) => Number(a !== 0 || b !== 0),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '<=': (a, b) => Number(a <= b),
  '>=': (a, b) => Number(a >= b),
  '<': (a, b) => Number(a < b),
  '>': (a, b) => Number(a > b),
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => Math.trunc(divided(a, b)),
  '%': (a, b) => a - b * Math.trunc(divided(a, b)),
};

function divided(a: number, b: number): number {
  if (b === 0) throw new SyntaxProblem('arithmetic expression: division by zero');
  return a / b;
}

/** `$((…))`: whole numbers, variables, assignments. Throws `SyntaxProblem`. */
export function arithmetic(text: string, variables: Variables): number {
  const tokens = text.match(/\d+|[A-Za-z_]\w*|<<|>>|[=!<>]=|&&|\|\||[+\-*/%]=|\S/g) ?? [];
  let at = 0;
  const bad = (): SyntaxProblem => new SyntaxProblem(`arithmetic expression: expecting primary: "${text}"`);
  const value = (name: string): number => Number(variables.get(name) ?? 0) || 0;

  function assignment(): number {
    const [name = '', sign = ''] = tokens.slice(at, at + 2);
    if (!/^[A-Za-z_]/.test(name) || !/^[+\-*/%]?=$/.test(sign)) return ternary();
    at += 2;
    const right = assignment();
    const result = sign === '=' ? right : (OPERATIONS[sign[0] ?? '']?.(value(name), right) ?? right);
    variables.set(name, String(result));
    return result;
  }

  function ternary(): number {
    const condition = binary(0);
    if (tokens[at] !== '?') return condition;
    at += 1;
    const yes = assignment();
    if (tokens[at] !== ':') throw bad();
    at += 1;
    const no = assignment();
    return condition === 0 ? no : yes;
  }

  function binary(level: number): number {
    const operators = LEVELS[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (let sign = tokens[at]; sign !== undefined && operators.includes(sign); sign = tokens[at]) {
      at += 1;
      left = OPERATIONS[sign]?.(left, binary(level + 1)) ?? left;
    }
    return left;
  }

  function unary(): number {
    const token = tokens[at];
    at += 1;
    if (token === '-') return -unary();
    if (token === '+') return unary();
    if (token === '!') return Number(unary() === 0);
    if (token === '~') return ~unary();
    if (token === '(') {
      const inner = assignment();
      if (tokens[at] !== ')') throw bad();
      at += 1;
      return inner;
    }
    if (token !== undefined && /^\d/.test(token)) return Number(token);
    if (token !== undefined && /^[A-Za-z_]/.test(token)) return value(token);
    throw bad();
  }

  if (tokens.length === 0) return 0;
  const result = assignment();
  if (at < tokens.length) throw bad();
  return result;
}
