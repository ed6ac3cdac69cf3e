import type { Action } from '../store/actions.ts';
import type { Message } from '../store/look.ts';

/** A line for the user: what came of a key, which stays until the next one, or until then, epoch ms. */
export function say(text: string, tone: Message['tone'] = 'plain', until = Infinity): Action {
  return { type: 'message', message: { tone, text, until } };
}
