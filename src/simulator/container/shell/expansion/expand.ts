import type { FileSystem } from '../../machine/files/file-system.ts';
import { arithmetic, type Variables } from './arithmetic.ts';
import { type Command, type Part, SyntaxProblem, type Word } from '../language/ast.ts';
import { glob, isPattern, patternExpression } from './glob.ts';

/** What words are expanded with. */
export interface ExpansionContext {
  readonly files: FileSystem;
  readonly cwd: string;
  readonly variables: Variables;
  /** `$1` and on. */
  readonly parameters: readonly string[];
  /** `$?`, `$$`, `$0`, …; undefined for what is no such parameter. */
  special(name: string): string | undefined;
  /** What a command prints. */
  capture(command: Command): Promise<string>;
}

/** Text with what may still be split (fields) or be a pattern in it. */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** Ends the field before it: between the fields of `"$@"`. */
  readonly breaks?: boolean;
}

/** The fields that words stand for: expanded, split and globbed (POSIX.1-2024, 2.6). */
export async function expandWords(words: readonly Word[], context: ExpansionContext): Promise<string[]> {
  const all: string[] = [];
  for (const word of words) {
    for (const field of fieldsOf(await piecesOf(word, context, true))) {
      const pattern = field
        .map(({ text, quoted }) => (quoted ? text.replace(/[\\*?[]/g, '\\$&') : text))
        .join('');
      const found = isPattern(pattern) ? glob(context.files, context.cwd, pattern) : [];
      if (found.length > 0) all.push(...found);
      else all.push(field.map(({ text }) => text).join(''));
    }
  }
  return all;
}

/** One text: neither split nor globbed, as in assignments. */
export async function expandText(word: Word, context: ExpansionContext): Promise<string> {
  return (await piecesOf(word, context, false)).map(({ text }) => text).join('');
}

/** A text as a pattern: what was quoted stands for itself. */
export async function expandPattern(word: Word, context: ExpansionContext): Promise<string> {
  const pieces = await piecesOf(word, context, false);
  return pieces.map(({ text, quoted }) => (quoted ? text.replace(/[\\*?[]/g, '\\$&') : text)).join('');
}

async function piecesOf(word: Word, context: ExpansionContext, splits: boolean): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const [index, part] of word.entries()) {
    const tilde = index === 0 && part.type === 'text' && !part.quoted && /^~(?=\/|$)/.test(part.text);
    if (tilde) {
      pieces.push({ text: context.variables.get('HOME') ?? '/root', quoted: true });
      pieces.push({ text: part.text.slice(1), quoted: false });
    } else pieces.push(...(await pieceOf(part, context, splits)));
  }
  return pieces;
}

async function pieceOf(part: Part, context: ExpansionContext, splits: boolean): Promise<readonly Piece[]> {
  switch (part.type) {
    case 'text':
      return [part];
    case 'command':
      return split((await context.capture(part.body)).replace(/\n+$/, ''), part.quoted || !splits);
    case 'arithmetic':
      return [
        { text: String(arithmetic(await expandText(part.word, context), context.variables)), quoted: true },
      ];
    case 'variable': {
      if ((part.name === '@' || part.name === '*') && part.operator === undefined) {
        return parameters(part.name, context, part.quoted, splits);
      }
      return split(await variable(part, context), part.quoted || !splits);
    }
  }
}

function parameters(
  name: string,
  context: ExpansionContext,
  quoted: boolean,
  splits: boolean,
): readonly Piece[] {
  const { parameters: all } = context;
  if (!splits || (quoted && name === '*')) return [{ text: all.join(' '), quoted: true }];
  return all.map((text, index) => ({ text, quoted, breaks: index > 0 }));
}

type Variable = Extract<Part, { type: 'variable' }>;

async function variable(part: Variable, context: ExpansionContext): Promise<string> {
  const { name, operator } = part;
  const value = valueOf(name, context);
  if (operator === undefined) {
    if (value === undefined && context.special('set -u') === 'on') {
      throw new SyntaxProblem(`${name}: parameter not set`);
    }
    return value ?? '';
  }
  if (operator === 'length') return String((value ?? '').length);
  if (operator.startsWith('#') || operator.startsWith('%')) {
    return stripped(value ?? '', operator, await expandPattern(part.operand ?? [], context));
  }
  return conditional(part, value, context);
}

/** `${x-y}`, `${x=y}`, `${x?y}`, `${x+y}`; with a colon, what is empty counts as missing. */
async function conditional(
  { name, operator = '', operand = [] }: Variable,
  value: string | undefined,
  context: ExpansionContext,
): Promise<string> {
  const missing = value === undefined || (operator.startsWith(':') && value === '');
  const sign = operator.replace(':', '');
  if (sign === '+') return missing ? '' : expandText(operand, context);
  if (!missing) return value;
  const text = await expandText(operand, context);
  if (sign === '?') throw new SyntaxProblem(`${name}: ${text || 'parameter not set'}`);
  if (sign === '=') context.variables.set(name, text);
  return text;
}

function valueOf(
  name: string,
  { special, parameters: all, variables }: ExpansionContext,
): string | undefined {
  if (name === '@' || name === '*') return all.join(' ');
  if (/^[1-9]$/.test(name)) return all[Number(name) - 1];
  return special(name) ?? variables.get(name);
}

/** `${x#p}` and the like: the shortest or longest piece that matches is taken off. */
function stripped(value: string, operator: string, pattern: string): string {
  const greedy = operator.length === 2;
  const source = patternExpression(pattern, greedy);
  if (operator.startsWith('#')) return value.replace(new RegExp(`^${source}`), '');
  const ends = Array.from({ length: value.length + 1 }, (_, index) =>
    greedy ? index : value.length - index,
  );
  const whole = new RegExp(`^${source}$`);
  const start = ends.find((index) => whole.test(value.slice(index)));
  return start === undefined ? value : value.slice(0, start);
}

/** Unquoted results are split at blanks: each blank becomes the end of a field. */
function split(text: string, whole: boolean): readonly Piece[] {
  if (whole) return [{ text, quoted: true }];
  const fields = text.split(/[ \t\n]+/);
  return fields.map((field, index) => ({ text: field, quoted: false, breaks: index > 0 }));
}

function fieldsOf(pieces: readonly Piece[]): Piece[][] {
  const fields: Piece[][] = [];
  let field: Piece[] = [];
  const end = (): void => {
    if (field.some(({ text, quoted }) => quoted || text !== '')) fields.push(field);
    field = [];
  };
  for (const piece of pieces) {
    if (piece.breaks === true) end();
    field.push(piece);
  }
  end();
  return fields;
}
