import { type Command, InvalidArgumentError, Option } from 'commander';
import { type NewDebugContainer, type Profile, PROFILES } from '../../model/sessions/debug-container.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { connectionOf } from './connection-options.ts';
import { podOf } from './target.ts';

/** What `podscope debug` asks for. */
export interface DebugShot {
  readonly command: 'debug';
  readonly pod: string;
  /** Without a name it gets one. */
  readonly made: Omit<NewDebugContainer, 'name'> & { readonly name?: string };
  /** Whether it is attached to once it runs. */
  readonly attach: boolean;
  readonly quiet: boolean;
  readonly readonly: boolean;
  readonly connection: ConnectionFlags;
}

export interface DebugFlags {
  readonly image?: string;
  readonly container?: string;
  readonly target?: string;
  readonly profile: Profile;
  readonly env: readonly string[];
  readonly imagePullPolicy?: string;
  readonly attach?: boolean;
  readonly argumentsOnly: boolean;
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly quiet: boolean;
  readonly readonly: boolean;
}

/** kubectl's words and flags (k8s.io/kubectl/pkg/cmd/debug), as far as they are about a container that is added to a Pod. */
export function debugCommand(program: Command): Command {
  const policies = ['Always', 'IfNotPresent', 'Never'];
  return program
    .command('debug')
    .argument('[name...]', 'the NAME of a Pod')
    .usage('[options] NAME --image IMAGE [-- COMMAND [ARGUMENT...]]')
    .description('a container that is added to a Pod to look into it with; it stays until the Pod goes')
    .option('--image <image>', 'what it is made from')
    .option('-c, --container <name>', 'what it is called (default: debugger- and five letters)')
    .option('--target <name>', 'it sees the processes of this container')
    .addOption(new Option('--profile <name>', 'what it may do').choices(PROFILES).default('general'))
    .option(
      '--env <name=value>',
      'a variable of its environment; may be repeated',
      (one, all: string[]) => [...all, one],
      [],
    )
    .addOption(new Option('--image-pull-policy <policy>', '(default: IfNotPresent)').choices(policies))
    .option('--attach', 'attach to it once it runs (default with -i)')
    .option('--arguments-only', 'what stands behind -- are arguments of what the image runs', false)
    .option('-i, --stdin', 'pass standard input on', false)
    .option('-t, --tty', 'with a terminal', false)
    .option('-q, --quiet', 'only what comes from the container', false);
}

/** Throws an `InvalidArgumentError`. */
export function debugShot(
  words: readonly string[],
  command: readonly string[],
  flags: DebugFlags & ConnectionFlags,
): DebugShot {
  const { image, container, target, profile, imagePullPolicy, argumentsOnly, stdin, tty, quiet, readonly } =
    flags;
  const connection = connectionOf(flags);
  const pod = podOf(words, connection);
  if (image === undefined || image === '') throw new InvalidArgumentError('you must specify --image.');
  if (tty && !stdin)
    throw new InvalidArgumentError('-i/--stdin is required for containers with -t/--tty=true.');
  return {
    command: 'debug',
    pod,
    made: {
      image,
      profile,
      stdin,
      tty,
      env: flags.env.map(variable),
      ...(argumentsOnly ? { args: command } : { command }),
      ...(container !== undefined && container !== '' && { name: container }),
      ...(target !== undefined && target !== '' && { target }),
      ...(imagePullPolicy !== undefined && { pullPolicy: imagePullPolicy }),
    },
    attach: flags.attach ?? stdin,
    quiet,
    readonly,
    connection,
  };
}

function variable(text: string): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`${text} must be formatted as key=value.`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}
