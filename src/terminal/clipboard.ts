import { clean } from '../view/text/clean.ts';

/**
 * The control sequence that puts text on the clipboard (OSC 52), through tmux where it is between
 * the program and the terminal; undefined for a text that would be pasted as something else than what
 * was seen: a line end in it runs a command.
 */
export function clipboardSequence(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (clean(text) !== text) return undefined;
  const sequence = `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
  return env.TMUX === undefined ? sequence : `\x1bPtmux;\x1b${sequence}\x1b\\`;
}
