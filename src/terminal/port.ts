import type { Observable } from 'rxjs';
import type { Frame } from '../view/frame.ts';

/**
 * A key, by the name that commands use: a printable character as itself (`j`, `N`, `?`, `é`),
 * else `enter`, `escape`, `tab`, `shift-tab`, `space`, `backspace`, `delete`, `insert`, `up`, `down`,
 * `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1`–`f12`, with `ctrl-`, `alt-`, `shift-`
 * before where they were held (`ctrl-d`, `alt-x`, `shift-up`).
 */
export interface Key {
  readonly type: 'key';
  readonly name: string;
}

/** A bracketed paste: one event, never keystrokes. */
export interface Paste {
  readonly type: 'paste';
  readonly text: string;
}

export interface Mouse {
  readonly type: 'press' | 'wheel-up' | 'wheel-down';
  /** Zero-based cell. */
  readonly x: number;
  readonly y: number;
  /** Within 400 ms of a press on the same cell. */
  readonly double: boolean;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The terminal while someone else has it: bytes, raw. */
export interface Lent {
  readonly input$: Observable<Uint8Array>;
  readonly size$: Observable<Size>;
  /** Whatever the session prints, as it is. Resolves when the terminal took it (backpressure). */
  write(data: Uint8Array | string): void | Promise<void>;
  /** Writes a line of podscope's own, cleaned. */
  announce(text: string): void | Promise<void>;
  /**
   * Undoes all that was left on, says how it ended (cleaned), and resolves with the next key, which
   * does nothing else. What was typed ahead is thrown away.
   */
  conclude(text: string): Promise<void>;
}

/** The screen: keys and mouse come out of it, frames go into it, and whatever happens it is restored. */
export interface Screen {
  readonly keys$: Observable<Key | Paste>;
  readonly mouse$: Observable<Mouse>;
  /** The size now, and each time it changes. */
  readonly size$: Observable<Size>;
  /** Draws what differs from what is on show. While the terminal is lent the frame is kept for later. */
  draw(frame: Frame): void;
  lend<T>(run: (terminal: Lent) => Promise<T>): Promise<T>;
  suspend(): void;
  /** Puts text on the clipboard (OSC 52); false where it has something in it that would not show. */
  copy(text: string): boolean;
  /** Gives the terminal back as it was. Safe to call again; also called on every way the program ends. */
  close(): void;
}
