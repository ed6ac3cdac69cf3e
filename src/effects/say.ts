import type { Action } from '../store/actions.ts';
import type { Message } from '../store/look.ts';

/** A line for the user: what came of a key, which stays until the next one. */
export function say(text: string, tone: Message['tone'] = 'plain'): Action {
  return { type: 'message', message: { tone, text, until: Infinity } };
}
