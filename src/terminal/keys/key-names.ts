/** Keys that are one character. A terminal sends DEL or BS for Backspace, so that Ctrl-H cannot be told from it. */
const CHARACTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\r': 'enter',
    '\t': 'tab',
    ' ': 'space',
    '\x1b': 'escape',
    '\x7f': 'backspace',
    '\b': 'backspace',
    '\0': 'ctrl-space',
    '\x1c': 'ctrl-\\',
    '\x1d': 'ctrl-]',
    '\x1e': 'ctrl-^',
    '\x1f': 'ctrl-_',
  }),
);

/** By the last letter of `CSI … letter` and `SS3 letter`. */
const BY_LETTER: ReadonlyMap<string, string> = new Map(Object.entries({
  A: 'up', B: 'down', C: 'right', D: 'left', F: 'end', H: 'home', P: 'f1', Q: 'f2', R: 'f3', S: 'f4', Z: 'shift-tab', M: 'enter',
})); // prettier-ignore

/** rxvt's arrows with Shift (CSI) or Ctrl (SS3). */
const RXVT_ARROWS: ReadonlyMap<string, string> = new Map(
  Object.entries({ a: 'up', b: 'down', c: 'right', d: 'left' }),
);

/** By the number of `CSI number ~`. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  1: 'home', 2: 'insert', 3: 'delete', 4: 'end', 5: 'pageup', 6: 'pagedown', 7: 'home', 8: 'end',
  11: 'f1', 12: 'f2', 13: 'f3', 14: 'f4', 15: 'f5', 17: 'f6', 18: 'f7', 19: 'f8', 20: 'f9', 21: 'f10', 23: 'f11', 24: 'f12',
}; // prettier-ignore

const BY_LETTER_SEQUENCE = /^\x1b(\[|O)(?:1;)?(\d+)?(?::\d)?([A-Za-z])$/;
const BY_NUMBER_SEQUENCE = /^\x1b\[(\d+)(?:;(\d+))?(?::\d)?([~$^])$/;
/** The kitty protocol says of a key that it was let go by the event type 3. */
const LET_GO = /^\x1b\[[\d:]*;\d+:3/;
/** A key as the kitty protocol writes it: point and modifiers. */
const KITTY = /^\x1b\[(\d+)(?::[\d:]*)?(?:;(\d+)(?::\d)?)?(?:;[\d:]*)?u$/;
/** A key as xterm's modifyOtherKeys writes it. */
const OTHER_KEY = /^\x1b\[27;(\d+);(\d+)~$/;

/**
 * The name of a key (see port.ts) by what a terminal sends for it; undefined for what is no key:
 * answers of the terminal (device attributes, cursor position, focus), keys let go, unknown sequences.
 *
 * Sources: xterm's ctlseqs, "PC-Style Function Keys"; the kitty keyboard protocol.
 */
export function keyName(sequence: string): string | undefined {
  if (!sequence.startsWith('\x1b')) return characterName(sequence);
  if (sequence.length === 1) return 'escape';
  return LET_GO.test(sequence) ? undefined : (extendedKey(sequence) ?? functionKey(sequence));
}

const SHIFT = 1;
const ALT = 2;
const CTRL = 4;

function characterName(character: string): string | undefined {
  const known = CHARACTERS.get(character);
  if (known !== undefined) return known;
  const point = character.codePointAt(0) ?? 0;
  if (point >= 1 && point <= 26) return `ctrl-${String.fromCharCode(point + 96)}`;
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point === 0xfffd ? undefined : character;
}

function extendedKey(sequence: string): string | undefined {
  const kitty = KITTY.exec(sequence);
  if (kitty) return pointKey(Number(kitty[1]), held(kitty[2]));
  const other = OTHER_KEY.exec(sequence);
  return other ? pointKey(Number(other[2]), held(other[1])) : undefined;
}

function functionKey(sequence: string): string | undefined {
  const numbered = BY_NUMBER_SEQUENCE.exec(sequence);
  if (numbered) {
    const name = BY_NUMBER[Number(numbered[1])];
    const rxvt = numbered[3] === '$' ? SHIFT : numbered[3] === '^' ? CTRL : 0;
    return name === undefined ? undefined : withModifiers(name, held(numbered[2]) | rxvt);
  }
  const [, introducer, modifiers, letter = ''] = BY_LETTER_SEQUENCE.exec(sequence) ?? [];
  const arrow = RXVT_ARROWS.get(letter);
  if (arrow !== undefined) return withModifiers(arrow, introducer === 'O' ? CTRL : SHIFT);
  const name = BY_LETTER.get(letter);
  // CSI M and CSI P…S without SS3 or modifiers are no keys.
  if (name === undefined || (introducer === '[' && modifiers === undefined && /[MPQRS]/.test(letter))) {
    return undefined;
  }
  return withModifiers(name, held(modifiers));
}

/** Modifiers are sent as 1 + their sum. */
const held = (parameter: string | undefined): number => (parameter === undefined ? 0 : Number(parameter) - 1);

function pointKey(point: number, modifiers: number): string | undefined {
  if (point > 0x10ffff || (point >= 0xe000 && point < 0xf900)) return undefined;
  const character = String.fromCodePoint(point);
  if (modifiers & SHIFT && character !== character.toUpperCase()) {
    return withModifiers(character.toUpperCase(), modifiers & ~SHIFT);
  }
  const name = characterName(character);
  return name === undefined ? undefined : withModifiers(name, modifiers);
}

/** Puts `ctrl-`, `alt-` and `shift-` before a name; a character has its shift in itself. */
function withModifiers(name: string, modifiers: number): string {
  const special = [...name].length > 1;
  const ctrl = modifiers & CTRL ? 'ctrl-' : '';
  const alt = modifiers & ALT ? 'alt-' : '';
  const shift = modifiers & SHIFT && special ? 'shift-' : '';
  if (name.startsWith('ctrl-')) return `ctrl-${alt}${shift}${name.slice('ctrl-'.length)}`;
  // Ctrl and a letter mean the same with and without Shift.
  return `${ctrl}${alt}${shift}${ctrl !== '' && !special ? name.toLowerCase() : name}`;
}
