import { failureText } from '../refusal.ts';
import { type ContainerRef, lacksProgram, type SessionStatus } from '../session.ts';
import type { SessionKind } from './session-kind.ts';
import { statusText } from './status-text.ts';

/** How a session in a container stands or ended, in the same words wherever it is told. */
export function endingText(session: SessionKind & ContainerRef, status: SessionStatus): string {
  const { container, command, attach, debug, through } = session;
  const stays = debug ? `; ${container} stays in the Pod until that goes` : '';
  if (status.type === 'left' && through) return `to look through${stays}`;
  if (status.type === 'left' && status.endsInput)
    return `detached: the input of ${container} is at its end with that (stdinOnce), and so may be what runs there`;
  if (status.type === 'left' && (attach ?? debug))
    return `detached: what runs in ${container} goes on${stays}`;
  if (status.type === 'left' && command.length === 0) return `left: its shell ${hangingText(status)}`;
  if (lacksShell(session, status)) return 'its image has no shell';
  if (status.type === 'failed' && !status.deleted) return failureText(status.failure);
  const isOver = !['opening', 'open', 'cancelled'].includes(status.type);
  return statusText(status) + (isOver ? stays : '');
}

function hangingText({ stays, hungUp }: Extract<SessionStatus, { readonly type: 'left' }>): string {
  if (stays !== undefined) return `could not be hung up, and may go on: ${stays}`;
  return hungUp ? 'is hung up' : 'is being hung up';
}

/** Whether there was no shell; another command that is not there says nothing of that. */
export const lacksShell = ({ command, attach, debug }: SessionKind, status: SessionStatus): boolean =>
  command.length === 0 &&
  !(attach ?? debug) &&
  status.type === 'failed' &&
  lacksProgram(status.failure.message);
