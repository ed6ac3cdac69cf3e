/** A little program that lends its screen to a real shell, as the dashboard does; for the tests in a pseudo-terminal. */
import { openScreen } from '../../src/terminal/index.ts';
import { BOLD, SELECTED, styleOf, TONES, UNDERLINE } from '../../src/view/frame.ts';
import { Grid } from '../../src/view/painting/grid.ts';
import { realShell } from './real-shell.ts';

const { stdin, stdout, env } = process;
const screen = openScreen({ stdin, stdout, env });
let size = { columns: stdout.columns, rows: stdout.rows };
let status = 'ready';

function draw(): void {
  const grid = new Grid(size.columns, size.rows);
  TONES.forEach((tone, index) => {
    const flags = [0, BOLD, UNDERLINE, SELECTED][index % 4] ?? 0;
    grid.put(2, index, `${tone} 日本 ● ━ é`, styleOf(tone, flags));
  });
  grid.put(2, size.rows - 1, `status ${status} ${size.columns}x${size.rows}`);
  screen.draw(grid);
}

async function openShell(told: boolean): Promise<void> {
  const code = await screen.lend(async (lent) => {
    const ended = await realShell(lent);
    if (told) await lent.conclude(`ended with ${ended}`);
    return ended;
  });
  status = `exit ${code}`;
  draw();
}

screen.keys$.subscribe((key) => {
  if (key.type === 'paste') return;
  if (key.name === 's' || key.name === 'S') void openShell(key.name === 'S');
  else if (key.name === 'q') {
    void screen.close();
    process.exit(0);
  } else {
    status += key.name;
    draw();
  }
});
screen.size$.subscribe((next) => {
  size = next;
  draw();
});
// What changes meanwhile must not be seen by whoever has the terminal.
setInterval(draw, 20);
