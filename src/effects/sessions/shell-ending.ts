import { debugCommand } from '../../model/processes/way-in.ts';
import type { ContainerRef, Ended as ServerEnded, SessionStatus } from '../../model/session.ts';
import { endingText, lacksShell } from '../../model/sessions/ending.ts';
import type { SessionKind } from '../../model/sessions/session-kind.ts';
import type { CommandPlace } from '../../model/text/command-place.ts';
import { askableText } from './refused-debug.ts';

/** How a session ended that was open, or could not be opened. */
export type Ended = ServerEnded | Extract<SessionStatus, { readonly type: 'left' }>;

/** What a command needs to find the same container. */
type Whereabouts = ContainerRef &
  SessionKind & {
    readonly place: CommandPlace;
    readonly mayDebug: boolean;
  };

/** How a session ended, and what would work where it could not begin. */
export function ending(where: Whereabouts, result: Ended): string {
  if (where.debug && result.type === 'failed') return askableText(where, where.debug, result.failure);
  const text = endingText(where, result);
  if (!lacksShell(where, result)) return text;
  const offer = where.mayDebug ? 'shift-d adds a debug container beside it, or' : 'From elsewhere';
  return `${text}. ${offer}: \`${debugCommand(where.pod, where.container, where.place)}\``;
}
