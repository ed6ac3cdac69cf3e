/** What the dashboard wants of the terminal besides its screen: the mouse's buttons as SGR, pastes marked as such. */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1002h\x1b[?1006h';
export const PASTE_ON = '\x1b[?2004h';
const MOUSE_OFF = '\x1b[?1002l\x1b[?1000l\x1b[?1006l';
const PASTE_OFF = '\x1b[?2004l';

/**
 * Asks for kitty's keyboard protocol, in which Alt with a key is not Esc and the key. Terminals that do not speak
 * it take no notice. They are not asked whether they do: the answer could come when someone else has the terminal.
 */
export const KITTY_ON = '\x1b[>1u';
const KITTY_OFF = '\x1b[<u';

/**
 * Around what is to be shown at once (mode 2026, synchronized output). Terminals that do not know the mode take no
 * notice, and those that do show after a second what never ended.
 */
export const FRAME_BEGINS = '\x1b[?2026h';
export const FRAME_ENDS = '\x1b[?2026l';

/** Undoes what the dashboard wanted, but not its screen. To be written while that is on: each has its own keys of kitty's. */
export const INPUT_OFF = MOUSE_OFF + PASTE_OFF + KITTY_OFF;

/**
 * Leaves the dashboard's screen as it was entered: colours, cursor keys, keypad, a visible cursor,
 * and the normal screen with the cursor where it was. No soft reset and no scroll region here: both
 * lose that place, and the shell's prompt would come out on top of older text.
 */
export const LEAVE = `${FRAME_ENDS}\x1b[0m${INPUT_OFF}\x1b[?1l\x1b>\x1b[?25h\x1b[?1049l`;

/** Keeps the window's title for later (XTWINOPS 22 and 23), which shells in containers set. */
export const TITLE_KEPT = '\x1b[22;0t';
export const TITLE_BACK = '\x1b[23;0t';

/** Ends a sequence or string that was cut off (CAN, ST), the mode of a VT52, and controls of eight bits. */
const CUT_OFF = '\x18\x1b\\\x1b<\x1b F';
/** Keys as modifyOtherKeys and the kitty protocol write them; each screen has its own of the latter. */
const KEYS = '\x1b[>4m\x1b[=0u';

/** Margins, origin mode and the scroll region, which move the cursor: to the first line and column. */
const WHOLE_SCREEN = '\x1b[?69l\x1b[?6l\x1b[r';
/**
 * Origin mode off for good, on a new line at the end of the screen: its place brings the mode back with it (DECRC), and the soft
 * reset, which ends the mode where the cursor is, tmux does not know.
 */
const ORIGIN_OFF = '\x1b[?6l\x1b[999;1H\x1bD';
/** From the first column: tab stops at every eighth, as far as terminals are wide (HTS; DECST8C is known to few). */
const EVERY_EIGHTH = `\x1b[3g${'\x1b[8C\x1bH'.repeat(100)}`;

/** Undoes whatever a session may have left behind (xterm's ctlseqs); where the cursor is, it stays. */
const TIDY = [
  // Soft reset, and by name what some terminals do not count to it: colours, cursor keys, keypad,
  // reverse video, wrapping, the cursor, a locked keyboard, inserting, echo, new lines.
  '\x1b[!p\x1b[0m\x1b[?1l\x1b>\x1b[?5l\x1b[?7h\x1b[?25h\x1b[2l\x1b[4l\x1b[12h\x1b[20l',
  // Mouse modes and their encodings, focus reports, pastes, synchronized output.
  '\x1b[?9l\x1b[?1000l\x1b[?1001l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?1016l',
  PASTE_OFF + FRAME_ENDS,
  // Reports of colours, sizes and keys that would come as if they were typed.
  '\x1b[?2031l\x1b[?2048l\x1b[?9001l',
  KEYS,
  // UTF-8, the four charsets and which of them is in use, a link, the cursor's shape.
  '\x1b%G\x1b(B\x1b)B\x1b*B\x1b+B\x0f\x1b]8;;\x1b\\\x1b[0 q',
].join('');

/** The palette, and the colours of text, background and cursor, as the terminal's user has them (OSC 104, 110–112). */
const COLOURS = '\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\';

/** Makes the terminal ours again after a session, which may have ended in the middle of anything. */
export function tidy({ alternate, colours, origin, tabs }: Touched): string {
  // All of them only then: leaving the alternate screen takes the cursor back to where it was before it, and
  // a palette and tab stops may have been set before podscope.
  const screen = alternate ? `${KEYS}\x1b[?1049l` : '';
  const place = `\x1b7${WHOLE_SCREEN}${tabs ? EVERY_EIGHTH : ''}\x1b8${origin ? ORIGIN_OFF : ''}`;
  return CUT_OFF + screen + place + TIDY + (colours ? COLOURS : '');
}

/**
 * What turns modes on and off: private ones, modifyOtherKeys, kitty's keys, the keypad's, and a full reset (RIS), which
 * turns all off.
 */
const MODE = /\x1b(?:\[\?([\d;]+)([hl])|(\[>4(?:;\d+)?m)|\[([>=<])(\d*)(?:;\d*)*u|([=>])|c)/g;
const IS_ALTERNATE = new Set(['47', '1047', '1049']);
/** Private modes that `TIDY` undoes and that can be turned on again; not what holds the screen back, nor margins, which move the cursor. */
const CAN_BE_AGAIN: ReadonlySet<string> = new Set(
  '1 5 7 9 25 1000 1001 1002 1003 1004 1005 1006 1015 1016 2004 2031 2048 9001'.split(' '),
);
const SET_COLOUR = /\x1b\](?:4|1[0-2]);(?!\?)/;
const SET_ORIGIN = /\x1b\[\?(?:\d*;)*6(?:;\d*)*h/;
/** HTS, TBC, CTC. */
const SET_TABS = /\x1b(?:H|\[\d*g|\[\??\d*W)/;

/** What is undone only where a session may have done it. */
type Touched = Pick<LeftOn, 'alternate' | 'colours' | 'origin' | 'tabs'>;

/** Follows in what a session writes what must not be undone where it was not done, and what is on. */
export class LeftOn {
  /** The alternate screen: vim has it on until it ends as it should. */
  alternate = false;
  /** Colours of the terminal itself. */
  colours = false;
  /** Lines count from the scroll region's first one (DECOM), or did for a while: a cursor that was kept then brings it back. */
  origin = false;
  tabs = false;
  /** Whether anything was written. */
  isTouched = false;
  /** What was written last of each mode, without Esc. */
  private readonly last = new Map<string, string>();
  private tail = '';

  see(data: Uint8Array | string): void {
    this.isTouched = true;
    const written =
      typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    // Most of what is written has none, and is much.
    if (this.tail === '' && !written.includes('\x1b')) return;
    const text = this.tail + (typeof written === 'string' ? written : written.toString('latin1'));
    for (const found of text.matchAll(MODE)) this.note(found);
    this.colours ||= SET_COLOUR.test(text);
    this.origin ||= SET_ORIGIN.test(text);
    this.tabs ||= SET_TABS.test(text);
    // A sequence may begin in one chunk and end in the next.
    const begun = text.lastIndexOf('\x1b');
    this.tail = begun >= 0 && text.length - begun < 32 ? text.slice(begun) : '';
  }

  /** Turns on again what is on, after it was undone. */
  again(): string {
    const modes = Array.from(this.last.values(), (sequence) => `\x1b${sequence}`);
    return (this.alternate ? '\x1b[?1049h' : '') + modes.join('');
  }

  private note([, modes, final = '', otherKeys, how, flags = '', keypad]: RegExpMatchArray): void {
    for (const mode of modes?.split(';') ?? []) {
      if (IS_ALTERNATE.has(mode)) this.alternate = final === 'h';
      if (CAN_BE_AGAIN.has(mode)) this.last.set(mode, `[?${mode}${final}`);
    }
    if (modes !== undefined) return;
    if (otherKeys !== undefined) this.last.set('other keys', otherKeys);
    // Pushed or set: what was pushed is still there, and only has to be set.
    else if (how !== undefined) this.last.set('kitty', `[=${how === '<' ? 0 : flags || 0}u`);
    else if (keypad !== undefined) this.last.set('keypad', keypad);
    else {
      this.alternate = false;
      this.last.clear();
    }
  }
}
