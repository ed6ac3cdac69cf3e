import { withoutSequences } from '../../model/text/escape-sequences.ts';

/**
 * What leaves the program is clean: text from outside may steer a terminal, or read otherwise than it
 * is. The exits use this (the frame's cells, the command line's writer, the lines around a session, the
 * clipboard); nobody else needs to.
 */

/**
 * Characters of one cell each, none of them harmful: printable ASCII, Latin letters, and what the
 * dashboard draws with. For such text the width is the length, and a cell is a UTF-16 unit.
 */
const PLAIN =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2039\u203a\u2190-\u22ff\u2300-\u2307\u2500-\u25fc\u2713-\u2718\u27e8\u27e9]*$/;

/** Whether every UTF-16 unit of a text is a cell of its own. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Stands for a character that would steer the terminal, change the text's direction, or not show at all. */
export const STAND_IN = '\ufffd';

const LINE_ENDS = /\r\n|[\t\r\n\u2028\u2029]/g;

/**
 * Controls, formats (bidirectional overrides, joiners), lone surrogates, what Unicode says to show as
 * nothing (fillers, variation selectors), the blank of Braille, skin tones.
 */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\u{1f3fb}-\u{1f3ff}]/gu;

/**
 * Makes text from outside (names, labels, messages, log lines) harmless: escape sequences go, tabs and
 * line ends become spaces, and of what would not show, a stand-in does, since two names that differ in it
 * are two names. What joins emoji goes: terminals disagree about the width of what it makes.
 */
export function clean(text: string): string {
  if (PLAIN.test(text)) return text;
  return withoutSequences(text)
    .replace(LINE_ENDS, ' ')
    .replace(UNSEEN, (found, at: number, whole: string) => (joinsEmoji(found, at, whole) ? '' : STAND_IN));
}

/** The same, but lines stay lines. */
export function cleanLines(text: string): string {
  return text.split('\n').map(clean).join('\n');
}

/** JSON that is the same when it is read, but has nothing in it that `clean` would take out. */
export function cleanJson(json: string): string {
  return json.replace(UNSEEN, (found) => (found === '\n' ? found : found.replace(/[^]/g, escaped)));
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const EMOJI = /^\p{Emoji}$/u;
const TAKES_SKIN_TONE = /^\p{Emoji_Modifier_Base}$/u;
const PICTURE = /^\p{Extended_Pictographic}$/u;
const ENDS_PICTURE = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u;
const TAG = /^[\u{1f3f4}\u{e0020}-\u{e007f}]$/u;

/** Whether a character belongs to an emoji beside it (Unicode Technical Standard 51). */
function joinsEmoji(found: string, at: number, whole: string): boolean {
  const before = characterBefore(whole, at);
  if (found === '\ufe0e' || found === '\ufe0f') return EMOJI.test(before);
  if (found === '\u200d') return ENDS_PICTURE.test(before) && PICTURE.test(characterAt(whole, at + 1));
  if (TAG.test(found)) return TAG.test(before);
  return found >= '\ud83c\udffb' && found <= '\ud83c\udfff' && TAKES_SKIN_TONE.test(before);
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function characterBefore(text: string, at: number): string {
  const pair = characterAt(text, at - 2);
  return pair.length === 2 ? pair : text.slice(at - 1, at);
}
