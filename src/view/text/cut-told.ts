import { cutEnd, displayWidth } from './text.ts';

/** What is told of a command that has no room: half of one, pasted, would be another. */
const ELSEWHERE = ':messages has the command';
/** With less room prose before a command says nothing. */
const LEAST_PROSE = 8;

/**
 * Cuts what is told to `width` cells, but never a command in it (in backticks): the prose before it gives way, then what
 * follows; one that has no room by itself is left out, and said to be in `:messages`.
 */
export function cutTold(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const { 0: written = '', index = -1 } = /`[^`]+`/.exec(text) ?? {};
  if (index < 0) return cutEnd(text, width);
  const command = displayWidth(written) <= width ? written : ELSEWHERE;
  const [before, after] = [text.slice(0, index), text.slice(index + written.length)];
  const room = width - displayWidth(command);
  // A full stop that is left out is nothing left out.
  const follows = /^[\s.,;:)]*$/.test(after) ? '' : ' …';
  const rest = room - displayWidth(before);
  if (rest >= displayWidth(follows))
    return before + command + (follows === '' ? '' : cutEnd(toCommand(after), rest));
  const prose = room - displayWidth(follows) - 1;
  if (prose >= LEAST_PROSE) return `${cutEnd(before.trimEnd(), prose)} ${command}${follows}`;
  return cutEnd(command + (displayWidth(follows) <= room ? follows : ''), width);
}

/** A text up to the command in it; where there is none, all of it. */
const toCommand = (text: string): string =>
  text.includes('`') ? `${text.slice(0, text.indexOf('`'))}…` : text;
