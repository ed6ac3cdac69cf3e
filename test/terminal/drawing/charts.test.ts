import { afterEach, beforeAll, expect, it } from 'vitest';
import { bundled } from '../../support/programs/demo-terminal.ts';
import { type DrivenTerminal, launch, type LaunchOptions } from '../../support/programs/terminal-driver.ts';

let program = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => {
  program = await bundled('test/terminal/chart-demo.ts');
});
afterEach(() => driven?.kill());

const DOTS = /[\u2801-\u28ff]/;

async function demo(options: LaunchOptions = {}): Promise<DrivenTerminal> {
  driven = launch(process.execPath, [program], { columns: 60, rows: 20, ...options });
  await driven.waitFor(DOTS);
  return driven;
}

/** In how many cells of a colour dots stand, by the columns that have any. */
function dots(screen: DrivenTerminal, colour: string): readonly number[] {
  const columns = new Set<number>();
  for (let y = 0; y < 16; y++)
    for (let x = 0; x < 60; x++) {
      const { text, foreground } = screen.cell(x, y);
      if (DOTS.test(text) && foreground === colour) columns.add(x);
    }
  return [...columns].sort((a, b) => a - b);
}

it('a chart is drawn by blessed-contrib in the cells that are reserved, a gap where nothing was measured', async () => {
  const screen = await demo();
  expect(screen.line(0)).toMatch(/^CPU of main/);
  expect(screen.line(1)).toMatch(/^100m \S/);
  expect(screen.line(8)).toMatch(/^ 50m \S/);
  // A line at 0 lies on the axis, in its own colour.
  expect(screen.line(15)).toMatch(/^   0 ⣇⣀{50,}$/);
  expect(screen.cell(30, 15).foreground).toBe('3');
  expect(screen.line(16)).toMatch(/^ {5}-19m {16,}-9m {16,}now$/);
  const bound = dots(screen, '1');
  const used = dots(screen, '2');
  expect(bound.length).toBeGreaterThan(40);
  expect(used.length).toBeGreaterThan(20);
  expect(used.length).toBeLessThan(bound.length);
  const widest = Math.max(...used.slice(1).map((x, index) => x - (used[index] ?? x)));
  expect(widest).toBeGreaterThan(8);
});

it('what lies above a chart hides it, and it is whole again below', async () => {
  const screen = await demo();
  const before = screen.screen();
  screen.press('o');
  await screen.waitFor('over true');
  for (let y = 3; y < 9; y++) expect(screen.line(y).slice(20, 40)).toBe('#'.repeat(20));
  screen.press('o');
  await screen.waitFor('over false');
  expect(screen.screen()).toBe(before);
  screen.press('n');
  await screen.waitFor('none true');
  expect(screen.screen()).not.toMatch(DOTS);
});

it('without colours it has none', async () => {
  const screen = await demo({ env: { NO_COLOR: '1' } });
  expect(dots(screen, '1')).toEqual([]);
  expect(screen.screen()).toMatch(DOTS);
});
