import type { Able } from '../model/capabilities.ts';
import type { ContainerRef, SessionStatus } from '../model/session.ts';

/** A session in a container. It outlives a switch of the context that it was opened in. */
export interface Session extends ContainerRef {
  /** Grows from one to the next. */
  readonly id: number;
  readonly context: string;
  /** Empty: a shell. */
  readonly command: readonly string[];
  readonly status: SessionStatus;
}

/** So many of those that ended are kept. */
const ENDED_KEPT = 20;

/** With one more, the last, which is being opened; or which failed at once with the reason why it cannot be. */
export function withSession(
  sessions: readonly Session[],
  opened: Pick<Session, 'context' | 'command'> & { readonly target: ContainerRef; readonly able: Able },
): readonly Session[] {
  const { context, command, target, able } = opened;
  const id = (sessions.at(-1)?.id ?? 0) + 1;
  const status: SessionStatus =
    able === true ? { type: 'opening' } : { type: 'failed', failure: { reason: 'Unable', message: able } };
  return bounded([...sessions, { ...target, id, context, command, status }]);
}

/** One of them came to another status. */
export function withStatus(
  sessions: readonly Session[],
  id: number,
  status: SessionStatus,
): readonly Session[] {
  return bounded(sessions.map((session) => (session.id === id ? { ...session, status } : session)));
}

const isOver = ({ status }: Session): boolean => status.type !== 'opening' && status.type !== 'open';

function bounded(sessions: readonly Session[]): readonly Session[] {
  let tooMany = sessions.filter(isOver).length - ENDED_KEPT;
  return sessions.filter((session) => !isOver(session) || tooMany-- <= 0);
}
