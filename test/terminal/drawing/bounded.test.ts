import { afterEach, beforeAll, expect, it } from 'vitest';
import { bundled } from '../../support/programs/demo-terminal.ts';
import { type DrivenTerminal, launch } from '../../support/programs/terminal-driver.ts';

let demo = '';
let driven: DrivenTerminal | undefined;

beforeAll(async () => (demo = await bundled('test/terminal/demo.ts')));
afterEach(() => driven?.kill());

function started(columns: number, rows: number): DrivenTerminal {
  driven = launch(process.execPath, [demo], { columns, rows });
  return driven;
}

it('a terminal larger than any screen is drawn on as far as one goes', async () => {
  const screen = started(1200, 600);
  await screen.waitFor(/^size 1000x500 /m);
  await screen.waitFor(() => screen.cell(999, 499).text === '┃');
  screen.press('Q');
  expect(await screen.waitForExit()).toBe(0);
});

it('a terminal that says that it grew beyond all bounds goes on, within them', async () => {
  const screen = started(80, 24);
  await screen.waitFor(/^size 80x24 /m);
  screen.resize(30_000, 600);
  await screen.waitFor(/^size 1000x500 /m);
  screen.resize(60, 20);
  await screen.waitFor(() => screen.cell(59, 19).text === '┃');
  await screen.waitFor(/^size 60x20 /m);
  screen.press('Q');
  expect(await screen.waitForExit()).toBe(0);
});
