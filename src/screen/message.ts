import { noKindText } from '../model/no-kind.ts';
import type { Message, Missing } from '../store/look.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';

/** A message in words, for the footer's place. */
export function messageLine(message: Message): Line {
  if (message.text !== undefined) return [span(message.text, styleOf(message.tone, BOLD))];
  const text = missingText(message);
  return [span(text, styleOf('failing', BOLD))];
}

function missingText({ missing, in: namespace, unlisted, noKind, owning }: Missing): string {
  const { kind, name } = missing;
  if (noKind) return noKindText(kind, noKind);
  const where = namespace === undefined ? 'any namespace' : `namespace ${namespace}`;
  if (unlisted.length > 0)
    return `could not list ${unlisted.join(', ')} in ${where}, so ${kind} ${name} was not found`;
  return owning ? `no ${kind} ${name} that owns anything in ${where}` : `no ${kind} ${name} in ${where}`;
}
