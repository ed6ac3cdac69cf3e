import type { Able } from '../model/capabilities.ts';
import type { ContainerRef, SessionStatus } from '../model/session.ts';
import type { DebugContainer } from '../model/sessions/debug-container.ts';

/** What a session is: a command, or with none a shell; what the container's first process says; a container made for it. */
export interface SessionKind {
  /** Empty: a shell. */
  readonly command: readonly string[];
  readonly attach?: true;
  /** Made first, and attached to. */
  readonly debug?: DebugContainer;
}

/** A session in a container. It outlives a switch of the context that it was opened in. */
export interface Session extends ContainerRef, SessionKind {
  /** Grows from one to the next. */
  readonly id: number;
  readonly context: string;
  /** When it was asked for, epoch milliseconds. */
  readonly at: number;
  readonly status: SessionStatus;
}

/** So many of those that ended are kept. */
const ENDED_KEPT = 20;

/** `shell in web`, `attached to web`, `ls -l in web`. */
export function sessionTitle({ command, attach, debug, container }: SessionKind & ContainerRef): string {
  if (debug) return `debug container ${container} (${debug.image}, for ${debug.target})`;
  if (attach) return `attached to ${container}`;
  return `${command.length === 0 ? 'shell' : command.join(' ')} in ${container}`;
}

/** With one more, the last, which is being opened; or which failed at once with the reason why it cannot be. */
export function withSession(
  sessions: readonly Session[],
  opened: Pick<Session, 'context' | 'at'> &
    SessionKind & { readonly target: ContainerRef; readonly able: Able },
): readonly Session[] {
  const { target, able, ...session } = opened;
  const id = (sessions.at(-1)?.id ?? 0) + 1;
  const status: SessionStatus =
    able === true ? { type: 'opening' } : { type: 'failed', failure: { reason: 'Unable', message: able } };
  return bounded([...sessions, { ...target, ...session, id, status }]);
}

/** One of them came to another status. */
export function withStatus(
  sessions: readonly Session[],
  id: number,
  status: SessionStatus,
): readonly Session[] {
  return bounded(sessions.map((session) => (session.id === id ? { ...session, status } : session)));
}

export const isOver = ({ status }: Session): boolean => status.type !== 'opening' && status.type !== 'open';

function bounded(sessions: readonly Session[]): readonly Session[] {
  let tooMany = sessions.filter(isOver).length - ENDED_KEPT;
  return sessions.filter((session) => !isOver(session) || tooMany-- <= 0);
}
