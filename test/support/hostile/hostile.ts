/** What no output may have raw: controls (a line end is the writer's own), bidi, and what shows as nothing. */
export const HARMFUL =
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;

/** Stands in hostile control sequences, and in none of the program's own. */
const MARK = '7777';
export const HOSTILE_SEQUENCE = /\x1b[^\x1b]{0,4}7777/;

/** Texts as nobody should name anything. */
export const HOSTILE: readonly string[] = [
  `x\x1b]0;${MARK}\x07\x1b[${MARK}J\x1b[${MARK};31m`,
  'x\x1b]52;c;bm8=',
  `x\x1bP${MARK}\x1b\\\x1b\x1b[m[31m\x1b`,
  'x\u009b31m\u0090\u009d0;t\u009c',
  'x\nforged line\r\x00\x07\b\v\f\x7f',
  'x\u202egnp.exe\u2066\u2069\u200e\u200f\u061c',
  'x\u3164\u115f\u1160\uffa0\u034f\u180e\u17b4\u17b5\u200b\u2060\ufeff\u00ad',
  'x\u2028\u2029\ud83d',
  `x👩\u200d👩\ufe0f\u{1f3fd}\u{e0001}\u{e0061}`,
];
