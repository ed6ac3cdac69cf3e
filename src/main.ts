import { pathToFileURL } from 'node:url';
import type { Journal } from './cli/journal/journal.ts';
import { damageOf, endWhenDamaged } from './cli/damage.ts';
import { endWhereHungUp } from './cli/hung-up.ts';
import type { OneShot } from './cli/one-shot/source.ts';
import { asksVersion, endWhenUnwritable, exitCodeOf, takesScreen, writerOn } from './cli/program.ts';
import type { ClusterOptions } from './cluster/index.ts';
import type { Log } from './model/log.ts';
import type { Clusters } from './ports/connection.ts';

declare const PODSCOPE_VERSION: string;

// The program is split at every `import()`: a command loads what it uses, and no sooner than it uses it.

const { stdout, stderr, env } = process;
const log: Log = (...told) => journal?.log(...told);
const writer = writerOn(stdout, stderr, env);
endWhereHungUp(process);
let journal: Journal | undefined;

async function clustersOf(options: Partial<ClusterOptions>, log: Log, waits?: Log): Promise<Clusters> {
  const [{ openClusters, readPipes }, { homedir }] = await Promise.all([
    import('./cluster/index.ts'),
    import('node:os'),
  ]);
  const place = { env, home: homedir(), ...options };
  return openClusters({ ...place, piped: await readPipes(place, log), log, waits, says: writer.note });
}

async function once(shot: OneShot, clusters: Clusters): Promise<number> {
  const connection = clusters.connect(clusters.current.name);
  const { OneShotReader, runOneShot } = await import('./cli/one-shot/index.ts');
  const place = { ...clusters.current, ...shot.connection, flags: shot.connection };
  const ends = (await import('./terminal/lending/standard-streams.ts')).standardOf(process, clusters.tidy);
  const ran = runOneShot(shot, new OneShotReader(connection, place), Date.now(), writer, ends);
  return ran.finally(clusters.tidy).finally(() => connection.close());
}

/** The exit code, or nothing while the dashboard runs. */
async function main(): Promise<number | undefined> {
  const argv = process.argv.slice(2);
  if (asksVersion(argv)) {
    endWhenUnwritable(stdout, stderr, process.exit);
    writer.out(`${PODSCOPE_VERSION}\n`);
    return 0;
  }
  const { parseArguments } = await import('./cli/arguments/arguments.ts');
  const invocation = parseArguments(argv, PODSCOPE_VERSION, writer);
  const screen = takesScreen(invocation);
  if (!screen) endWhenUnwritable(stdout, stderr, process.exit);
  if (invocation.command === 'exit') return invocation.code;
  const { noScreen, optimizeFor, startLog, startJournal, sayWarnings } = await import('./cli/start.ts');
  journal = startJournal(process, Date.now);
  const said = sayWarnings(journal.told$, writer);
  startLog(journal, invocation, `podscope ${PODSCOPE_VERSION}, Node ${process.version}`);
  const problem = screen && (await import('./terminal/problem.ts')).terminalProblem(process);
  if (screen && problem) throw noScreen(problem, invocation);
  if (invocation.command === 'demo') {
    if (screen) said.unsubscribe();
    const { runDemo } = await import('./demo.ts');
    const simulator = pathToFileURL(`${__dirname}/simulator.js`);
    return void (await runDemo(simulator, invocation, journal, writer));
  }
  if (invocation.command === 'dashboard') optimizeFor(false);
  const { readonly } = 'flags' in invocation ? invocation.flags : { readonly: false, ...invocation };
  const options = { ...invocation.connection, readonly };
  if (invocation.command !== 'dashboard')
    return once(invocation, await clustersOf(options, log, writer.progress && log));
  const clusters = await clustersOf(options, log);
  said.unsubscribe();
  (await import('./dashboard.ts')).showDashboard(invocation, clusters, journal, writer);
}

endWhenDamaged(process, __dirname);
void exitCodeOf(main, writer, log, (error) => damageOf(error, __dirname)).then((code) => {
  // Only a line on stderr was written, and what was begun before the failure would keep the program alive.
  if (code === 1) process.exit(code);
  process.exitCode = code;
});
