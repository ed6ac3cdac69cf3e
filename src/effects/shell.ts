import { failureText } from '../model/refusal.ts';
import { concatMap, filter, first, map, mergeMap, Observable, of, withLatestFrom } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import { type ContainerRef, type ExecResult, lacksProgram, type SessionStatus } from '../model/session.ts';
import type { Connection } from '../ports/connection.ts';
import type { LentTerminal, Terminal } from '../ports/terminal.ts';
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
export const shell: Effect = ({ world: { terminal, clusters }, actions$, connection$, state$ }) =>
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
      if (status.type !== 'failed') return inTerminal(terminal, connection, session, clusters.kubeconfig);
      return of(said(session, failureText(status.failure), 'failing'));
    }),
  );

function inTerminal(
  terminal: Terminal,
  connection: Connection,
  session: Session,
  kubeconfig: string | undefined,
): Observable<Action> {
  return new Observable((out) => {
    const tell = (status: SessionStatus): void => out.next({ type: 'session', id: session.id, status });
    const told = (ended: ExecResult): string => ending({ ...session, kubeconfig }, ended);
    const talk = (lent: LentTerminal): Promise<SessionStatus> =>
      converse(lent, connection, session, tell, told);
    const back = ({ type }: SessionStatus): void => {
      if (type === 'cancelled') out.next(said(session, 'cancelled'));
      out.complete();
    };
    const broken = (error: unknown): void => {
      const failure = failureOf(error);
      tell({ type: 'failed', failure });
      out.next(said(session, failureText(failure), 'failing'));
      out.complete();
    };
    terminal.lend(talk).then(back, broken);
  });
}

/** What the dashboard says of it when it is back. */
const said = ({ container, pod }: ContainerRef, text: string, tone?: 'failing'): Action =>
  say(`shell in ${container} of ${pod}: ${text}`, tone);

/** From opening to the key that is pressed when it is over. */
async function converse(
  terminal: LentTerminal,
  connection: Connection,
  session: Session,
  tell: (status: SessionStatus) => void,
  told: (ended: ExecResult) => string,
): Promise<SessionStatus> {
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
): Promise<ExecResult | { readonly type: 'cancelled' }> {
  const connecting = new Connecting(terminal, opened);
  const slow = setTimeout(() => {
    if (connecting.waits) void terminal.announce('still connecting: Ctrl-C gives up');
  }, SLOW);
  try {
    await terminal.announce(`${namespace}/${pod} ${container}: exit or Ctrl-D comes back`);
    const request = { namespace, pod, container, command, tty: true, stdin: true };
    const result = await connection.exec(request, connecting, connecting.signal);
    return connecting.signal.aborted ? { type: 'cancelled' } : result;
  } finally {
    clearTimeout(slow);
    connecting.close();
  }
}

/** What kubectl needs to find the same container. */
type Whereabouts = ContainerRef & Pick<Session, 'context'> & { readonly kubeconfig: string | undefined };

/** How a session ended, and what would work where it could not begin. */
export function ending(where: Whereabouts, result: ExecResult): string {
  const { pod, container, namespace, context, kubeconfig } = where;
  if (result.type === 'exited') return result.code === 137 ? 'killed (exit 137)' : `exit ${result.code}`;
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
