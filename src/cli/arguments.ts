import type { ConnectionFlags } from '../ports/connection.ts';
import { type DemoFlags, demoOptions } from './demo-command.ts';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

export interface DashboardFlags {
  readonly allNamespaces: boolean;
  readonly selector?: string;
  readonly readonly: boolean;
  /** commander's name for --no-color and --no-mouse. */
  readonly color: boolean;
  readonly mouse: boolean;
}

export type Output = 'text' | 'json';

/** What the command line asks for; `logFile`: where to log it. */
export type Invocation = Asked & { readonly logFile?: string };

type Asked =
  | {
      readonly command: 'dashboard';
      readonly target?: Target;
      readonly connection: ConnectionFlags;
      readonly flags: DashboardFlags;
    }
  | {
      readonly command: 'demo';
      readonly target?: Target;
      readonly connection: ConnectionFlags;
      readonly flags: DashboardFlags;
      readonly demo: DemoFlags;
    }
  | {
      readonly command: 'tree';
      readonly target: Target;
      readonly connection: ConnectionFlags;
      readonly output: Output;
    }
  | {
      readonly command: 'pods';
      readonly connection: ConnectionFlags;
      readonly allNamespaces: boolean;
      readonly selector?: string;
      readonly output: Output;
    }
  | {
      readonly command: 'pod';
      readonly name: string;
      readonly connection: ConnectionFlags;
      readonly output: Output;
    }
  /** Everything is said already (help, version, wrong usage). */
  | { readonly command: 'exit'; readonly code: number };

/** `KIND/NAME`; a name alone is a Pod's. */
export interface Target {
  readonly kind: string;
  readonly name: string;
}

/** Where help and complaints go. */
export interface Writer {
  out(text: string): void;
  err(text: string): void;
}

/** Reads the command line. Wrong usage is told in one line on `err` and is exit code 2, as in kubectl and grep. */
export function parseArguments(argv: readonly string[], version: string, output: Writer): Invocation {
  let invocation: Invocation = { command: 'exit', code: 0 };
  let logFile: string | undefined;
  const program = build(version, output, (parsed) => (invocation = parsed));
  program.hook('preAction', (_, command) => {
    ({ logFile } = command.optsWithGlobals<{ logFile?: string }>());
  });
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { command: 'exit', code: error.exitCode === 0 ? 0 : 2 };
  }
  return isGiven(logFile) ? { ...invocation, logFile } : invocation;
}

function build(version: string, output: Writer, found: (invocation: Invocation) => void): Command {
  const program = new Command('podscope')
    .description(
      'A Kubernetes Pod as what it is: a group of processes that share a network, volumes and a life.',
    )
    .argument('[target]', 'open on KIND/NAME, or on the Pod NAME', parseTarget)
    .version(version, '--version', 'print the version')
    .option('--readonly', 'nothing that changes the cluster or enters a container', false)
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .option('--no-mouse', 'leave the mouse to the terminal')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.out(text), writeErr: (text) => output.err(text) });
  connectionOptions(program).addOption(allNamespaces()).addOption(selector());
  program.action((target: Target | undefined, flags: DashboardFlags & ConnectionFlags) => {
    found({ command: 'dashboard', ...(target && { target }), connection: connectionOf(flags), flags });
  });
  addOneShots(program, found);
  addDemo(program, found);
  return program;
}

function addDemo(program: Command, found: (invocation: Invocation) => void): void {
  const demo = program
    .command('demo')
    .argument('[target]', 'open on KIND/NAME, or on the Pod NAME', parseTarget)
    .description('the dashboard on a simulated cluster: no Kubernetes needed');
  demoOptions(demo.option('-n, --namespace <name>', 'the namespace (default: shop)'))
    .addOption(allNamespaces())
    .addOption(selector());
  logFileOption(demo).action((target: Target | undefined, _: unknown, command: Command) => {
    const all = command.optsWithGlobals<DashboardFlags & ConnectionFlags & DemoFlags>();
    const { namespace } = connectionOf(all);
    const connection = namespace === undefined ? {} : { namespace };
    found({ command: 'demo', ...(target && { target }), connection, flags: all, demo: all });
  });
}

type OneShotFlags = ConnectionFlags & { output: Output; allNamespaces?: boolean; selector?: string };

function addOneShots(program: Command, found: (invocation: Invocation) => void): void {
  const tree = program
    .command('tree')
    .argument('<target>', 'KIND/NAME', parseTarget)
    .description('the ownership tree below (and above) an object, once, as text');
  connectionOptions(tree).addOption(format());
  tree.action((target: Target, _: unknown, command: Command) => {
    const flags = command.optsWithGlobals<OneShotFlags>();
    found({ command: 'tree', target, connection: connectionOf(flags), output: flags.output });
  });
  const pods = program.command('pods').description('Pods, once, as `kubectl get pods -o wide`');
  connectionOptions(pods).addOption(allNamespaces()).addOption(selector()).addOption(wideFormat());
  pods.action((_: unknown, command: Command) => {
    const flags = command.optsWithGlobals<OneShotFlags>();
    const { selector: labels, output, allNamespaces: all = false } = flags;
    const narrowed = labels === undefined ? {} : { selector: labels };
    found({ command: 'pods', connection: connectionOf(flags), output, allNamespaces: all, ...narrowed });
  });
  const pod = program.command('pod').argument('<name>').description("one Pod's whole anatomy, once, as text");
  connectionOptions(pod).addOption(format());
  pod.action((name: string, _: unknown, command: Command) => {
    const flags = command.optsWithGlobals<OneShotFlags>();
    const bare = name.replace(/^(pods?|po)\//, '');
    found({ command: 'pod', name: bare, connection: connectionOf(flags), output: flags.output });
  });
}

const allNamespaces = (): Option => new Option('-A, --all-namespaces', 'all namespaces').default(false);
const selector = (): Option => new Option('-l, --selector <labels>', 'only Pods with these labels');
const format = (): Option =>
  new Option('-o, --output <format>', 'how to print it').choices(['text', 'json']).default('text');
/** `pods` is wide anyway; fingers that know kubectl say so. */
const wideFormat = (): Option =>
  format()
    .choices(['text', 'wide', 'json'])
    .argParser((value: string) => {
      if (!['text', 'wide', 'json'].includes(value))
        throw new InvalidArgumentError('Allowed choices are text, wide, json.');
      return value === 'wide' ? 'text' : value;
    });

function logFileOption(command: Command): Command {
  return command.option('--log-file <file>', 'append what is asked, how it went, and warnings');
}

function connectionOptions(command: Command): Command {
  return logFileOption(command)
    .option('-n, --namespace <name>', 'the namespace (default: the context’s)')
    .option('--context <name>', 'the kubeconfig context')
    .option('--kubeconfig <file>', 'the kubeconfig (default: $KUBECONFIG, ~/.kube/config)')
    .option('--cluster <name>', 'the kubeconfig cluster')
    .option('--user <name>', 'the kubeconfig user')
    .option('--as <user>', 'the user to impersonate')
    .option(
      '--as-group <group>',
      'a group to impersonate (repeatable)',
      (group: string, all: string[] = []) => [...all, group],
    )
    .option(
      '--request-timeout <time>',
      'give up on a single request after this long (5s, 1m)',
      parseDuration,
    );
}

const CONNECTION = [
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'as',
  'asGroup',
  'namespace',
  'requestTimeout',
] as const;

function connectionOf(flags: ConnectionFlags): ConnectionFlags {
  return Object.fromEntries(CONNECTION.flatMap((key) => (isGiven(flags[key]) ? [[key, flags[key]]] : [])));
}

/** `-n "$NS"` with an empty variable is as if it was not given, as in kubectl. */
function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined && value !== '';
}

function parseTarget(text: string): Target {
  const [first = '', second, ...rest] = text.split('/');
  if (rest.length > 0 || first === '' || second === '')
    throw new InvalidArgumentError('give KIND/NAME, or the NAME of a Pod.');
  return second === undefined ? { kind: 'Pod', name: first } : { kind: first, name: second };
}

const UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }),
);

/** Node fires timers at once that are to take longer, in ms: 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

function parseDuration(text: string): number {
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_TIMER);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/gy)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) {
    throw new InvalidArgumentError('give a time such as 5s or 1m30s.');
  }
  const ms = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS.get(unit) ?? 0), 0);
  return Math.min(ms, LONGEST_TIMER);
}
