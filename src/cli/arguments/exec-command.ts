import { type Command, InvalidArgumentError } from 'commander';
import { shCommand } from '../../model/explain/shell/shell.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf, isGiven } from './connection-options.ts';
import { objectOf, someTarget, type Target } from './target.ts';

/** What `podscope exec` asks for; an empty command is a shell. */
export interface ExecShot {
  readonly command: 'exec';
  readonly target: Target;
  readonly connection: ConnectionFlags;
  readonly container?: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  /** Says nothing of its own but what went wrong. */
  readonly quiet: boolean;
  readonly readonly: boolean;
  readonly run: readonly string[];
}

export interface ExecFlags {
  readonly container?: string;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly readonly: boolean;
}

/** Behind `--` stands a command for a container: none of it is podscope's. */
export function commandApart(argv: readonly string[]): {
  readonly words: readonly string[];
  readonly command: readonly string[];
} {
  const at = argv.indexOf('--');
  const own = argv.slice(0, at);
  if (at < 0 || !own.some((word) => word === 'exec' || word === 'debug')) return { words: argv, command: [] };
  return { words: own, command: argv.slice(at + 1) };
}

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/exec). */
export function execCommand(program: Command): Command {
  return program
    .command('exec')
    .argument('[target...]', 'the NAME of a Pod, or KIND/NAME: the first of its Pods')
    .usage('[options] TARGET [-- COMMAND [ARGUMENT...]]')
    .description('a command in a container; without one a shell')
    .option('-c, --container <name>', 'in this container (default: as kubectl)')
    .option('-i, --stdin', 'pass standard input on', false)
    .option('-t, --tty', 'as a terminal', false)
    .option('-q, --quiet', 'only what comes from the container', false);
}

/** Throws an `InvalidArgumentError`. */
export function execShot(
  words: readonly string[],
  command: readonly string[],
  flags: ExecFlags & ConnectionFlags,
): ExecShot {
  const target = someTarget(objectOf(words.slice(0, 1)));
  if (words.length > 1)
    throw new InvalidArgumentError(
      `give the command behind --: exec ${words[0]} -- ${shCommand(words.slice(1))}`,
    );
  const { stdin, tty, quiet, readonly } = flags;
  return {
    command: 'exec',
    target,
    connection: connectionOf(flags),
    ...(isGiven(flags.container) && { container: flags.container }),
    // A shell is for who types.
    stdin: stdin || command.length === 0,
    tty: tty || command.length === 0,
    quiet,
    readonly,
    run: command,
  };
}
