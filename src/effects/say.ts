import type { Clock } from '../ports/clock.ts';
import type { Action } from '../store/actions.ts';
import type { Words } from '../store/look.ts';

/** How long a line stands in the footer, in ms. */
const SHOWN = 6_000;

/** A line for the user that goes by itself. */
export function say(clock: Clock, text: string, tone: Words['tone'] = 'plain', shown = SHOWN): Action {
  return { type: 'message', message: { tone, text, until: clock.now() + shown } };
}
