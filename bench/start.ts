/**
 * How soon podscope is there, as multiples of what Node itself takes to start, all in turns:
 *
 *   npm run bench:start -- [--namespace NAME] [--rounds 15] [--demo]
 *
 * Needs a cluster (KUBECONFIG); in the namespace there has to be a Pod. With `--demo` the demo is measured as well.
 */
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { demoServer } from './demo-server.ts';
import { median } from './process.ts';

const { values } = parseArgs({
  options: {
    namespace: { type: 'string', default: 'default' },
    rounds: { type: 'string', default: '15' },
    demo: { type: 'boolean', default: false },
  },
});
const PROGRAM = 'bin/podscope.js';
const IN = ['-n', values.namespace];
const FRAME = /1 Ownership/;
const ROW = /┃.[●◐✖○◌] \S+ +\d+\/\d+ /;

/** A whole run, in ms; in a terminal of its own too, since a busy system shares itself out by sessions. */
async function run(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const code = await launch(process.execPath, args, { columns: 200, rows: 50 }).waitForExit(120_000);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return performance.now() - start;
}

/** Until the first frame, and until the first row, in ms. */
async function dashboard(args: readonly string[]): Promise<readonly [number, number]> {
  const start = performance.now();
  const screen = launch(process.execPath, [PROGRAM, ...args], { columns: 200, rows: 50 });
  const seen: number[] = [];
  for (const what of [FRAME, ROW]) {
    await screen.waitFor(what, 120_000);
    seen.push(performance.now() - start);
  }
  screen.press('ctrl-c');
  await screen.waitForExit();
  const [frame = NaN, row = NaN] = seen;
  return [frame, row];
}

/** Until it tells where it is served, in ms. */
async function served(): Promise<number> {
  const start = performance.now();
  const server = await demoServer(0);
  const took = performance.now() - start;
  server.stop();
  return took;
}

const BASE = 'node -e 0';
const times = new Map<string, number[]>();
const note = (what: string, ms: number): void => void times.set(what, [...(times.get(what) ?? []), ms]);

for (let round = 0; round < Number(values.rounds); round += 1) {
  note(BASE, await run(['-e', '0']));
  note('--version', await run([PROGRAM, '--version']));
  note('pods', await run([PROGRAM, 'pods', ...IN]));
  const [frame, row] = await dashboard(IN);
  note('dashboard, first frame', frame);
  note('dashboard, first row', row);
  if (!values.demo) continue;
  const [demoFrame, demoRow] = await dashboard(['demo']);
  note('demo, first frame', demoFrame);
  note('demo, first row', demoRow);
  note('demo --serve, up', await served());
}

const base = median(times.get(BASE) ?? []);
for (const [what, all] of times) {
  const ms = median(all);
  const least = Math.min(...all);
  process.stdout.write(
    `${what.padEnd(24)} ${`${Math.round(ms)} ms`.padStart(8)} ${(ms / base).toFixed(2).padStart(6)}×   least ${Math.round(least)} ms\n`,
  );
}
process.exit(0);
