import { absolutePath, namesIn, readText, statIfThere } from '../machine/files/file-queries.ts';
import { FileError } from '../machine/files/file-system.ts';
import { Killed, type Process, type Program } from '../machine/processes/process.ts';
import { SyntaxProblem } from './language/ast.ts';
import { BUILTINS } from './running/builtins.ts';
import { Interpreter } from './running/interpreter.ts';
import { LineEditor } from './line-editor.ts';
import { parse } from './language/parser.ts';
import { readAll } from './read-line.ts';
import { Leave, type Streams } from './running/shell-state.ts';

/** `sh`: `sh -c TEXT [NAME ARGUMENTS…]`, `sh FILE`, or what comes on standard input. */
export const shell: Program = async (process) => {
  const { stdin, stdout, stderr, argv } = process;
  const streams: Streams = { stdin, stdout, stderr };
  const options: string[] = [];
  const rest = [...argv.slice(1)];
  while (/^-[a-z]+$/i.test(rest[0] ?? '') || /^--/.test(rest[0] ?? ''))
    options.push(...(rest.shift() ?? '').slice(1));
  if (options.includes('c')) {
    const [text = '', name = argv[0] ?? 'sh', ...parameters] = rest;
    return runWhole(withOptions(new Interpreter(process, name, parameters), options), text, streams);
  }
  const [path, ...parameters] = rest;
  if (path !== undefined) return runFile(process, path, parameters, streams);
  if (process.terminal) return interact(process, streams);
  const text = Buffer.from(await readAll(process, stdin)).toString();
  return runWhole(new Interpreter(process, argv[0] ?? 'sh', []), text, streams);
};

function withOptions(interpreter: Interpreter, options: readonly string[]): Interpreter {
  for (const option of options) if ('eux'.includes(option)) interpreter.options.add(option);
  return interpreter;
}

async function runFile(
  process: Process,
  path: string,
  parameters: readonly string[],
  streams: Streams,
): Promise<number> {
  try {
    const text = readText(process.files, absolutePath(process.cwd, path));
    return await runWhole(new Interpreter(process, path, parameters), text, streams);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    streams.stderr.write(`sh: 0: cannot open ${path}: ${error.message}\n`);
    return 2;
  }
}

async function runWhole(interpreter: Interpreter, text: string, streams: Streams): Promise<number> {
  try {
    return await interpreter.runText(text, streams);
  } catch (error) {
    if (error instanceof Leave) return error.value & 0xff;
    if (!(error instanceof SyntaxProblem)) throw error;
    streams.stderr.write(`${interpreter.title}: 1: ${error.message}\n`);
    return 2;
  }
}

/** A prompt, a line, what it does, and again. */
async function interact(process: Process, streams: Streams): Promise<number> {
  const interpreter = new Interpreter(process, process.argv[0] ?? 'sh', []);
  const editor = new LineEditor(process, (before) => completions(interpreter, before));
  process.onSignal('SIGINT', () => {
    interpreter.interrupted = true;
  });
  process.onSignal('SIGTERM', () => undefined);
  for (;;) {
    const typed = await editor.read(promptOf(interpreter));
    if (typed === 'end') return interpreter.code;
    if (typed === 'interrupted') continue;
    const text = await completed(editor, typed.text);
    const left = text === undefined ? undefined : await runLine(interpreter, text, streams);
    if (left !== undefined) return left;
  }
}

/** A command that goes on over several lines, all of them; undefined where it was given up. */
async function completed(editor: LineEditor, first: string): Promise<string | undefined> {
  let text = first;
  while (isUnfinished(text)) {
    const typed = await editor.read('> ');
    if (typed === 'end' || typed === 'interrupted') return undefined;
    text += `\n${typed.text}`;
  }
  return text;
}

function isUnfinished(text: string): boolean {
  try {
    parse(text);
    return false;
  } catch (error) {
    if (error instanceof SyntaxProblem) return error.unfinished;
    throw error;
  }
}

/** Runs a line that was typed; gives a code where it left the shell. */
async function runLine(
  interpreter: Interpreter,
  text: string,
  streams: Streams,
): Promise<number | undefined> {
  interpreter.interrupted = false;
  try {
    await interpreter.runText(text, streams);
  } catch (error) {
    if (error instanceof Killed) throw error;
    if (error instanceof SyntaxProblem) {
      streams.stderr.write(`${interpreter.title}: ${error.message}\n`);
      interpreter.code = 2;
    } else if (error instanceof Leave) {
      if (!interpreter.interrupted && error.what === 'exit') return error.value & 0xff;
      interpreter.code = 130;
    } else throw error;
  }
  if (interpreter.interrupted) streams.stdout.write('\n');
  return undefined;
}

/** As the images have it: Debian's bash says who and where, busybox where alone. */
function promptOf({ process, variables, cwd }: Interpreter): string {
  const own = variables.get('PS1');
  const home = variables.get('HOME') ?? '/root';
  const here = cwd === home ? '~' : cwd;
  if (own !== undefined) {
    return own
      .replaceAll('\\u', 'root')
      .replaceAll('\\h', process.hostname)
      .replaceAll('\\w', here)
      .replaceAll('\\$', '#');
  }
  const bash = statIfThere(process.files, '/usr/bin/bash')?.kind === 'file';
  return bash ? `root@${process.hostname}:${here}# ` : `${here} # `;
}

/** Commands for the first word, paths for the others. */
function completions({ process, variables, cwd }: Interpreter, before: string): readonly string[] {
  const word = /\S*$/.exec(before)?.[0] ?? '';
  const first = before.trim() === word && !word.includes('/');
  const folder = word.replace(/[^/]*$/, '');
  const list = (path: string): readonly string[] => namesIn(process.files, path);
  if (first) {
    const found = (variables.get('PATH') ?? '').split(':').flatMap(list);
    return [...new Set([...found, ...BUILTINS.keys()])].filter((name) => name.startsWith(word)).sort();
  }
  return list(absolutePath(cwd, folder || '.'))
    .map((name) => folder + name)
    .filter((name) => name.startsWith(word))
    .map((name) =>
      statIfThere(process.files, absolutePath(cwd, name))?.kind === 'directory' ? `${name}/` : name,
    );
}
