/**
 * Escape sequences whole (CSI, OSC, DCS …), so that their parameters do not stay behind as text; their introducers and
 * ends also as the one character that ECMA-48 has for each (C1). One that is never ended, or not in its line, takes only
 * its introducer along, or it would hide all that follows.
 */
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\n\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]?/g;

/** What each of them begins with. */
const INTRODUCER = /[\x1b\x90\x98\x9b\x9d-\x9f]/;

/** Whether a text may have escape sequences in it. */
export const hasSequences = (text: string): boolean => INTRODUCER.test(text);

/** Those that only colour (SGR), which most are: to look for them alone takes half as long. */
const COLOURS = /\x1b\[[\d;:]*m/g;

/** A text as a terminal shows it, which reads escape sequences and shows nothing of them. Newlines stay what they are. */
export function withoutSequences(text: string): string {
  const uncoloured = text.replace(COLOURS, '');
  return hasSequences(uncoloured) ? text.replace(SEQUENCES, '') : uncoloured;
}
