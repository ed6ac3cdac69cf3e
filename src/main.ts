import { homedir } from 'node:os';
import { filter } from 'rxjs';
import { type Invocation, parseArguments } from './cli/arguments.ts';
import { type OneShot, runOneShot } from './cli/one-shot.ts';
import { endWhenUnread, exitCodeOf } from './cli/program.ts';
import { openCluster } from './cluster/index.ts';
import { globalCommands } from './commands/index.ts';
import { frames } from './effects/frames.ts';
import { runEffects } from './effects/index.ts';
import { OneShotReader } from './effects/one-shot-reader.ts';
import type { ClusterPort } from './effects/ports.ts';
import { sessions } from './effects/sessions.ts';
import { panes } from './panes/index.ts';
import { connectScreen } from './panes/connect-screen.ts';
import { Panes } from './panes/screen.ts';
import { initialState } from './store/initial-state.ts';
import { startLoop } from './store/loop.ts';
import { openScreen, terminalProblem } from './terminal/index.ts';

declare const PODSCOPE_VERSION: string;

const { stdin, stdout, stderr, env } = process;
const writer = {
  out: (text: string) => void stdout.write(text),
  err: (text: string) => void stderr.write(text),
};

/** The dashboard: input and effects become actions, actions a state, states frames. */
function dashboard(
  { target, flags, connection }: Extract<Invocation, { command: 'dashboard' }>,
  cluster: ClusterPort,
): void {
  const screen = openScreen({ stdin, stdout, env, noMouse: !flags.mouse, noColor: !flags.color });
  const program = new Panes(panes, globalCommands);
  const { current, contexts } = cluster;
  const loop = startLoop(
    initialState({
      now: Date.now(),
      size: { columns: stdout.columns, rows: stdout.rows },
      context: current.name,
      contexts,
      namespace: flags.allNamespaces ? undefined : (connection.namespace ?? current.namespace),
      readonly: flags.readonly,
      ...(flags.selector !== undefined && { labelSelector: flags.selector }),
      ...(target && { wanted: target }),
    }),
  );
  const { actions$, state$, dispatch } = loop;
  actions$.pipe(filter(({ type }) => type === 'quit')).subscribe(() => {
    screen.close();
    process.exit(0);
  });
  connectScreen(screen, loop, program, frames);
  const world = { cluster, terminal: screen, clock: { now: () => Date.now() } };
  const session$ = sessions(cluster, state$);
  const { needs, wantsDocument } = program;
  runEffects({ world, actions$, state$, session$, needs, wantsDocument }).subscribe((action) =>
    dispatch(action),
  );
}

async function once(shot: OneShot, cluster: ClusterPort): Promise<number> {
  endWhenUnread(stdout, process.exit);
  const session = cluster.connect(cluster.current.name);
  const reader = new OneShotReader(session, shot.connection.namespace ?? cluster.current.namespace);
  return runOneShot(shot, reader, Date.now(), writer).finally(() => session.close());
}

/** The exit code, or nothing while the dashboard runs. */
async function main(): Promise<number | undefined> {
  const invocation = parseArguments(process.argv.slice(2), PODSCOPE_VERSION, writer);
  if (invocation.command === 'exit') return invocation.code;
  const problem = invocation.command === 'dashboard' ? terminalProblem({ stdin, stdout, env }) : undefined;
  if (problem !== undefined) throw new Error(problem);
  const cluster = openCluster({ ...invocation.connection, env, home: homedir() });
  if (invocation.command === 'dashboard') return void dashboard(invocation, cluster);
  return once(invocation, cluster);
}

process.exitCode = await exitCodeOf(main, writer);
