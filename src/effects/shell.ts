import type { ExecResult } from '../model/session.ts';
import {
  concatMap,
  filter,
  firstValueFrom,
  ignoreElements,
  type Observable,
  skipUntil,
  take,
  timer,
  withLatestFrom,
} from 'rxjs';
import type { Action, ShellTarget } from '../store/actions.ts';
import type { Effect } from './environment.ts';
import type { ClusterSession, LentTerminal, World } from './ports.ts';

/** bash where there is one, else sh. */
export const SHELL = [
  'sh',
  '-c',
  'if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi',
] as const;

/** Keys that come within this many ms of the end were meant for the shell. */
const TYPED_AHEAD = 250;

/** Lends the terminal to a shell in a container, and keeps on show how it ended until a key is pressed. */
export const shell: Effect = ({ world, actions$, session$, state$ }) =>
  actions$.pipe(
    filter((action) => action.type === 'shell'),
    withLatestFrom(session$, state$),
    filter(([, , state]) => !state.look.readonly),
    concatMap(([{ target }, session]) => runShell(world, session, target)),
    ignoreElements(),
  ) as Observable<Action>;

async function runShell(world: World, session: ClusterSession, target: ShellTarget): Promise<void> {
  await world.terminal.lend(async (terminal) => {
    const { namespace, pod, container } = target;
    await terminal.tell('opening', `${namespace}/${pod} ${container}: exit or Ctrl-D comes back`);
    const result = await session.exec(
      { ...target, command: SHELL, tty: true, stdin: true },
      { input$: terminal.input$, size$: terminal.size$, write: (_, data) => terminal.write(data) },
    );
    await terminal.tell('ending', ending(target, result));
    await anyKey(terminal);
  });
}

function anyKey(terminal: LentTerminal): Promise<unknown> {
  const keys$ = terminal.input$.pipe(skipUntil(timer(TYPED_AHEAD)), take(1));
  return firstValueFrom(keys$, { defaultValue: undefined });
}

/** How a session ended, and what would work where it could not begin. */
export function ending({ pod, container, namespace }: ShellTarget, result: ExecResult): string {
  if (result.type === 'exited') return result.code === 137 ? 'killed (exit 137)' : `exit ${result.code}`;
  if (result.type === 'lost') return `connection lost: ${result.failure.message}`;
  const { message } = result.failure;
  if (!/executable file not found|no such file or directory/i.test(message)) return message;
  const debug = `kubectl debug -it -n ${namespace} ${pod} --image=busybox --target=${container}`;
  return `no shell in ${container}: its image has none. Try another container, or: ${debug}`;
}
