import { shCommand } from '../model/explain/shell/shell.ts';
import type { Able } from '../model/capabilities.ts';
import type { CopyRequest, CopyTold } from '../model/copy/copy.ts';
import { copyText, type CopyCourse, courseAfterTold, NOTHING_COPIED } from '../model/copy/copy-course.ts';
import type { ForwardRequest, ForwardTold } from '../model/forward/forward.ts';
import { courseAfter, type ForwardCourse, forwardText, NOT_BEGUN } from '../model/forward/forward-course.ts';
import type { ContainerRef, SessionStatus } from '../model/session.ts';
import type { SessionKind } from '../model/sessions/session-kind.ts';

/** What runs on beside the dashboard. It outlives a switch of the context that it was opened in. */
interface Row {
  /** Grows from one to the next. */
  readonly id: number;
  readonly context: string;
  /** When it was asked for, epoch milliseconds. */
  readonly at: number;
  readonly status: SessionStatus;
}

/** A session in a container. */
export interface ContainerSession extends Row, ContainerRef, SessionKind {
  readonly forward?: undefined;
  readonly copy?: undefined;
}

/** A port-forward; it is `left` where the user stopped it. */
export interface ForwardSession extends Row {
  readonly forward: ForwardRequest;
  readonly course: ForwardCourse;
  readonly copy?: undefined;
}

/** A copy of files; it is `ended` where all is in its place, and `left` where the user stopped it. */
export interface CopySession extends Row {
  readonly copy: CopyRequest;
  readonly course: CopyCourse;
  readonly forward?: undefined;
}

export type Session = ContainerSession | ForwardSession | CopySession;

/** So many of those that ended are kept. */
const ENDED_KEPT = 20;

export const isForward = (session: Session): session is ForwardSession => session.forward !== undefined;

export const isCopy = (session: Session): session is CopySession => session.copy !== undefined;

/** Whether it has the terminal while it runs: what is no port-forward and no copy. */
export const isInContainer = (session: Session): session is ContainerSession =>
  !isForward(session) && !isCopy(session);

/** `shell in web of shop/web-1`, `port-forward to 80 of Deployment web in shop` */
export function wholeTitle(session: Session): string {
  if (isCopy(session)) return copyTitle(session);
  if (!isForward(session)) return `${sessionTitle(session)} of ${session.namespace}/${session.pod}`;
  return `port-forward to ${forwardText(session.forward)} in ${session.forward.namespace}`;
}

/** `copy of /etc/passwd of app to ./passwd, Pod shop/web-1` */
export const copyTitle = ({ copy }: CopySession): string =>
  `copy of ${copyText(copy)}, Pod ${copy.namespace}/${copy.pod}`;

/** `127.0.0.1:8080 → 80 of Deployment web in shop` */
export function leadText({ course, forward }: ForwardSession): string {
  const from = course.listening[0]?.from;
  return `${from === undefined ? '' : `${from} → `}${forwardText(forward)} in ${forward.namespace}`;
}

/** `shell in web`, `attached to web`, `ls -l in web`. */
export function sessionTitle({ command, attach, debug, container }: SessionKind & ContainerRef): string {
  if (debug) return `debug container ${container} (${debug.image}, for ${debug.target})`;
  if (attach) return `attached to ${container}`;
  return `${command.length === 0 ? 'shell' : shCommand(command)} in ${container}`;
}

/** With one more, the last, which is being opened; or which failed at once with the reason why it cannot be. */
export function withSession(
  sessions: readonly Session[],
  opened: Opened & SessionKind & { readonly target: ContainerRef },
): readonly Session[] {
  const { target, able, ...session } = opened;
  return bounded([...sessions, { ...target, ...session, ...begun(sessions, able) }]);
}

/** With one more port-forward, the last. */
export function withForward(
  sessions: readonly Session[],
  { able, ...opened }: Opened & { readonly forward: ForwardRequest },
): readonly Session[] {
  return bounded([...sessions, { ...opened, course: NOT_BEGUN, ...begun(sessions, able) }]);
}

/** With one more copy, the last. */
export function withCopy(
  sessions: readonly Session[],
  { able, ...opened }: Opened & { readonly copy: CopyRequest },
): readonly Session[] {
  return bounded([...sessions, { ...opened, course: NOTHING_COPIED, ...begun(sessions, able) }]);
}

/** Something was told of a copy. */
export function withCopyTold(sessions: readonly Session[], id: number, told: CopyTold): readonly Session[] {
  return sessions.map((session) =>
    session.id === id && isCopy(session)
      ? { ...session, course: courseAfterTold(session.course, told) }
      : session,
  );
}

/** Something was told of a port-forward. */
export function withTold(
  sessions: readonly Session[],
  id: number,
  told: ForwardTold,
  now: number,
): readonly Session[] {
  return sessions.map((session) =>
    session.id === id && isForward(session)
      ? { ...session, course: courseAfter(session.course, told, now) }
      : session,
  );
}

type Opened = Pick<Row, 'context' | 'at'> & { readonly able: Able };

function begun(sessions: readonly Session[], able: Able): Pick<Row, 'id' | 'status'> {
  const id = (sessions.at(-1)?.id ?? 0) + 1;
  if (able === true) return { id, status: { type: 'opening' } };
  return { id, status: { type: 'failed', failure: { reason: 'Unable', message: able } } };
}

/** One of them came to another status. */
export function withStatus(
  sessions: readonly Session[],
  id: number,
  status: SessionStatus,
): readonly Session[] {
  return bounded(sessions.map((session) => (session.id === id ? { ...session, status } : session)));
}

export const isOver = ({ status }: Pick<Session, 'status'>): boolean =>
  status.type !== 'opening' && status.type !== 'open';

export const forwardsOf = (sessions: readonly Session[]): readonly ForwardSession[] =>
  sessions.filter(isForward);

/** Those that run, or are about to. */
export const runningForwards = (sessions: readonly Session[]): readonly ForwardSession[] =>
  forwardsOf(sessions).filter((session) => !isOver(session));

export const runningCopies = (sessions: readonly Session[]): readonly CopySession[] =>
  sessions.filter(isCopy).filter((session) => !isOver(session));

function bounded(sessions: readonly Session[]): readonly Session[] {
  let tooMany = sessions.filter(isOver).length - ENDED_KEPT;
  return sessions.filter((session) => !isOver(session) || tooMany-- <= 0);
}
