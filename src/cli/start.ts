import { channel } from 'node:diagnostics_channel';
import type { CommandPlace } from '../model/text/command-place.ts';
import { builtInKind } from '../model/owners/kind-match.ts';
import type { Clusters } from '../ports/connection.ts';
import { DEMO_POD } from './demo.ts';
import { withoutScreen } from './arguments/instead/without-screen.ts';
import type { Shown, Invocation } from './arguments/invocation.ts';
import type { Target } from './arguments/target.ts';
import type { Journal } from './journal/journal.ts';
import { openLogFile } from './journal/log-file.ts';
import { takesScreen } from './program.ts';

export type { Shown } from './arguments/invocation.ts';
export { sayWarnings, startJournal } from './journal/listen.ts';

export type Demo = Extract<Invocation, { command: 'demo' }>;

/** What the command line says of the first screen. */
export function startOf(
  { command, target, flags, connection }: Shown,
  { contexts, current: context, kubeconfig }: Pick<Clusters, 'contexts' | 'current' | 'kubeconfig'>,
): {
  readonly contexts: Clusters['contexts'];
  readonly context: string;
  readonly namespace: string | undefined;
  readonly readonly: boolean;
  readonly flags: CommandPlace;
  readonly labelSelector?: string;
  readonly logMemory?: number;
  readonly wanted?: Target;
} {
  const whole = connection.namespace === undefined && flags.selector === undefined;
  // A namespace is in none: who names one wants to be there, as by -n.
  const named = target && builtInKind(target.kind)?.kind === 'Namespace' ? target.name : undefined;
  const first = target ?? (command === 'demo' && whole ? DEMO_POD : undefined);
  const wanted = named === undefined ? first : undefined;
  return {
    contexts,
    context: context.name,
    namespace: named ?? (flags.allNamespaces ? undefined : (connection.namespace ?? context.namespace)),
    readonly: flags.readonly,
    // The demo has one of its own.
    flags: { ...connection, kubeconfig },
    ...(flags.logMemory !== undefined && { logMemory: flags.logMemory }),
    ...(flags.selector !== undefined && { labelSelector: flags.selector }),
    ...(wanted && { wanted }),
  };
}

/** Why there is no dashboard, and what works instead. */
export const noScreen = (problem: string, invocation: Shown): Error =>
  new Error(`${problem}; ${withoutScreen(invocation)}`);

/** Begins the log in the file that the command line names; throws in one line where it cannot be written. */
export function startLog(journal: Journal, invocation: Invocation, program: string): void {
  const { logFile, command } = invocation;
  if (logFile === undefined) return;
  journal.writeTo(openLogFile(logFile, { screen: takesScreen(invocation) }));
  journal.log('debug', 'podscope', `${program}: ${command}`);
}

/** Heard by `bin/v8-flags.js`, which alone tells V8, since kept code goes by what V8 was told. */
const MUCH = channel('podscope:much');

/**
 * Has V8 optimize code as soon as it pays where much is done, or hardly ever. Nothing but the dashboard is for long without
 * much to do.
 */
export const optimizeFor = (much: boolean): void => MUCH.publish({ much });
