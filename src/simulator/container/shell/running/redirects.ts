import { absolutePath } from '../../machine/files/file-queries.ts';
import { FileError } from '../../machine/files/file-system.ts';
import { NOWHERE } from '../../machine/processes/pipe.ts';
import type { Input, Output } from '../../machine/processes/process.ts';
import type { Redirect } from '../language/ast.ts';
import { expandText } from '../expansion/expand.ts';
import type { ShellState, Streams } from './shell-state.ts';

/** Runs a command with its streams led elsewhere; what cannot be opened is told, and is code 2. */
export async function redirected(
  shell: ShellState,
  redirects: readonly Redirect[],
  streams: Streams,
  run: (streams: Streams) => Promise<number>,
): Promise<number> {
  let to = streams;
  for (const one of redirects) {
    try {
      to = await redirect(shell, one, to);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      const what = one.operator === '<' ? 'open' : 'create';
      streams.stderr.write(`${shell.title}: cannot ${what} ${error.path}: ${error.message}\n`);
      return 2;
    }
  }
  return run(to);
}

async function redirect(
  shell: ShellState,
  { fd, operator, target }: Redirect,
  streams: Streams,
): Promise<Streams> {
  const text = await expandText(target, shell.context);
  if (operator === '<<') return { ...streams, stdin: once(Buffer.from(text)) };
  if (operator === '>&' || operator === '<&') {
    const source = text === '2' ? streams.stderr : text === '-' ? NOWHERE : streams.stdout;
    return fd === 2 ? { ...streams, stderr: source } : { ...streams, stdout: source };
  }
  const path = absolutePath(shell.cwd, text);
  if (operator === '<') return { ...streams, stdin: once(shell.process.files.read(path)) };
  const output = fileOutput(shell, path, operator === '>>');
  if (operator === '&>') return { ...streams, stdout: output, stderr: output };
  return fd === 2 ? { ...streams, stderr: output } : { ...streams, stdout: output };
}

function fileOutput(shell: ShellState, path: string, append: boolean): Output {
  const { files } = shell.process;
  files.write(path, new Uint8Array(), { append });
  return {
    write: (data) => files.write(path, typeof data === 'string' ? Buffer.from(data) : data, { append: true }),
  };
}

/** An input that gives these bytes and is at its end. */
export function once(bytes: Uint8Array): Input {
  let left: Uint8Array | undefined = bytes.length > 0 ? bytes : undefined;
  return {
    read: () => {
      const next = left;
      left = undefined;
      return Promise.resolve(next);
    },
  };
}
