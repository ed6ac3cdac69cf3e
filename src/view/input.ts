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

/** What a user does with the screen. */
export type UserInput = Key | Paste | Mouse;
