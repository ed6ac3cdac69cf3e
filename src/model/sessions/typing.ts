import { Escapes } from './escapes.ts';

/** So much is kept of what is typed before anyone reads it, in bytes; what comes then is lost, as in any terminal. */
const MOST_KEPT = 64 * 1024;

const CTRL_C = 3;

/** What becomes of what is typed. */
export interface TypingEnds {
  /** Goes to the session. */
  send(bytes: Uint8Array): void;
  /** The user gives up the session: it is hung, or does not open. */
  leave(): void;
  /** The user asks how to. */
  help(): void;
}

/**
 * What is typed into a session that is being connected to. What comes before anyone reads it is kept, in order. Until the
 * session has written something `Ctrl-C` leaves it: a server takes a session before its container answers, so that
 * nobody else would take it. After that only the escapes are podscope's.
 */
export class Typing {
  private readonly escapes: Escapes;
  private kept: Uint8Array[] = [];
  private size = 0;
  private isRead = false;
  isHeard = false;
  /** Whether `Ctrl-C` leaves it at any time: behind it is no terminal that would make a signal of it. */
  interrupts = false;

  constructor(
    private readonly ends: TypingEnds,
    attach = false,
  ) {
    this.escapes = new Escapes(attach);
  }

  /** Something was typed. */
  take(bytes: Uint8Array): void {
    if ((!this.isHeard || this.interrupts) && bytes.includes(CTRL_C)) return this.ends.leave();
    const { pass, asks } = this.escapes.take(bytes);
    if (pass.length > 0) this.pass(pass);
    for (const asked of asks) this.ends[asked]();
  }

  /** The session reads from now on. */
  read(): void {
    this.isRead = true;
    for (const bytes of this.kept) this.ends.send(bytes);
    this.kept = [];
  }

  /** Something came from the container. Whether it was the first time. */
  heard(): boolean {
    const first = !this.isHeard;
    this.isHeard = true;
    return first;
  }

  private pass(bytes: Uint8Array): void {
    if (this.isRead) this.ends.send(bytes);
    else if (this.size + bytes.length <= MOST_KEPT) {
      this.kept.push(bytes);
      this.size += bytes.length;
    }
  }
}
