import type { Line } from '../block.ts';
import { type Chart, type Frame, type PlacedChart, RESERVED, type Style, styleOf } from '../frame.ts';
import { clean, isPlain } from '../text/clean.ts';
import { displayWidth, graphemes } from '../text/text.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The cells of a stretch of a row. */
export interface Strip {
  readonly chars: readonly string[];
  readonly styles: Uint16Array;
}

/** Where a click stands for a key. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly key: string;
}

/** 0, as every cell begins. */
const PLAIN = styleOf('plain');

let blank: readonly string[] = [];

/** So many cells with nothing in them: to copy them takes a part of what filling does, and each frame begins so. */
function spaces(count: number): string[] {
  if (blank.length !== count) blank = new Array<string>(count).fill(' ');
  return blank.slice();
}

/** A frame while it is made: text is put at cells and can neither leave the grid nor shift what follows. */
export class Grid implements Frame {
  readonly chars: string[];
  readonly styles: Uint16Array;
  /** The keys that clicks stand for; those that came last lie above the others. */
  spots: Spot[] = [];
  charts: PlacedChart[] = [];
  cursor?: { readonly x: number; readonly y: number };

  constructor(
    readonly width: number,
    readonly height: number,
    /** Begins with what stands in another one of this size. */
    like?: Grid,
  ) {
    this.chars = like ? like.chars.slice() : spaces(width * height);
    this.styles = like ? like.styles.slice() : new Uint16Array(width * height);
  }

  /** Puts text at a cell, cut at `limit` (exclusive) or the grid's edge; returns the x after it. */
  put(x: number, y: number, text: string, style: Style = PLAIN, limit = this.width): number {
    if (y < 0 || y >= this.height) return x;
    const end = Math.min(limit, this.width);
    return isPlain(text) ? this.putPlain(x, y, text, style, end) : this.putGraphemes(x, y, text, style, end);
  }

  private putPlain(x: number, y: number, text: string, style: Style, end: number): number {
    const row = y * this.width;
    for (let index = Math.max(0, -x); index < text.length && x + index < end; index++) {
      this.chars[row + x + index] = text[index] ?? ' ';
      this.styles[row + x + index] = style;
    }
    return Math.max(x, Math.min(x + text.length, end));
  }

  private putGraphemes(x: number, y: number, text: string, style: Style, end: number): number {
    const row = y * this.width;
    for (const grapheme of graphemes(clean(text))) {
      if (x + grapheme.width > end) break;
      if (x >= 0) {
        this.chars[row + x] = grapheme.text;
        this.styles[row + x] = style;
        if (grapheme.width === 2) {
          this.chars[row + x + 1] = '';
          this.styles[row + x + 1] = style;
        }
      }
      x += grapheme.width;
    }
    return x;
  }

  /** Puts a line of spans; returns the x after it. */
  putLine(x: number, y: number, line: Line, limit = this.width): number {
    for (const { text, style, press } of line) {
      const after = this.put(x, y, text, style, limit);
      if (press !== undefined) this.spots.push({ x, y, width: after - x, key: press });
      x = after;
    }
    return x;
  }

  /** Puts a line so that it ends before `end`; returns where it began. */
  putLineRight(end: number, y: number, line: Line): number {
    const start = end - lineWidth(line);
    this.putLine(start, y, line, end);
    return start;
  }

  /** What stands in a stretch of a row that is on the grid, to be put elsewhere. */
  strip(x: number, y: number, width: number): Strip {
    const start = y * this.width + x;
    return { chars: this.chars.slice(start, start + width), styles: this.styles.slice(start, start + width) };
  }

  /** Puts what stood in another row there. */
  putStrip(x: number, y: number, { chars, styles }: Strip): void {
    const start = y * this.width + x;
    for (let index = 0; index < chars.length; index++) this.chars[start + index] = chars[index] ?? ' ';
    this.styles.set(styles, start);
  }

  /** Whether all of a stretch of a row is on the grid. */
  holds(x: number, y: number, width: number): boolean {
    return x >= 0 && y >= 0 && x + width <= this.width && y < this.height;
  }

  /** Adds flags to the styles of a stretch of a row. */
  flag(x: number, y: number, width: number, flags: number): void {
    const start = y * this.width + Math.max(0, x);
    const end = y * this.width + Math.min(this.width, x + width);
    for (let index = start; index < end; index++) this.styles[index] = (this.styles[index] ?? PLAIN) | flags;
  }

  /** Leaves a rectangle's cells, as far as it is on the grid, to a chart. */
  reserve(rect: Rect, chart: Chart): void {
    const right = Math.min(this.width, rect.x + rect.width);
    for (let row = rect.y; row < Math.min(this.height, rect.y + rect.height); row++)
      this.put(rect.x, row, ' '.repeat(Math.max(0, right - rect.x)), RESERVED);
    this.charts.push({ rect, chart });
  }

  /** Empties a rectangle that is on the grid: no text is cut by that, as `clear` cuts what lies half below it. */
  empty({ x, y, width, height }: Rect): void {
    for (let row = y; row < y + height; row++) {
      const start = row * this.width + x;
      this.chars.fill(' ', start, start + width);
      this.styles.fill(PLAIN, start, start + width);
    }
  }

  clear({ x, y, width, height }: Rect): void {
    for (let row = y; row < y + height; row++) this.put(x, row, ' '.repeat(width));
  }
}

/** How many cells a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + displayWidth(text), 0);
}
