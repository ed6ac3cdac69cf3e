import { type Line, type MessageBody, span } from '../block.ts';
import { styleOf, type Tone } from '../frame.ts';

/** What is said instead of content: a line in its tone, and what more there is to say of it. */
export function messageBody(
  tone: Tone,
  first: string,
  others: readonly string[] = [],
  rest: Tone = 'muted',
): MessageBody {
  const lines = others.map((text): Line => [span(text, styleOf(rest))]);
  return { type: 'message', lines: [[span(first, styleOf(tone))], ...lines] };
}
