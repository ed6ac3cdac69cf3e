import { homedir } from 'node:os';
import { parseArguments } from './cli/arguments.ts';
import { demoNotice, type Notice } from './cli/demo.ts';
import { sayWarnings, startJournal } from './cli/listen.ts';
import { type OneShot, runOneShot } from './cli/one-shot/run.ts';
import { endWhenUnwritable, exitCodeOf, writerOn } from './cli/program.ts';
import { type Demo, type Shown, startLog, startOf, takesScreen } from './cli/start.ts';
import { startDashboard } from './app/dashboard.ts';
import { openClusters } from './cluster/index.ts';
import { globalCommands } from './commands/index.ts';
import { runEffects } from './effects/index.ts';
import { runFeeds } from './feeds/index.ts';
import { OneShotReader } from './cli/one-shot/reader.ts';
import type { Clusters } from './ports/connection.ts';
import { panes } from './panes/index.ts';
import { overlays } from './overlays/index.ts';
import { Program } from './screen/program.ts';
import { startDemo } from './simulator/demo/start-demo.ts';
import { ENDING_SIGNALS, openScreen, terminalProblem } from './terminal/index.ts';

declare const PODSCOPE_VERSION: string;

const { stdin, stdout, stderr, env } = process;
const writer = writerOn(stdout, stderr);
const journal = startJournal(process, Date.now);
const { log, told$ } = journal;

function dashboard(invocation: Shown, clusters: Clusters, notice?: Notice): void {
  const { flags } = invocation;
  const others = { stderr, told: journal.overheard };
  const terminal = openScreen({ stdin, stdout, env, others, noMouse: !flags.mouse, noColor: !flags.color });
  const size = { columns: stdout.columns, rows: stdout.rows };
  startDashboard({
    start: { now: Date.now(), size, ...startOf(invocation, clusters) },
    program: new Program(panes, overlays, globalCommands),
    world: { clusters, terminal, clock: { now: () => Date.now() }, told$, exit: process.exit },
    effects: runEffects,
    feeds: runFeeds,
    ...(notice && { first: [{ type: 'open', overlay: 'confirm', with: notice }] }),
  });
}

async function once(shot: OneShot, clusters: Clusters): Promise<number> {
  const connection = clusters.connect(clusters.current.name);
  const reader = new OneShotReader(connection, shot.connection.namespace ?? clusters.current.namespace);
  return runOneShot(shot, reader, Date.now(), writer).finally(() => connection.close());
}

async function demo(invocation: Demo): Promise<void> {
  const program = new URL('simulator.js', import.meta.url);
  const { kubeconfig } = await startDemo(program, invocation.demo, ENDING_SIGNALS);
  if (invocation.demo.serve) return writer.out(`${kubeconfig}\n`);
  const clusters = openClusters({ kubeconfig, env: {}, home: homedir(), log });
  dashboard(invocation, clusters, demoNotice(kubeconfig));
}

/** The exit code, or nothing while the dashboard runs. */
async function main(): Promise<number | undefined> {
  const invocation = parseArguments(process.argv.slice(2), PODSCOPE_VERSION, writer);
  const screen = takesScreen(invocation);
  if (!screen) endWhenUnwritable(stdout, stderr, process.exit);
  if (!screen) sayWarnings(told$, writer);
  if (invocation.command === 'exit') return invocation.code;
  startLog(journal, invocation, `podscope ${PODSCOPE_VERSION}, Node ${process.version}`);
  const problem = screen ? terminalProblem({ stdin, stdout, env }) : undefined;
  if (problem !== undefined) throw new Error(problem);
  if (invocation.command === 'demo') return void (await demo(invocation));
  const clusters = openClusters({ ...invocation.connection, env, home: homedir(), log });
  if (invocation.command === 'dashboard') return void dashboard(invocation, clusters);
  return once(invocation, clusters);
}

process.exitCode = await exitCodeOf(main, writer, log);
