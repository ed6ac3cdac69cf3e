import { homedir } from 'node:os';
import { ReplaySubject } from 'rxjs';
import type { Writer } from './cli/arguments/arguments.ts';
import { DEMO_NOTICE, demoMessage } from './cli/demo.ts';
import type { Journal } from './cli/journal/journal.ts';
import type { Demo } from './cli/start.ts';
import type { Clusters } from './ports/connection.ts';
import { startDemo } from './simulator/demo/start-demo.ts';
import { ENDING_SIGNALS } from './terminal/lending/restore.ts';

/**
 * The part of `main` that only the demo needs: starts a simulated cluster, whose program is given, and shows it while it starts. Resolves when
 * it is up. A cluster that does not come up is a rejection where it is only served, and else ends the program.
 */
export async function runDemo(
  simulator: URL,
  invocation: Demo,
  journal: Journal,
  writer: Writer,
): Promise<void> {
  const part$ = new ReplaySubject<number>(1);
  part$.next(0);
  const demo = startDemo(simulator, invocation.demo, ENDING_SIGNALS, (part) => part$.next(part));
  const { kubeconfig, context, up } = demo;
  if (invocation.demo.serve) return up.then(() => writer.out(`${kubeconfig}\n`));
  // What becomes of it is heard below: as long as there is no screen nobody could tell it well.
  up.catch(() => undefined);
  const [{ openClusters, startingClusters }, { showDashboard }] = await Promise.all([
    import('./cluster/index.ts'),
    import('./dashboard.ts'),
  ]);
  const { readonly } = invocation.flags;
  const clusters = async (): Promise<Clusters> => {
    await up;
    return openClusters({ kubeconfig, readonly, env: {}, home: homedir(), log: journal.log });
  };
  const starting = startingClusters({ kubeconfig, context, readonly, clusters, part$ });
  journal.log('info', 'demo', demoMessage({ ...invocation.connection, kubeconfig }));
  showDashboard(invocation, starting, journal, writer, DEMO_NOTICE);
  // There is nothing to show: as an error of its own it gives the terminal back.
  await up.catch((error: unknown) =>
    setImmediate(() => {
      throw error;
    }),
  );
}
