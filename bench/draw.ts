/** Run by terminal.ts in a pseudo-terminal: draws frames as the dashboard does, and says what each cost. */
import { WriteStream } from 'node:tty';
import { openScreen } from '../src/terminal/index.ts';
import { BOLD, SELECTED, styleOf, TONES } from '../src/view/frame.ts';
import { Grid } from '../src/view/painting/grid.ts';

const ROUNDS = 60;
const { stdin, stdout, env } = process;
const { columns, rows } = stdout;

let bytes = 0;
/** What the screen is written to. */
const written = new Set<WriteStream>();
const { prototype } = WriteStream;
const { write } = prototype;
prototype.write = function (this: WriteStream, ...given: Parameters<typeof write>) {
  written.add(this);
  bytes += Buffer.byteLength(given[0]);
  return write.apply(this, given);
} as typeof write;

/** A screen full of rows as the Pods pane has them; `seed` makes each cell differ from another seed's. */
function fullFrame(seed: number): Grid {
  const grid = new Grid(columns, rows);
  for (let y = 0; y < rows; y++) {
    let x = 0;
    for (let word = 0; x < columns; word++) {
      const tone = TONES[(y + word + seed) % TONES.length] ?? 'plain';
      const text = `pod-${String.fromCharCode(97 + ((y * 7 + word + seed) % 26)).repeat(8)} `;
      x = grid.put(x, y, text, styleOf(tone, word % 5 === 0 ? BOLD : 0));
    }
  }
  return grid;
}

const full = [fullFrame(0), fullFrame(1)] as const;
/** The cursor goes from one row to the next. */
const moved = [2, 3].map((row) => {
  const grid = fullFrame(0);
  grid.flag(0, row, columns, SELECTED);
  return grid;
});
/** One cell ticks: an age. */
const ticked = ['59s', '60s'].map((age) => {
  const grid = fullFrame(0);
  grid.put(20, 5, age);
  return grid;
});

const screen = openScreen({ stdin, stdout, env });
/** Until the next frame may be drawn: the terminal has taken this one. */
async function pause(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 5));
  while ([...written].some(({ writableLength }) => writableLength > 0));
}

async function measure(frames: readonly Grid[]): Promise<{ ms: number; bytes: number }> {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const frame = frames[round % frames.length];
    if (!frame) continue;
    const before = bytes;
    const start = performance.now();
    screen.draw(frame);
    times.push(performance.now() - start);
    sizes.push(bytes - before);
    await pause();
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
  return { ms: median(times), bytes: median(sizes) };
}

const results = {
  'every cell changed': await measure(full),
  'the cursor moved by a row': await measure(moved),
  'one cell changed': await measure(ticked),
  'nothing changed': await measure(full.slice(0, 1)),
};
await screen.close();
console.log(`results ${JSON.stringify(results)}`);
process.exit(0);
