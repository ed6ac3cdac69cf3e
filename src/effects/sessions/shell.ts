import type { CommandPlace } from '../../model/text/command-place.ts';
import { failureText } from '../../model/refusal.ts';
import {
  concatMap,
  filter,
  first,
  map,
  merge,
  mergeMap,
  Observable,
  of,
  Subject,
  withLatestFrom,
} from 'rxjs';
import { failureOf } from '../../model/failure.ts';
import type { ContainerRef, ExecRequest, SessionStatus } from '../../model/session.ts';
import { endingText, lacksShell } from '../../model/sessions/ending.ts';
import { terminalShell } from '../../model/sessions/shell/hang-up.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { askedNodeText } from '../../model/pod/virtual-node.ts';
import { wayBack } from '../../model/sessions/way-back.ts';
import { statusText } from '../../model/sessions/status-text.ts';
import type { Connection } from '../../ports/connection.ts';
import type { LentTerminal } from '../../ports/terminal.ts';
import type { World } from '../../ports/world.ts';
import type { Action } from '../../store/actions.ts';
import { type ContainerSession, isInContainer, sessionTitle } from '../../store/sessions.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { ableTo } from '../../store/selectors/able-to.ts';
import { podNamed } from '../../store/selectors/pods/pod-named.ts';
import { attachTo } from './attaching.ts';
import { Connecting } from './connecting.ts';
import { withDeletion } from './deletion.ts';
import { whyNotRunning } from './start-debug.ts';
import { askAgain } from './refused-debug.ts';
import { type Ended, ending } from './shell-ending.ts';
import type { Effect } from '../environment.ts';
import { say } from '../say.ts';

/** After this time, in ms, who waits is told how to give up. */
const SLOW = 1_000;

/**
 * Lends the terminal to a session in a container, one after the other, and keeps on show how it ended until a key
 * is pressed. Reduce has made its row, the last one; all that becomes of it is told.
 */
export const shell: Effect = ({ world, actions$, connection$, state$ }) => {
  /** What is heard of a shell once it was left: by then another session may have the terminal. */
  const later$ = new Subject<Action>();
  const asked$ = actions$.pipe(
    filter(({ type }) => type === 'shell'),
    withLatestFrom(state$, (_, state) => {
      const session = state.sessions.at(-1);
      return session && isInContainer(session)
        ? {
            ...session,
            mayDebug: ableTo(state, 'debug', session.namespace) === true,
            place: { ...commandPlace(state, session.namespace), context: session.context },
            its: podNamed(state, session),
          }
        : undefined;
    }),
    filter((session) => session !== undefined),
    mergeMap((session) =>
      connection$.pipe(
        first(),
        map((connection) => ({ session, connection })),
      ),
    ),
    concatMap(({ session, connection }) => {
      const { status } = session;
      if (status.type !== 'failed')
        return inTerminal(world, connection, session, (action) => later$.next(action));
      return of(said(session, failureText(status.failure), 'failing'));
    }),
  );
  return merge(later$, asked$);
};

/** A session, and whether a debug container can be offered where it finds no shell. */
type Asked = ContainerSession & {
  readonly mayDebug: boolean;
  readonly place: CommandPlace;
  readonly its: Pod | undefined;
};
/** With what is run: its command, or a shell, and who hears whether that is hung up. */
type Opened = Asked & {
  readonly runs: Pick<ExecRequest, 'command' | 'hangUp'>;
  readonly hungUp: (stays?: string) => void;
};

/** How a shell that was left was hung up. */
type Hanging = Extract<SessionStatus, { readonly type: 'left' }>;

function inTerminal(
  world: World,
  connection: Connection,
  session: Asked,
  later: (action: Action) => void,
): Observable<Action> {
  return new Observable((out) => {
    const became = (status: SessionStatus): Action => ({ type: 'session', id: session.id, status });
    const tell = (status: SessionStatus): void => out.next(became(status));
    let hanging: Hanging | undefined;
    let isBack = false;
    const hungUp = (stays?: string): void => {
      hanging = { type: 'left', ...(stays === undefined ? { hungUp: true } : { stays }) };
      later(became(hanging));
      if (isBack && stays !== undefined) later(said(session, endingText(session, hanging), 'failing'));
    };
    let ofNode: string | undefined;
    const told = (ended: Ended): string => [ending(session, ended), ofNode].filter(Boolean).join('; ');
    const toldOf = async (ended: Ended): Promise<string> => {
      ofNode = await nodeOf(connection, session, ended);
      return told(ended);
    };
    const talk = (lent: LentTerminal): Promise<Concluded> => {
      const waits = waitsFor(world, session).subscribe((text) => void lent.announce(text));
      const tellOf = (status: SessionStatus): void => {
        waits.unsubscribe();
        tell(status);
      };
      const runs = commandOf(session, world);
      return converse(lent, connection, { ...session, runs, hungUp }, tellOf, toldOf);
    };
    const back = ({ ended: left, by }: Concluded): void => {
      const ended = left.type === 'left' ? (hanging ?? left) : left;
      isBack = true;
      if (ended.type === 'cancelled') out.next(said(session, statusText(ended)));
      else if (!isFine(ended)) out.next(said(session, told(ended), hasFailed(ended) ? 'failing' : undefined));
      if (by === TAKES) for (const action of offers(session, ended)) out.next(action);
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

/** What a busy server or a credential plugin has it wait for until it is open: nobody sees the footer meanwhile. */
const waitsFor = ({ told$ }: World, { namespace, pod }: ContainerRef): Observable<string> =>
  told$.pipe(
    filter(({ lastsMs }) => lastsMs !== undefined),
    filter(
      ({ source, text }) => source === 'plugin' || text.includes(`/namespaces/${namespace}/pods/${pod}/`),
    ),
    map(({ text }) => text),
  );

type Cancelled = Extract<SessionStatus, { readonly type: 'cancelled' }>;

/** The same, and the key by which its last words were left. */
interface Concluded {
  readonly ended: Ended | Cancelled;
  readonly by?: string;
}

/** What is asked next of who could get no shell, or no debug container of such a profile. */
function offers(session: Asked, ended: Ended | Cancelled): readonly Action[] {
  const { namespace, pod, container, debug } = session;
  if (session.mayDebug && lacksShell(session, ended))
    return [{ type: 'ask-debug', target: { namespace, pod, container } }];
  return debug && ended.type === 'failed' ? askAgain(session, debug, ended.failure) : [];
}

/** That nothing could be run since its node is a virtual one. */
async function nodeOf(connection: Connection, asked: Asked, ended: Ended): Promise<string | undefined> {
  if (!asked.its || ended.type !== 'failed' || lacksShell(asked, ended)) return undefined;
  return askedNodeText(asked.its, [ended.failure], (ref) => connection.get(ref));
}

const hasFailed = (ended: Ended): boolean =>
  ended.type === 'failed' || (ended.type === 'left' && ended.stays !== undefined);

const isFine = (ended: Ended): boolean =>
  ended.type === 'ended' || (ended.type === 'exited' && ended.code === 0);

const commandOf = (
  { command }: ContainerSession,
  { shellEnvironment }: World,
): Pick<ExecRequest, 'command' | 'hangUp'> =>
  command.length > 0
    ? { command }
    : terminalShell(shellEnvironment, crypto.getRandomValues(new Uint8Array(16)));

/** What the dashboard says of it when it is back. */
const said = (session: ContainerSession, text: string, tone?: 'failing'): Action =>
  say(`${sessionTitle(session)} of ${session.pod}: ${text}`, tone);

/** From opening to the key that is pressed when it is over. */
async function converse(
  terminal: LentTerminal,
  connection: Connection,
  session: Opened,
  tell: (status: SessionStatus) => void,
  told: (ended: Ended) => Promise<string>,
): Promise<Concluded> {
  const ended = await untilEnded(terminal, connection, session, () => tell({ type: 'open' }));
  tell(ended);
  return ended.type === 'cancelled' ? { ended } : { ended, by: await terminal.conclude(await told(ended)) };
}

async function untilEnded(
  terminal: LentTerminal,
  connection: Connection,
  session: Opened,
  opened: () => void,
): Promise<Ended | Cancelled> {
  const { namespace, pod, container, command, runs, attach, debug } = session;
  const uid = session.its?.metadata.uid;
  const attached = attach ?? debug !== undefined;
  const connecting = new Connecting(terminal, opened, attached, session.hungUp);
  const slow = setTimeout(() => {
    if (connecting.waits && !debug) void terminal.announce('still connecting: Ctrl-C gives up');
  }, SLOW);
  try {
    await terminal.announce(`${namespace}/${pod} ${container}: ${wayBack(command, attached)}`);
    const aborted = connecting.signal;
    const failure = debug && (await whyNotRunning(terminal, connection, session, debug, aborted));
    const result = failure
      ? ({ type: 'failed', failure } as const)
      : attached
        ? await attachTo(connection, session, connecting)
        : await connection.exec(
            { namespace, pod, container, ...runs, tty: true, stdin: true },
            connecting,
            aborted,
          );
    if (!aborted.aborted)
      return connecting.heard ? await withDeletion(connection, { ...session, uid }, result) : result;
    if (connecting.heard) return { type: 'left', ...(connecting.endsInput && { endsInput: true }) };
    return { type: 'cancelled', ...(failure && { text: failure.message }) };
  } finally {
    clearTimeout(slow);
    connecting.close();
  }
}

/** The key by which last words are left for what they offer: shift-d, as in the dashboard. Any other one does nothing else. */
const TAKES = 'D';
