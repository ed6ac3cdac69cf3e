/** A little program that lends its screen to a real shell, as the dashboard does; for the tests in a pseudo-terminal. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Pty from '@lydell/node-pty';
import { openScreen } from '../../src/terminal/index.ts';
import type { LentTerminal } from '../../src/ports/terminal.ts';
import { BOLD, SELECTED, styleOf, TONES, UNDERLINE } from '../../src/view/frame.ts';
import { Grid } from '../../src/view/painting/grid.ts';

// It brings a native part, which cannot be bundled.
const pty = createRequire(path.join(process.cwd(), 'package.json'))('@lydell/node-pty') as typeof Pty;

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

function shell({ input$, size$, write }: LentTerminal): Promise<number> {
  const { columns, rows } = size;
  const session = pty.spawn('bash', ['--norc', '-i'], {
    cols: columns,
    rows,
    env: { ...env, PS1: 'lent> ', BASH_SILENCE_DEPRECATION_WARNING: '1' },
  });
  input$.subscribe((bytes) => session.write(Buffer.from(bytes).toString()));
  const resizing = size$.subscribe((now) => session.resize(now.columns, now.rows));
  session.onData((data) => void write(data));
  return new Promise((resolve) => {
    session.onExit(({ exitCode }) => {
      resizing.unsubscribe();
      resolve(exitCode);
    });
  });
}

async function openShell(told: boolean): Promise<void> {
  const code = await screen.lend(async (lent) => {
    const ended = await shell(lent);
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
    screen.close();
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
