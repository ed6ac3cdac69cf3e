/** What the dashboard wants of the terminal besides its screen: the mouse's buttons as SGR, pastes marked as such. */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1002h\x1b[?1006h';
export const PASTE_ON = '\x1b[?2004h';
const MOUSE_OFF = '\x1b[?1002l\x1b[?1000l\x1b[?1006l';
const PASTE_OFF = '\x1b[?2004l';

/** Undoes what the dashboard wanted, but not its screen. */
export const INPUT_OFF = MOUSE_OFF + PASTE_OFF;

/**
 * Leaves the dashboard's screen as it was entered: colours, cursor keys, keypad, a visible cursor,
 * and the normal screen with the cursor where it was. No soft reset and no scroll region here: both
 * lose that place, and the shell's prompt would come out on top of older text.
 */
export const LEAVE = `\x1b[0m${INPUT_OFF}\x1b[?1l\x1b>\x1b[?25h\x1b[?1049l`;

/** Undoes whatever a session may have left behind (xterm's ctlseqs); where the cursor is, it stays. */
const TIDY = [
  // Origin mode and the scroll region, which move the cursor, and its place after that.
  '\x1b7\x1b[?6l\x1b[r\x1b8',
  // Soft reset, and by name what some terminals do not count to it.
  '\x1b[!p\x1b[0m\x1b[?1l\x1b>\x1b[?7h\x1b[?25h\x1b[4l',
  // Mouse modes and their encodings, focus reports, pastes, synchronized output.
  '\x1b[?9l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l\x1b[?1006l\x1b[?1015l\x1b[?2004l\x1b[?2026l',
  // Keys as modifyOtherKeys and the kitty protocol write them.
  '\x1b[>4m\x1b[=0u',
  // Charset and the cursor's shape.
  '\x1b(B\x0f\x1b[0 q',
].join('');

/** Ends a sequence or string that was cut off (CAN, ST). */
const CUT_OFF = '\x18\x1b\\';

/** Makes the terminal ours again after a session, which may have left the alternate screen on. */
export function tidy(alternate: boolean): string {
  // Only then: it also takes the cursor back to where it was before that screen.
  return CUT_OFF + (alternate ? '\x1b[?1049l' : '') + TIDY;
}

const ALTERNATE_SCREEN = /\x1b\[\?(?:\d+;)*(?:47|1047|1049)(?:;\d+)*([hl])/g;

/** Follows in what a session writes whether it has the alternate screen on: vim does, until it ends as it should. */
export class AlternateScreen {
  isOn = false;
  private tail = '';

  see(data: Uint8Array | string): void {
    const written =
      typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const text = this.tail + (typeof written === 'string' ? written : written.toString('latin1'));
    for (const [, final] of text.matchAll(ALTERNATE_SCREEN)) this.isOn = final === 'h';
    // A sequence may begin in one chunk and end in the next.
    const begun = text.lastIndexOf('\x1b');
    this.tail = begun >= 0 && text.length - begun < 32 ? text.slice(begun) : '';
  }
}
