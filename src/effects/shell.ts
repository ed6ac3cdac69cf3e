import { concatMap, filter, mergeAll, withLatestFrom } from 'rxjs';
import type { ContainerRef, ExecResult } from '../model/session.ts';
import type { Action } from '../store/actions.ts';
import { Connecting } from './connecting.ts';
import type { Effect } from './environment.ts';
import type { Connection } from '../ports/connection.ts';
import type { LentTerminal } from '../ports/terminal.ts';
import type { World } from '../ports/world.ts';

/** bash where there is one, else sh. */
export const SHELL = [
  'sh',
  '-c',
  'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi',
] as const;

/** After this time, in ms, who waits is told how to give up. */
const SLOW = 1_000;

/** How long the line stays that says that a shell was given up, in ms. */
const TOLD = 6_000;

/** Lends the terminal to a shell in a container, and keeps on show how it ended until a key is pressed. */
export const shell: Effect = ({ world, actions$, connection$, state$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'shell'),
    withLatestFrom(connection$, state$),
    filter(([, , state]) => !state.look.readonly),
    concatMap(([{ target }, connection]) => runShell(world, connection, target)),
    mergeAll(),
  );

/** What the dashboard says when it is back. */
async function runShell(
  world: World,
  connection: Connection,
  target: ContainerRef,
): Promise<readonly Action[]> {
  const cancelled = await world.terminal.lend((terminal) => inTerminal(terminal, connection, target));
  if (!cancelled) return [];
  const text = `shell in ${target.container} of ${target.pod}: cancelled`;
  return [{ type: 'message', message: { tone: 'plain', text, until: world.clock.now() + TOLD } }];
}

/** Whether the user gave up before there was a shell. */
async function inTerminal(
  terminal: LentTerminal,
  connection: Connection,
  target: ContainerRef,
): Promise<boolean> {
  const connecting = new Connecting(terminal);
  const slow = setTimeout(() => {
    if (connecting.waits) void terminal.announce('still connecting: Ctrl-C gives up');
  }, SLOW);
  const { namespace, pod, container } = target;
  await terminal.announce(`${namespace}/${pod} ${container}: exit or Ctrl-D comes back`);
  const request = { ...target, command: SHELL, tty: true, stdin: true };
  const result = await connection.exec(request, connecting, connecting.signal);
  clearTimeout(slow);
  connecting.close();
  if (connecting.signal.aborted) return true;
  await terminal.conclude(ending(target, result));
  return false;
}

/** How a session ended, and what would work where it could not begin. */
export function ending({ pod, container, namespace }: ContainerRef, result: ExecResult): string {
  if (result.type === 'exited') return result.code === 137 ? 'killed (exit 137)' : `exit ${result.code}`;
  if (result.type === 'lost') return `connection lost: ${result.failure.message}`;
  const { message } = result.failure;
  if (!/executable file not found|no such file or directory/i.test(message)) return message;
  const debug = `kubectl debug -it -n ${namespace} ${pod} --image=busybox --target=${container}`;
  return `no shell in ${container}: its image has none. Try another container, or: ${debug}`;
}
