import { absolutePath, readText } from '../machine/files/file-queries.ts';
import { FileError } from '../machine/files/file-system.ts';
import type { Process, Program } from '../machine/processes/process.ts';
import { readAll } from '../shell/read-line.ts';

/** What a program was called with. */
export interface Called {
  /** The letters that were given, or words without their dashes. */
  readonly flags: ReadonlySet<string>;
  /** Those that have a value. */
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** Reads arguments: letters may stand together, those in `valued` have a value, as have the `words` with two dashes. */
export function called(argv: readonly string[], valued = '', words: readonly string[] = []): Called {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  const rest = argv.slice(1);
  for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
    if (one === '--') {
      operands.push(...rest.splice(0));
    } else if (/^--[a-z]/.test(one)) {
      const [name = '', value] = one.slice(2).split(/=(.*)/s);
      if (words.includes(name)) values.set(name, value ?? rest.shift() ?? '');
      else if (value === undefined) flags.add(name);
      else values.set(name, value);
    } else if (/^-./.test(one)) readLetters(one.slice(1), valued, flags, values, rest);
    else operands.push(one);
  }
  return { flags, values, operands };
}

function readLetters(
  letters: string,
  valued: string,
  flags: Set<string>,
  values: Map<string, string>,
  rest: string[],
): void {
  for (const [index, letter] of [...letters].entries()) {
    if (!valued.includes(letter)) {
      flags.add(letter);
      continue;
    }
    const after = letters.slice(index + 1);
    values.set(letter, after === '' ? (rest.shift() ?? '') : after);
    return;
  }
}

/** A path of a process as an absolute one. */
export const absolute = ({ cwd }: Process, path: string): string => absolutePath(cwd, path);

/** Does something for each operand; what fails is told as `NAME: OPERAND: why`, and the code is 1. */
export function each(
  process: Process,
  operands: readonly string[],
  run: (path: string, given: string) => void,
): number {
  let code = 0;
  for (const given of operands) {
    try {
      run(absolute(process, given), given);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      process.stderr.write(`${nameOf(process)}: ${given}: ${error.message}\n`);
      code = 1;
    }
  }
  return code;
}

export const nameOf = ({ argv }: Process): string => (argv[0] ?? '').replace(/^.*\//, '');

/** The texts of the files that are named, or of standard input where none is (or `-`). */
export async function inputs(
  process: Process,
  operands: readonly string[],
): Promise<{
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly code: number;
}> {
  const texts: { name: string; text: string }[] = [];
  let code = 0;
  for (const name of operands.length > 0 ? operands : ['-']) {
    if (name === '-')
      texts.push({ name, text: Buffer.from(await readAll(process, process.stdin)).toString() });
    else
      code ||= each(process, [name], (path) => {
        texts.push({ name, text: readText(process.files, path) });
      });
  }
  return { texts, code };
}

export const linesOf = (text: string): readonly string[] =>
  text === '' ? [] : text.replace(/\n$/, '').split('\n');

/** A program that makes lines of the lines of its inputs. */
export const filter =
  (make: (lines: readonly string[], options: Called) => readonly string[], valued = ''): Program =>
  async (process) => {
    const options = called(process.argv, valued);
    const { texts, code } = await inputs(process, options.operands);
    const lines = make(
      texts.flatMap(({ text }) => linesOf(text)),
      options,
    );
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
    return code;
  };

/** A program that says something and is done. */
export const says =
  (make: (process: Process, options: Called) => string): Program =>
  (process) => {
    process.stdout.write(make(process, called(process.argv)));
    return Promise.resolve(0);
  };
