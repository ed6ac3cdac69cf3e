import type { ConnectionFlags } from '../../ports/connection.ts';
import { attachCommand, attachShot } from './attach-command.ts';
import { debugCommand, debugShot } from './debug-command.ts';
import { cpCommand, cpShot } from './cp-command.ts';
import { type DemoFlags, demoOptions, serveProblem } from './demo-command.ts';
import { execCommand, execShot, commandApart } from './exec-command.ts';
import { forwardCommand, forwardShot } from './forward-command.ts';
import { allNamespaces, format, selector, wideFormat } from './flags/list-options.ts';
import type { DashboardFlags, Invocation, Output } from './invocation.ts';
import { logsCommand, logsShot } from './logs-command.ts';
import { withExamples } from './help/examples.ts';
import { FlagCommand } from './flags/flag-command.ts';
import { formatProblem } from './flags/formats.ts';
import { psCommand, type PsFlags } from './ps-command.ts';
import { noChooser, withInstead } from './instead/not-yet.ts';
import { givenTo } from './instead/suggested.ts';
import { demoTarget, podOf, someTarget, targetOf } from './target.ts';
import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { connectionOf, connectionOptions, logFileOption, parseSize } from './connection-options.ts';

/** Where help and complaints go: all that is printed there is made harmless. */
export interface Writer {
  out(text: string): void;
  err(text: string): void;
  /** Where what a program wrote goes as it is. */
  readonly raw?: RawOutput;
  /**
   * Shows a line on standard error that the next one, or the next text there, replaces; an empty one takes it away. Absent
   * where nobody looks at it.
   */
  readonly progress?: (line: string) => void;
  /** Says in a line of its own what is waited for. Absent where nobody looks at it. */
  readonly note?: (text: string) => void;
}

export interface RawOutput {
  /** Whether somebody looks at it, and whether in colours: what steers a terminal may not get there. */
  readonly terminal: boolean;
  readonly colours: boolean;
  /** A promise that is returned holds back what is to be written. */
  write(text: string, encoding: 'utf8' | 'latin1'): void | Promise<void>;
}

/** Reads the command line. Wrong usage is told in one line on `err` and is exit code 2, as in kubectl and grep. */
export function parseArguments(argv: readonly string[], version: string, output: Writer): Invocation {
  let invocation: Invocation = { command: 'exit', code: 0 };
  let logFile: string | undefined;
  const { words, command } = commandApart(argv);
  const program = build(version, output, command, (parsed) => (invocation = parsed));
  program.hook('preAction', (_, command) => {
    ({ logFile } = command.optsWithGlobals<{ logFile?: string }>());
    refuseChoosers(program, command);
    const problem = read(command, () => formatProblem(command, () => givenTo(program)));
    if (problem !== undefined) command.error(`error: ${problem}`);
  });
  try {
    program.parse([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { command: 'exit', code: error.exitCode === 0 ? 0 : 2 };
  }
  return logFile !== undefined ? { ...invocation, logFile } : invocation;
}

function build(
  version: string,
  output: Writer,
  command: readonly string[],
  found: (invocation: Invocation) => void,
): Command {
  const program = new FlagCommand('podscope')
    .description(
      'A Kubernetes Pod as what it is: a group of processes that share a network, volumes and a life.',
    )
    .argument('[target...]', 'open on KIND/NAME, or on the Pod NAME')
    .version(version, '--version', 'print the version')
    .option('--readonly', 'nothing that changes the cluster or enters a container', false)
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .option('--no-mouse', 'leave the mouse to the terminal')
    .option('--log-memory <size>', 'how much of logs the dashboard keeps (default: 64Mi)', parseSize)
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text),
      writeErr: (text) => output.err(text),
      outputError: (text, write) => write(withInstead(text, () => givenTo(program))),
    });
  connectionOptions(program).addOption(allNamespaces()).addOption(selector());
  program.action((words: readonly string[], flags: DashboardFlags & ConnectionFlags) => {
    const target = read(program, () => targetOf(words, () => givenTo(program)));
    found({ command: 'dashboard', ...(target && { target }), connection: connectionOf(flags), flags });
  });
  addOneShots(program, found);
  addExec(program, command, found);
  addDemo(program, found);
  // As with kubectl.
  program
    .command('version')
    .description('print the version')
    .action(() => output.out(`${version}\n`));
  withExamples(program);
  return program;
}

function addDemo(program: Command, found: (invocation: Invocation) => void): void {
  const demo = program
    .command('demo')
    .argument('[target...]', 'open on KIND/NAME, or on the Pod NAME')
    .description('the dashboard on a simulated cluster: no Kubernetes needed');
  demoOptions(demo.option('-n, --namespace <name>', 'the namespace (default: shop)'))
    .addOption(allNamespaces())
    .addOption(selector());
  logFileOption(demo).action((words: readonly string[], _: unknown, command: Command) => {
    const target = read(command, () => demoTarget(words));
    const all = command.optsWithGlobals<DashboardFlags & ConnectionFlags & DemoFlags>();
    const problem = serveProblem(all);
    if (problem !== undefined) command.error(`error: ${problem}`);
    const { namespace } = connectionOf(all);
    const connection = namespace === undefined ? {} : { namespace };
    found({ command: 'demo', ...(target && { target }), connection, flags: all, demo: all });
  });
}

/** The dashboard's flags stand before any command, and would be taken there for nothing: a command without them says so. */
function refuseChoosers(program: Command, command: Command): void {
  const has = (key: string): boolean => command.options.some((option) => option.attributeName() === key);
  const given = (key: string): boolean => program.getOptionValueSource(key) === 'cli' && !has(key);
  if (given('selector')) command.error(noChooser('-l', command.name()));
  // It is told there in words of its own.
  if (given('allNamespaces') && command.name() !== 'logs') command.error(noChooser('-A', command.name()));
}

/** What cannot be read of the words of a command is wrong usage, told as commander tells it. */
function read<T>(command: Command, reading: () => T): T {
  try {
    return reading();
  } catch (error) {
    if (error instanceof InvalidArgumentError) return command.error(`error: ${error.message}`);
    throw error;
  }
}

type OneShotFlags = ConnectionFlags & { output: Output; allNamespaces?: boolean; selector?: string };

function addOneShots(program: Command, found: (invocation: Invocation) => void): void {
  const tree = program
    .command('tree')
    .argument('[target...]', 'KIND/NAME, or the NAME of a Pod; ns/NAME: all of a Namespace')
    .usage('[options] KIND/NAME')
    .description('the ownership tree above and below an object, once, as text');
  connectionOptions(tree).addOption(format());
  tree.action((words: readonly string[], _: unknown, command: Command) => {
    const target = read(command, () => someTarget(targetOf(words, () => givenTo(program))));
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
  const pod = program
    .command('pod')
    .argument('[name...]', 'the NAME of a Pod')
    .usage('[options] NAME')
    .description("one Pod's whole anatomy, once, as text");
  connectionOptions(pod)
    .addOption(format())
    .option(
      '--processes',
      'with what runs in it, who listens, and its namespaces as they are (by exec)',
      false,
    );
  pod.action((words: readonly string[], _: unknown, command: Command) => {
    const all = command.optsWithGlobals<OneShotFlags & { processes: boolean; readonly: boolean }>();
    const { output, processes, readonly, ...flags } = all;
    const connection = connectionOf(flags);
    const name = read(command, () => podOf(words, connection));
    found({ command: 'pod', name, processes, readonly, connection, output });
  });
  addPs(program, found);
  addExplain(program, found);
  const logs = logsCommand(program).addOption(selector());
  connectionOptions(logs).action((words: readonly string[], _: unknown, command: Command) => {
    found(read(command, () => logsShot(words, command.optsWithGlobals())));
  });
  const forward = connectionOptions(forwardCommand(program));
  forward.action((target: string | undefined, ports: readonly string[], _: unknown, command: Command) => {
    found(read(command, () => forwardShot(target, ports, command.optsWithGlobals())));
  });
  connectionOptions(cpCommand(program)).action(
    (from: string | undefined, to: string | undefined, _: unknown, command: Command) => {
      found(read(command, () => cpShot(from, to, command.optsWithGlobals())));
    },
  );
}

function addPs(program: Command, found: (invocation: Invocation) => void): void {
  const ps = psCommand(program);
  connectionOptions(ps).addOption(format());
  ps.action((words: readonly string[], _: unknown, command: Command) => {
    const all = command.optsWithGlobals<OneShotFlags & PsFlags>();
    const { output, pstree, readonly, node, yes, image, ...flags } = all;
    const connection = connectionOf(flags);
    const name = read(command, () => podOf(words, connection));
    const how = { pstree, readonly, node, yes, image };
    found({ command: 'ps', name, ...how, connection, output });
  });
}

function addExplain(program: Command, found: (invocation: Invocation) => void): void {
  const explain = program
    .command('explain')
    .argument('[name...]', 'the NAME of a Pod')
    .usage('[options] NAME')
    .description('the Pod rebuilt by hand: a script of docker commands, each line with what it is of the Pod')
    .option('--podman', 'for podman instead', false);
  connectionOptions(explain).addOption(format());
  explain.action((words: readonly string[], _: unknown, command: Command) => {
    const { output, podman, ...flags } = command.optsWithGlobals<OneShotFlags & { podman: boolean }>();
    const connection = connectionOf(flags);
    const name = read(command, () => podOf(words, connection));
    const tool = podman ? 'podman' : 'docker';
    found({ command: 'explain', name, tool, connection, output });
  });
}

function addExec(
  program: Command,
  command: readonly string[],
  found: (invocation: Invocation) => void,
): void {
  const exec = execCommand(program);
  connectionOptions(exec).action((words: readonly string[], _: unknown, parsed: Command) => {
    found(read(parsed, () => execShot(words, command, parsed.optsWithGlobals())));
  });
  const attach = connectionOptions(attachCommand(program));
  attach.action((words: readonly string[], _: unknown, parsed: Command) => {
    found(read(parsed, () => attachShot(words, parsed.optsWithGlobals())));
  });
  const debug = connectionOptions(debugCommand(program));
  debug.action((words: readonly string[], _: unknown, parsed: Command) => {
    found(read(parsed, () => debugShot(words, command, parsed.optsWithGlobals())));
  });
}
