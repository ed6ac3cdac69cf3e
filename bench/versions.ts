/**
 * What this version costs beside another one, in turns in one run, against one simulated cluster: processor time until
 * the first row, memory, processor time of a key. `npm run bench:versions -- --old PATH/bin/podscope.js`.
 *
 *   [--new bin/podscope.js] [--rounds 15] [--pods 1000] [--most 1.1]
 *
 * Fails where the median of something is more than so many times the other version's.
 */
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { demoServer } from './demo-server.ts';
import { cpuSeconds, median, memory, sleep } from './process.ts';

const { values } = parseArgs({
  options: {
    old: { type: 'string' },
    new: { type: 'string', default: 'bin/podscope.js' },
    rounds: { type: 'string', default: '15' },
    pods: { type: 'string', default: '1000' },
    most: { type: 'string', default: '1.1' },
  },
});
if (values.old === undefined) throw new Error('--old is missing: the bin/podscope.js of the other version');

const KEYS = 150;
/** No quicker than a key that is held down, so that each is drawn; in ms. */
const KEY_EVERY = 40;
/** What a start leaves to be compiled and tidied up is not what a key costs; in ms. */
const SETTLES = 6000;

interface Cost {
  readonly firstRow: number;
  readonly memory: number;
  readonly key: number;
}

async function costOf(program: string, kubeconfig: string): Promise<Cost> {
  const screen = launch(process.execPath, [program, '--kubeconfig', kubeconfig], {
    columns: 156,
    rows: 42,
  });
  try {
    await screen.waitFor(/▌[●◐✖○◌] /, 120_000);
    const firstRow = 1000 * cpuSeconds(screen.pid);
    await screen.waitFor(/● live/, 120_000);
    await sleep(SETTLES);
    const before = cpuSeconds(screen.pid);
    for (let pressed = 0; pressed < KEYS; pressed += 1) {
      screen.press(pressed % 50 < 25 ? 'j' : 'k');
      await sleep(KEY_EVERY);
    }
    const key = (1000 * (cpuSeconds(screen.pid) - before)) / KEYS;
    return { firstRow, key, memory: memory(screen.pid).now };
  } finally {
    screen.kill();
  }
}

const server = await demoServer(Number(values.pods));
const costs = { old: [] as Cost[], new: [] as Cost[] };
for (let round = 0; round < Number(values.rounds); round += 1) {
  costs.old.push(await costOf(values.old, server.kubeconfig));
  costs.new.push(await costOf(values.new, server.kubeconfig));
}
server.stop();
for (const [what, unit] of [
  ['firstRow', 'ms'],
  ['memory', 'MiB'],
  ['key', 'ms'],
] as const) {
  const [old, now] = [costs.old, costs.new].map((all) => median(all.map((cost) => cost[what])));
  const times = (now ?? NaN) / (old ?? NaN);
  if (!(times <= Number(values.most))) process.exitCode = 1;
  console.log(`${what.padEnd(10)} ${old?.toFixed(1)} → ${now?.toFixed(1)} ${unit}, ${times.toFixed(2)}×`);
}
process.exit();
