import type { Command } from 'commander';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf, isGiven } from './connection-options.ts';
import type { ExecFlags, ExecShot } from './exec-command.ts';
import { objectOf, someTarget } from './target.ts';

/** What `podscope attach` asks for. */
export interface AttachShot extends Omit<ExecShot, 'command' | 'run'> {
  readonly command: 'attach';
}

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/attach). */
export function attachCommand(program: Command): Command {
  return program
    .command('attach')
    .argument('[target...]', 'the NAME of a Pod, or KIND/NAME: the first of its Pods')
    .usage('[options] TARGET')
    .description(
      'to what the first process of a container says and hears; Ctrl-p Ctrl-q leaves it, Ctrl-C where it has no terminal',
    )
    .option('-c, --container <name>', 'to this container (default: as kubectl)')
    .option('-i, --stdin', 'pass standard input on', false)
    .option('-t, --tty', 'as a terminal, where the container has one', false)
    .option('-q, --quiet', 'only what comes from the container', false);
}

/** Throws an `InvalidArgumentError`. */
export function attachShot(words: readonly string[], flags: ExecFlags & ConnectionFlags): AttachShot {
  const target = someTarget(objectOf(words));
  const { stdin, tty, quiet, readonly, container } = flags;
  return {
    command: 'attach',
    target,
    connection: connectionOf(flags),
    ...(isGiven(container) && { container }),
    stdin,
    tty,
    quiet,
    readonly,
  };
}
