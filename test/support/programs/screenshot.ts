import { writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import type { DrivenTerminal } from './terminal-driver.ts';

const CELL = { width: 8.4, height: 18 } as const;
const PADDING = 12;
const FONT = "'DejaVu Sans Mono', monospace";
const FOREGROUND = '#d4d7dd';
const BACKGROUND = '#12151c';
/** The sixteen colours of a dark terminal. */
const PALETTE = (
  '#1e222b #e5484d #3fb950 #d29922 #4493f8 #bc8cff #39c5cf #c9d1d9 ' +
  '#6e7681 #ff7b72 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #ffffff'
).split(' ');

/** Box drawing as arms up, right, down, left: 1 light, 2 heavy. Drawn as lines, so that they join. */
const BOXES: Readonly<Record<string, string>> = {
  '─': '0101', '│': '1010', '┌': '0110', '┐': '0011', '└': '1100', '┘': '1001', '├': '1110', '┤': '1011',
  '━': '0202', '┃': '2020', '┏': '0220', '┓': '0022', '┗': '2200', '┛': '2002',
}; // prettier-ignore

interface Drawn {
  readonly text: string;
  readonly foreground: string;
  readonly background: string | undefined;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

/** The screen of a driven terminal as an SVG picture. */
export function toSvg({ terminal }: DrivenTerminal): string {
  const width = Math.round(terminal.cols * CELL.width + 2 * PADDING);
  const height = Math.round(terminal.rows * CELL.height + 2 * PADDING);
  const shapes: string[] = [];
  const { active } = terminal.buffer;
  for (let y = 0; y < terminal.rows; y++) {
    for (let x = 0; x < terminal.cols; x++) {
      const cell = active.getLine(active.viewportY + y)?.getCell(x);
      if (!cell || cell.getWidth() === 0) continue;
      shapes.push(...drawCell(x, y, cell.getWidth(), drawn(cell)));
    }
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${FONT}" font-size="14" xml:space="preserve">` +
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>${shapes.join('')}</svg>`
  );
}

/** Saves the screen as a PNG. */
export function savePng(driven: DrivenTerminal, file: string): void {
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans Mono' };
  writeFileSync(
    file,
    new Resvg(toSvg(driven), { fitTo: { mode: 'zoom', value: 1.5 }, font }).render().asPng(),
  );
}

type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<DrivenTerminal['terminal']['buffer']['active']['getLine']>>['getCell']>
>;

function drawn(cell: Cell): Drawn {
  const foreground = cell.isFgDefault() ? FOREGROUND : colour(cell.isFgRGB(), cell.getFgColor());
  const background = cell.isBgDefault() ? undefined : colour(cell.isBgRGB(), cell.getBgColor());
  const inverse = cell.isInverse() !== 0;
  return {
    text: cell.getChars() || ' ',
    foreground: inverse ? (background ?? BACKGROUND) : foreground,
    background: inverse ? foreground : background,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

/** The steps of a colour's red, green and blue in the 256 colours' cube. */
const STEPS = [0, 95, 135, 175, 215, 255];

function colour(isRgb: boolean, value: number): string {
  if (isRgb) return hex(value);
  if (value < 16) return PALETTE[value] ?? FOREGROUND;
  if (value >= 232) return hex((8 + (value - 232) * 10) * 0x010101);
  const [red = 0, green = 0, blue = 0] = [36, 6, 1].map((unit) => STEPS[Math.floor((value - 16) / unit) % 6]);
  return hex((red << 16) | (green << 8) | blue);
}

const hex = (value: number): string => `#${value.toString(16).padStart(6, '0')}`;

function drawCell(
  column: number,
  row: number,
  span: number,
  { text, foreground, background, bold, dim, underline }: Drawn,
): string[] {
  const x = PADDING + column * CELL.width;
  const y = PADDING + row * CELL.height;
  const shapes: string[] = [];
  if (background !== undefined) {
    shapes.push(
      `<rect x="${x}" y="${y}" width="${CELL.width * span + 0.3}" height="${CELL.height + 0.3}" fill="${background}" shape-rendering="crispEdges"/>`,
    );
  }
  const arms = BOXES[text];
  if (arms !== undefined) shapes.push(box(x, y, arms, foreground));
  else if (text === '▌' || text === '▏') {
    const part = text === '▌' ? 0.5 : 0.125;
    shapes.push(
      `<rect x="${x}" y="${y}" width="${CELL.width * part}" height="${CELL.height}" fill="${foreground}"/>`,
    );
  } else if (text !== ' ') {
    const weight = bold ? ' font-weight="700"' : '';
    const opacity = dim ? ' opacity="0.6"' : '';
    const line = underline ? ' text-decoration="underline"' : '';
    shapes.push(
      `<text x="${x}" y="${y + CELL.height * 0.74}" fill="${foreground}"${weight}${opacity}${line}>${escaped(text)}</text>`,
    );
  }
  return shapes;
}

function box(x: number, y: number, arms: string, stroke: string): string {
  const [up = '0', right = '0', down = '0', left = '0'] = arms;
  const [cx, cy] = [x + CELL.width / 2, y + CELL.height / 2];
  const parts = [
    up !== '0' && `M${cx} ${y}V${cy}`,
    down !== '0' && `M${cx} ${y + CELL.height}V${cy}`,
    right !== '0' && `M${cx} ${cy}H${x + CELL.width}`,
    left !== '0' && `M${cx} ${cy}H${x}`,
  ];
  const width = arms.includes('2') ? 2 : 1.2;
  return `<path d="${parts.filter(Boolean).join('')}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="square"/>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
