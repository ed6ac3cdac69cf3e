import { absolutePath, lstatIfThere, statIfThere } from '../../machine/files/file-queries.ts';
import type { Output, Process } from '../../machine/processes/process.ts';

const COMPARE: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  '=': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '-eq': (a, b) => Number(a) === Number(b),
  '-ne': (a, b) => Number(a) !== Number(b),
  '-lt': (a, b) => Number(a) < Number(b),
  '-le': (a, b) => Number(a) <= Number(b),
  '-gt': (a, b) => Number(a) > Number(b),
  '-ge': (a, b) => Number(a) >= Number(b),
};

/** `test EXPRESSION` and `[ EXPRESSION ]`: 0 where it holds, 1 where not, 2 where it is none. */
export function test(process: Process, cwd: string, argv: readonly string[], stderr: Output): number {
  const bracket = argv[0] === '[';
  if (bracket && argv.at(-1) !== ']') {
    stderr.write('[: missing ]\n');
    return 2;
  }
  const words = argv.slice(1, bracket ? -1 : undefined);
  return holds(process, cwd, words) ? 0 : 1;
}

function holds(process: Process, cwd: string, words: readonly string[]): boolean {
  const or = words.indexOf('-o');
  if (or > 0) return holds(process, cwd, words.slice(0, or)) || holds(process, cwd, words.slice(or + 1));
  const and = words.indexOf('-a');
  if (and > 0) return holds(process, cwd, words.slice(0, and)) && holds(process, cwd, words.slice(and + 1));
  const [first = '', second = '', third = ''] = words;
  if (first === '!' && words.length > 1) return !holds(process, cwd, words.slice(1));
  if (words.length === 3) return COMPARE[second]?.(first, third) ?? false;
  if (words.length === 2) return unary(process, cwd, first, second);
  return first !== '';
}

function unary(process: Process, cwd: string, operator: string, operand: string): boolean {
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  if (operator === '-t') return process.terminal !== undefined;
  const ask = operator === '-L' || operator === '-h' ? lstatIfThere : statIfThere;
  const stat = ask(process.files, absolutePath(cwd, operand));
  if (!stat) return false;
  const tests: Readonly<Record<string, boolean>> = {
    '-f': stat.kind === 'file',
    '-d': stat.kind === 'directory',
    '-L': stat.kind === 'link',
    '-h': stat.kind === 'link',
    '-c': stat.kind === 'device',
    '-s': stat.size > 0,
    '-x': (stat.mode & 0o111) !== 0,
  };
  return tests[operator] ?? true;
}
