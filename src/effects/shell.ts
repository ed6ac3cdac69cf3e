import { failureText } from '../model/refusal.ts';
import { concatMap, filter, first, map, mergeMap, Observable, of, withLatestFrom } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import { type ContainerRef, type ExecResult, lacksProgram, type SessionStatus } from '../model/session.ts';
import { shellCommand } from '../model/sessions/shell-command.ts';
import type { Connection } from '../ports/connection.ts';
import type { LentTerminal } from '../ports/terminal.ts';
import type { World } from '../ports/world.ts';
import type { Action } from '../store/actions.ts';
import type { Session } from '../store/sessions.ts';
import { Connecting } from './connecting.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';

/** After this time, in ms, who waits is told how to give up. */
const SLOW = 1_000;

/**
 * Lends the terminal to a shell in a container, one after the other, and keeps on show how it ended until a key
 * is pressed. Reduce has made its row, the last one; all that becomes of it is told.
 */
export const shell: Effect = ({ world, actions$, connection$, state$ }) =>
  actions$.pipe(
    filter(({ type }) => type === 'shell'),
    withLatestFrom(state$, (_, { sessions }) => sessions.at(-1)),
    filter((session) => session !== undefined),
    mergeMap((session) =>
      connection$.pipe(
        first(),
        map((connection) => ({ session, connection })),
      ),
    ),
    concatMap(({ session, connection }) => {
      const { status } = session;
      if (status.type !== 'failed') return inTerminal(world, connection, session);
      return of(said(session, failureText(status.failure), 'failing'));
    }),
  );

function inTerminal(world: World, connection: Connection, session: Session): Observable<Action> {
  const { kubeconfig } = world.clusters;
  return new Observable((out) => {
    const tell = (status: SessionStatus): void => out.next({ type: 'session', id: session.id, status });
    const told = (ended: Ended): string => ending({ ...session, kubeconfig }, ended);
    const talk = (lent: LentTerminal): Promise<Ended | Cancelled> =>
      converse(lent, connection, { ...session, command: commandOf(session, world) }, tell, told);
    const back = (ended: Ended | Cancelled): void => {
      if (ended.type === 'cancelled') out.next(said(session, 'cancelled'));
      else if (!isFine(ended))
        out.next(said(session, told(ended), ended.type === 'failed' ? 'failing' : undefined));
      out.complete();
    };
    const broken = (error: unknown): void => {
      const failure = failureOf(error);
      tell({ type: 'failed', failure });
      out.next(said(session, failureText(failure), 'failing'));
      out.complete();
    };
    world.terminal.lend(talk).then(back, broken);
  });
}

/** How a session ended that was open, or could not be opened. */
type Ended = ExecResult | { readonly type: 'left' };
type Cancelled = { readonly type: 'cancelled' };

const isFine = (ended: Ended): boolean => ended.type === 'exited' && ended.code === 0;

const commandOf = ({ command }: Session, { shellEnvironment }: World): readonly string[] =>
  command.length > 0 ? command : shellCommand(shellEnvironment);

/** What the dashboard says of it when it is back. */
const said = ({ container, pod }: ContainerRef, text: string, tone?: 'failing'): Action =>
  say(`shell in ${container} of ${pod}: ${text}`, tone);

/** From opening to the key that is pressed when it is over. */
async function converse(
  terminal: LentTerminal,
  connection: Connection,
  session: Session,
  tell: (status: SessionStatus) => void,
  told: (ended: Ended) => string,
): Promise<Ended | Cancelled> {
  const ended = await untilEnded(terminal, connection, session, () => tell({ type: 'open' }));
  tell(ended);
  if (ended.type !== 'cancelled') await terminal.conclude(told(ended));
  return ended;
}

async function untilEnded(
  terminal: LentTerminal,
  connection: Connection,
  { namespace, pod, container, command }: Session,
  opened: () => void,
): Promise<Ended | Cancelled> {
  const connecting = new Connecting(terminal, opened);
  const slow = setTimeout(() => {
    if (connecting.waits) void terminal.announce('still connecting: Ctrl-C gives up');
  }, SLOW);
  try {
    await terminal.announce(`${namespace}/${pod} ${container}: exit or Ctrl-D comes back`);
    const request = { namespace, pod, container, command, tty: true, stdin: true };
    const result = await connection.exec(request, connecting, connecting.signal);
    if (!connecting.signal.aborted) return result;
    return { type: connecting.heard ? 'left' : 'cancelled' };
  } finally {
    clearTimeout(slow);
    connecting.close();
  }
}

/** What kubectl needs to find the same container. */
type Whereabouts = ContainerRef & Pick<Session, 'context'> & { readonly kubeconfig: string | undefined };

/** How a session ended, and what would work where it could not begin. */
export function ending(where: Whereabouts, result: Ended): string {
  const { pod, container, namespace, context, kubeconfig } = where;
  if (result.type === 'exited') return result.code === 137 ? 'killed (exit 137)' : `exit ${result.code}`;
  if (result.type === 'left') return 'left: what runs in the container may go on';
  if (result.type === 'lost') return `connection lost: ${failureText(result.failure)}`;
  const { message } = result.failure;
  if (!lacksProgram(message)) return message;
  const file = kubeconfig === undefined ? '' : ` --kubeconfig ${quoted(kubeconfig)}`;
  const there = `${file} --context ${quoted(context)} -n ${namespace}`;
  const debug = `kubectl${there} debug -it ${pod} --image=busybox --target=${container}`;
  return `no shell in ${container}: its image has none. Try another container, or: ${debug}`;
}

/** A word of a command line, as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
