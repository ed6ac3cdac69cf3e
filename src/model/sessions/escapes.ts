/** What comes of keys that are typed into a session. */
export interface Typed {
  /** What the session gets. */
  readonly pass: Uint8Array;
  /** What the keys asked of podscope itself: to leave the session, or to be told how that is done. */
  readonly asks: readonly ('leave' | 'help')[];
}

const [TILDE, DOT, QUESTION, RETURN, NEWLINE] = [0x7e, 0x2e, 0x3f, 0x0d, 0x0a];
const [CTRL_P, CTRL_Q] = [0x10, 0x11];
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/**
 * The escapes of ssh (ssh(1), "Escape characters"): after a newline `~.` leaves, `~?` says what there is, `~~` is a `~`.
 * A `~` is held back until it is known what follows. What is pasted as such is text.
 */
export class Escapes {
  private afterNewline = true;
  private held = false;
  /** The last bytes, in which a paste's mark may have begun. */
  private recent = '';
  private pasting = false;
  private detaching = false;

  /** With `detaches` as runtimes leave a container that they are attached to: Ctrl-p Ctrl-q. */
  constructor(private readonly detaches = false) {}

  take(bytes: Uint8Array): Typed {
    const pass: number[] = [];
    const asks: Typed['asks'][number][] = [];
    for (const byte of bytes) {
      if (this.detaching) {
        this.detaching = false;
        if (byte === CTRL_Q) return { pass: Uint8Array.from(pass), asks: [...asks, 'leave'] };
        this.pass(CTRL_P, pass);
      }
      if (this.detaches && byte === CTRL_P) {
        this.detaching = true;
        continue;
      }
      if (this.held) {
        this.held = false;
        const asked = byte === DOT ? 'leave' : byte === QUESTION ? 'help' : undefined;
        if (asked === 'leave') return { pass: Uint8Array.from(pass), asks: [...asks, asked] };
        if (asked) {
          asks.push(asked);
          continue;
        }
        pass.push(TILDE);
        if (byte === TILDE) {
          this.afterNewline = false;
          continue;
        }
      }
      this.held = byte === TILDE && this.afterNewline && !this.pasting;
      if (!this.held) this.pass(byte, pass);
    }
    return { pass: Uint8Array.from(pass), asks };
  }

  private pass(byte: number, pass: number[]): void {
    pass.push(byte);
    this.afterNewline = byte === RETURN || byte === NEWLINE;
    this.recent = (this.recent + String.fromCharCode(byte)).slice(-PASTE_BEGINS.length);
    if (this.recent === PASTE_BEGINS) this.pasting = true;
    else if (this.recent === PASTE_ENDS) this.pasting = false;
  }
}

export const ESCAPES_HELP = '~. leaves this session, ~~ types a ~, ~? says this; each after a newline';
