import type { Message } from '../store/look.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';

/** A message in words, for the footer's place. */
export function messageLine(message: Message): Line {
  if (message.text !== undefined) return [span(message.text, styleOf(message.tone, BOLD))];
  const { missing, in: namespace, unlisted } = message;
  const where = namespace === undefined ? 'any namespace' : `namespace ${namespace}`;
  const text =
    unlisted.length > 0
      ? `could not list ${unlisted.join(', ')} in ${where}, so ${missing.kind} ${missing.name} was not found`
      : `no ${missing.kind} ${missing.name} in ${where}`;
  return [span(text, styleOf('failing', BOLD))];
}
