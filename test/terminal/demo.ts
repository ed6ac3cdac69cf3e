/** A little program that uses the screen, for the tests in a pseudo-terminal. */
import { writeFileSync } from 'node:fs';
import { firstValueFrom, take } from 'rxjs';
import { openScreen } from '../../src/terminal/index.ts';
import type { Terminal } from '../../src/ports/terminal.ts';
import { SELECTED, styleOf } from '../../src/view/frame.ts';
import { Grid } from '../../src/view/painting/grid.ts';

const { stdin, stdout, env } = process;
const screen: Terminal = openScreen({ stdin, stdout, env, noMouse: env.NO_MOUSE === '1' });
let size = { columns: stdout.columns, rows: stdout.rows };
const log: string[] = [];
let cursor = false;
/** Frames that differ in most cells, one after the other, while there is a timer; how many were drawn stands in a file. */
const flood: { frames: number; timer?: NodeJS.Timeout } = { frames: 0 };

/** So long, in ms, it may take to go on after a stop that the system ignores. */
const AFTER_A_STOP = 300;

function draw(): void {
  const grid = new Grid(size.columns, size.rows);
  grid.put(0, 0, `size ${size.columns}x${size.rows}`);
  grid.put(0, 1, '日本語 emoji 🎉 e\u0301 👩‍👩‍👧 🇩🇪 ⌚ नि end', styleOf('failing'));
  grid.put(0, 2, 'selected', styleOf('well', SELECTED));
  for (let y = 0; y < size.rows; y++) grid.put(size.columns - 1, y, '┃', styleOf('accent'));
  log.slice(-10).forEach((line, index) => grid.put(0, 4 + index, line));
  if (flood.frames > 0) {
    const letter = String.fromCharCode(97 + (flood.frames % 26));
    for (let y = 14; y < size.rows; y++) grid.put(0, y, `${flood.frames} ${letter.repeat(size.columns - 9)}`);
  }
  if (cursor) grid.cursor = { x: 3, y: 2 };
  screen.draw(grid);
}

function say(text: string): void {
  log.push(`${log.length}:${text}`);
  draw();
}

const ENDINGS: Readonly<Record<string, () => void>> = {
  Q: () => {
    void Promise.resolve(screen.close()).then(() => process.exit(0));
    const { FRAMES: file } = env;
    if (file === undefined) return;
    writeFileSync(file, 'closing');
    for (const signal of ['SIGCONT', 'SIGTSTP'])
      process.on(signal, () => setTimeout(() => writeFileSync(file, `closing ${signal}`), AFTER_A_STOP));
  },
  X: () => process.exit(7),
  T: () => {
    throw new Error('thrown on purpose');
  },
  R: () => void Promise.reject(new Error('rejected on purpose')),
  I: () => void stdin.push(null),
  O: () => void stdout.destroy(new Error('EIO')),
  D: draw,
  Z: () => screen.suspend(),
  Y: () => screen.copy('copied text'),
  C: () => {
    cursor = !cursor;
    draw();
  },
  L: () => void lend(),
  F: () => {
    if (flood.timer) {
      clearInterval(flood.timer);
      delete flood.timer;
      writeFileSync(env.FRAMES ?? '', `stopped ${flood.frames}`);
    } else
      flood.timer = setInterval(() => {
        flood.frames++;
        draw();
        writeFileSync(env.FRAMES ?? '', String(flood.frames));
      }, 1);
  },
};

/** Lends the terminal to someone who leaves it in a mess and ends at the letter e. */
async function lend(): Promise<void> {
  await screen.lend(async (lent) => {
    await lent.write('\x1b[?1049h\x1b[?1h\x1b[?1003h\x1b[?25l\x1b[3;9r\x1b[31mborrowed\r\n');
    const sizes = lent.size$.subscribe(({ columns, rows }) => void lent.write(`lent ${columns}x${rows}\r\n`));
    for (;;) {
      const bytes = await firstValueFrom(lent.input$.pipe(take(1)));
      const typed = Buffer.from(bytes).toString();
      ENDINGS[typed]?.();
      await lent.write(`got ${Buffer.from(bytes).toString('hex')}\r\n`);
      if (typed === '(') await lent.write('\x1b(0');
      if (typed.includes('e')) break;
    }
    sizes.unsubscribe();
  });
  say('back');
}

screen.keys$.subscribe((key) => {
  const act = key.type === 'key' ? ENDINGS[key.name] : undefined;
  if (act) act();
  else say(key.type === 'key' ? `<${key.name}>` : `paste(${JSON.stringify(key.text)})`);
});
screen.mouse$.subscribe(({ type, x, y, double }) => say(`${type}${double ? ' double' : ''} ${x},${y}`));
screen.size$.subscribe((next) => {
  size = next;
  draw();
});
