/**
 * The little of blessed that podscope uses, typed: @types/blessed lacks what the mends need
 * (screen.lines, tput, unicode, the program's private parts), and the rest of it is not used.
 */
import blessedModule from 'blessed';

/** One cell of blessed's screen: its attribute and its character. */
export type BlessedCell = [attribute: number, character: string];
export type BlessedLine = BlessedCell[] & { dirty?: boolean };

export interface BlessedProgram {
  cols: number;
  rows: number;
  _buf: string;
  /** Writes to the terminal at once. */
  _owrite: (text: string) => unknown;
  /** Own property only while the terminal is lent. */
  _write?: (text: string) => boolean;
  flush(): void;
  hideCursor(): void;
  showCursor(): void;
  cup(y: number, x: number): void;
}

export interface BlessedElement {
  render: () => unknown;
}

export interface BlessedScreen {
  readonly program: BlessedProgram;
  readonly lines: BlessedLine[];
  readonly tput: { brokenACS: boolean };
  render: () => void;
  alloc: () => void;
  enter(): void;
  leave(): void;
  destroy(): void;
  emit(event: string): void;
  on(event: 'resize' | 'render', listener: () => void): void;
}

/** What makes an escape sequence of a capability's values. */
export type Capability = (this: BlessedTput, values: readonly unknown[]) => string;

export interface BlessedTput {
  readTerminfo(): unknown;
  parseTerminfo(data: Buffer, file: string): unknown;
  /** A capability as a function, a flag or a number. */
  _compile(info: unknown, key: string, capability: unknown): Capability | boolean | number;
}

export interface Blessed {
  readonly program: { readonly prototype: BlessedProgram };
  readonly tput: {
    readonly prototype: BlessedTput;
  };
  readonly unicode: {
    charWidth: (text: string | number, index?: number) => number;
    readonly chars: { all: RegExp };
    readonly combining: Record<number, boolean>;
  };
  screen(options: Readonly<Record<string, unknown>>): BlessedScreen;
  box(options: Readonly<Record<string, unknown>>): BlessedElement;
}

export const blessed = blessedModule as unknown as Blessed;
