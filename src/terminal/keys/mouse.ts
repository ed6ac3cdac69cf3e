import type { Mouse } from '../../view/input.ts';

/** The mouse as SGR reports it: button, column and row from 1, pressed (M) or let go (m). */
const SGR_MOUSE = /^\x1b\[<(\d+);(\d+);(\d+)([Mm])$/;

/** Two presses on one cell within this time are a double press, in ms. */
const DOUBLE_PRESS = 400;

const LEFT = 0;
const WHEEL_UP = 64;
const WHEEL_DOWN = 65;
/** Shift 4, Alt 8, Ctrl 16. */
const MODIFIERS = 4 | 8 | 16;

/** Reads the mouse out of what the terminal sends (xterm's ctlseqs, "Mouse Tracking", mode 1006). */
export class MouseReader {
  private last = { x: -1, y: -1, at: -Infinity };

  /** The event that a sequence stands for, `now` in ms; undefined for none, null for one that means nothing here. */
  read(sequence: string, now: number): Mouse | null | undefined {
    const match = SGR_MOUSE.exec(sequence);
    if (!match) return undefined;
    const [, button, column, row, final] = match;
    const x = Number(column) - 1;
    const y = Number(row) - 1;
    if (final === 'm') return null;
    switch (Number(button) & ~MODIFIERS) {
      case LEFT:
        return { type: 'press', x, y, double: this.isDouble(x, y, now) };
      case WHEEL_UP:
        return { type: 'wheel-up', x, y, double: false };
      case WHEEL_DOWN:
        return { type: 'wheel-down', x, y, double: false };
      default:
        return null;
    }
  }

  private isDouble(x: number, y: number, now: number): boolean {
    const { last } = this;
    const double = last.x === x && last.y === y && now - last.at < DOUBLE_PRESS;
    // A third press begins anew.
    this.last = { x, y, at: double ? -Infinity : now };
    return double;
  }
}
