import type { Observable } from 'rxjs';
import type { Size } from '../model/size.ts';
import type { Frame } from '../view/frame.ts';
import type { Key, Mouse, Paste } from '../view/input.ts';
import type { SessionStreams } from './connection.ts';

export type { Size };

/** The terminal while a session in a container has it: bytes, raw. */
export interface LentTerminal {
  readonly input$: Observable<Uint8Array>;
  readonly size$: Observable<Size>;
  /** Whatever the session prints, as it is. Resolves when the terminal took it (backpressure). */
  write(data: Uint8Array | string): void | Promise<void>;
  /** Writes a line of podscope's own, cleaned. */
  announce(text: string): void | Promise<void>;
  /**
   * Undoes all that was left on, says how it ended (cleaned), and resolves with the name of the next key, which
   * does nothing else. What was typed ahead is thrown away.
   */
  conclude(text: string): Promise<string>;
}

/** The program's own standard streams as the ends of a session in a container. */
export interface StandardStreams extends SessionStreams {
  /**
   * Gives the terminal back as it was found, and resolves when it has taken all that was written. Safe to call again;
   * also called on every way the program ends.
   */
  close(): void | Promise<void>;
}

/** Standard streams, and what can be done with them. */
export interface Standard {
  /** Whether someone types. */
  readonly terminals: { readonly input: boolean };
  /** Hands them to a session. With `tty` the terminal is raw until `close`. */
  hand(how: { readonly tty: boolean; readonly stdin: boolean }): StandardStreams;
}

/** The dashboard's terminal: keys and mouse come out of it, frames go into it, and whatever happens it is restored. */
export interface Terminal {
  readonly keys$: Observable<Key | Paste>;
  readonly mouse$: Observable<Mouse>;
  /** The size now, and each time it changes. */
  readonly size$: Observable<Size>;
  /** Draws what differs from what is on show. While the terminal is lent the frame is kept for later. */
  draw(frame: Frame): void;
  /** Draws all of it anew: what another program wrote over it goes. */
  redraw(): void;
  /** Leaves the dashboard's screen, lends the terminal (raw) until `run` settles, and restores it cell by cell. */
  lend<T>(run: (terminal: LentTerminal) => Promise<T>): Promise<T>;
  /** Stops the program as Ctrl-Z does; returns when it is continued. */
  suspend(): void;
  /** Puts text on the clipboard (OSC 52); false where it has something in it that would not show. */
  copy(text: string): boolean;
  /**
   * Gives the terminal back as it was found, and resolves when it has taken all that was written. Safe to call again;
   * also called on every way the program ends.
   */
  close(): void | Promise<void>;
}
