/**
 * The control sequence that puts text on the clipboard (OSC 52), through tmux where it is between
 * the program and the terminal.
 */
export function clipboardSequence(text: string, env: Readonly<Record<string, string | undefined>>): string {
  const sequence = `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
  return env.TMUX === undefined ? sequence : `\x1bPtmux;\x1b${sequence}\x1b\\`;
}
