import { absolutePath, readText, statIfThere } from '../../machine/files/file-queries.ts';
import { FileError } from '../../machine/files/file-system.ts';
import type { SignalName } from '../../machine/processes/process.ts';
import { Leave, type ShellState, type Streams } from './shell-state.ts';
import { readLine } from '../read-line.ts';
import { test } from './test-expression.ts';

/** A command that the shell is itself. */
export type Builtin = (
  shell: ShellState,
  argv: readonly string[],
  streams: Streams,
) => number | Promise<number>;

const number = (text: string | undefined, otherwise: number): number => {
  const value = Number(text);
  return text === undefined || Number.isNaN(value) ? otherwise : value;
};

function cd(shell: ShellState, argv: readonly string[], { stdout, stderr }: Streams): number {
  // Where it is is kept without links, so that -P says nothing new.
  const [given] = argv.slice(1).filter((one) => one !== '-P' && one !== '-L' && one !== '--');
  const asked = given ?? shell.variables.get('HOME') ?? '/';
  const path = asked === '-' ? (shell.variables.get('OLDPWD') ?? '/') : asked;
  try {
    const real = shell.process.files.realPath(absolutePath(shell.cwd, path));
    if (shell.process.files.stat(real).kind !== 'directory') throw new FileError('ENOTDIR', path);
    shell.variables.set('OLDPWD', shell.cwd);
    shell.cwd = real;
    shell.process.cwd = real;
    if (asked === '-') stdout.write(`${real}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    stderr.write(`${shell.title}: cd: can't cd to ${path}: ${error.message}\n`);
    return 2;
  }
}

function exportVariables(shell: ShellState, argv: readonly string[], { stdout }: Streams): number {
  if (argv.length === 1 || argv[1] === '-p') {
    for (const [name, value] of shell.variables.all().filter(([one]) => shell.exported.has(one)))
      stdout.write(`export ${name}='${value}'\n`);
  }
  for (const one of argv.slice(1).filter((text) => !text.startsWith('-'))) {
    const [name = '', ...value] = one.split('=');
    shell.exported.add(name);
    if (one.includes('=')) shell.variables.set(name, value.join('='));
  }
  return 0;
}

function set(shell: ShellState, argv: readonly string[], { stdout }: Streams): number {
  if (argv.length === 1) {
    for (const [name, value] of [...shell.variables.all()].sort()) stdout.write(`${name}='${value}'\n`);
    return 0;
  }
  const rest = [...argv.slice(1)];
  for (let one = rest[0]; one !== undefined && /^[-+][a-z]+$/.test(one); one = rest[0]) {
    rest.shift();
    if (/o$/.test(one)) rest.shift();
    for (const letter of one.slice(1)) {
      if (one.startsWith('-')) shell.options.add(letter);
      else shell.options.delete(letter);
    }
  }
  if (rest[0] === '--') shell.parameters = rest.slice(1);
  else if (rest.length > 0) shell.parameters = rest;
  return 0;
}

async function exec(shell: ShellState, argv: readonly string[], streams: Streams): Promise<number> {
  if (argv.length === 1) return 0;
  const { process } = shell;
  try {
    for (const [name, value] of shell.environment()) process.env.set(name, value);
    process.cwd = shell.cwd;
    if (streams.stdout === process.stdout && streams.stderr === process.stderr) {
      throw new Leave('exit', await process.exec(argv.slice(1)));
    }
    const child = process.spawn(argv.slice(1), { ...streams, env: shell.environment(), cwd: shell.cwd });
    throw new Leave('exit', (await child.end).code);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    streams.stderr.write(`${shell.title}: exec: ${argv[1]}: not found\n`);
    throw new Leave('exit', error.code === 'EACCES' ? 126 : 127);
  }
}

/** Where a command is: a builtin, a function, or a path. */
function where(shell: ShellState, name: string): string | undefined {
  if (shell.functions.has(name) || BUILTINS.has(name)) return name;
  const folders = name.includes('/')
    ? ['']
    : (shell.variables.get('PATH') ?? '').split(':').map((one) => `${one}/`);
  return folders
    .map((folder) => folder + name)
    .find((path) => {
      const stat = statIfThere(shell.process.files, absolutePath(shell.cwd, path));
      return stat !== undefined && (stat.mode & 0o111) !== 0;
    });
}

async function command(shell: ShellState, argv: readonly string[], streams: Streams): Promise<number> {
  if (argv[1] !== '-v') {
    const quoted = argv.slice(1).map((one) => `'${one.replaceAll("'", `'\\''`)}'`);
    return shell.runText(quoted.join(' '), streams);
  }
  const found = where(shell, argv[2] ?? '');
  if (found !== undefined) streams.stdout.write(`${found}\n`);
  return found === undefined ? 127 : 0;
}

function type(shell: ShellState, argv: readonly string[], { stdout }: Streams): number {
  const name = argv[1] ?? '';
  const found = where(shell, name);
  const kind = BUILTINS.has(name) ? 'a shell builtin' : found;
  stdout.write(found === undefined ? `${name}: not found\n` : `${name} is ${kind}\n`);
  return found === undefined ? 127 : 0;
}

async function source(shell: ShellState, argv: readonly string[], streams: Streams): Promise<number> {
  try {
    const path = absolutePath(shell.cwd, argv[1] ?? '');
    return await shell.runText(readText(shell.process.files, path), streams);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    streams.stderr.write(`${shell.title}: .: cannot open ${argv[1]}: ${error.message}\n`);
    return 2;
  }
}

async function wait(shell: ShellState): Promise<number> {
  await shell.process.waitFor(Promise.all(shell.background.splice(0)));
  return 0;
}

function trap(shell: ShellState, argv: readonly string[], streams: Streams): number {
  const [, action = '', ...names] = argv;
  for (const name of names) {
    if (name === 'EXIT' || name === '0') continue;
    const signal = (name.startsWith('SIG') ? name : `SIG${name}`) as SignalName;
    shell.process.onSignal(signal, () => {
      // What the action leaves by is left by the shell itself, at its next step.
      shell.runText(action, streams).catch((error: unknown) => {
        if (error instanceof Leave) shell.pendingExit = error.value;
        else throw error;
      });
    });
  }
  return 0;
}

async function read(shell: ShellState, argv: readonly string[], streams: Streams): Promise<number> {
  const names = argv.slice(1).filter((one) => !one.startsWith('-'));
  const line = await readLine(shell.process, streams.stdin);
  if (line === undefined) return 1;
  const words = line.trim().split(/\s+/);
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    shell.variables.set(name, last ? words.slice(index).join(' ') : (words[index] ?? ''));
  }
  return 0;
}

const leave =
  (what: Leave['what'], otherwise: (shell: ShellState) => number): Builtin =>
  (shell, argv) => {
    throw new Leave(what, number(argv[1], otherwise(shell)));
  };

/** Shell commands that need the shell itself. */
export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', () => 0],
  ['.', source],
  ['source', source],
  ['[', (shell, argv, { stderr }) => test(shell.process, shell.cwd, argv, stderr)],
  ['test', (shell, argv, { stderr }) => test(shell.process, shell.cwd, argv, stderr)],
  ['break', leave('break', () => 1)],
  ['cd', cd],
  ['command', command],
  ['continue', leave('continue', () => 1)],
  ['eval', (shell, argv, streams) => shell.runText(argv.slice(1).join(' '), streams)],
  ['exec', exec],
  ['exit', leave('exit', ({ code }) => code)],
  ['export', exportVariables],
  ['local', exportVariables],
  ['pwd', ({ cwd }, _argv, { stdout }) => (stdout.write(`${cwd}\n`), 0)],
  ['read', read],
  ['return', leave('return', ({ code }) => code)],
  ['set', set],
  ['shift', (shell, argv) => ((shell.parameters = shell.parameters.slice(number(argv[1], 1))), 0)],
  ['trap', trap],
  ['type', type],
  ['umask', (_shell, _argv, { stdout }) => (stdout.write('0022\n'), 0)],
  ['unset', (shell, argv) => (argv.slice(1).forEach((name) => shell.variables.unset(name)), 0)],
  ['wait', wait],
]);
