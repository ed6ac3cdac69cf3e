/**
 * What the Logs tab takes while ten containers say 50,000 lines a second together: of a core, by key, and the longest
 * that a key or a frame had to wait for the program itself. Says processor time alone, so that it is right on a busy
 * machine: `npm run bench:rush -- [--seconds 20]`. Fails where a key takes more than 50 ms, or anything else waits for
 * more than 33 ms.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { cpuSeconds, memory, sleep } from './process.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    program: { type: 'string', default: 'bin/podscope.js' },
  },
});
const SECONDS = Number(values.seconds);
const [MOST_KEY, MOST_WAIT] = [50, 33];
/** They move, search, filter, and change how lines are shown; in the end all is as it was. */
const KEYS = ['t', 't', 'w', 'w', 'k', 'k', 'j', 'G', 'J', 'J', 'L', 'L', 'L', '{', '}', 'G'];
const KEY_EVERY = 100;

const server = fork(path.join(import.meta.dirname, 'rush-server.ts'), { execArgv: ['--import', 'tsx'] });
const [kubeconfig] = (await once(server, 'message')) as [string];
const folder = mkdtempSync(path.join(tmpdir(), 'podscope-rush-'));
const [config, told] = ['kubeconfig', 'told'].map((name) => path.join(folder, name)) as [string, string];
writeFileSync(config, kubeconfig);

/**
 * Runs in the program, and tells now and then how much processor time of its main thread went by from one turn of its
 * loop to the next, in ms.
 */
const probe = `
  import { appendFileSync, readFileSync } from 'node:fs';
  const stat = '/proc/self/task/' + process.pid + '/schedstat';
  const spent = () => Number(readFileSync(stat, 'latin1').split(' ')[0]) / 1e6;
  let [before, told, stretches] = [spent(), performance.now(), []];
  setInterval(() => {
    stretches.push(Math.round((spent() - before) * 10) / 10);
    if (performance.now() - told > 500) {
      appendFileSync(${JSON.stringify(told)}, stretches.join(' ') + ' ');
      [told, stretches] = [performance.now(), []];
    }
    before = spent();
  }, 1).unref();`;
const probed = ['--import', `data:text/javascript,${encodeURIComponent(probe)}`];
const screen = launch(process.execPath, [...probed, values.program, 'pod/rush'], {
  ...{ columns: 156, rows: 42 },
  env: { KUBECONFIG: config },
});

/** Those since it was asked last, in order. */
function stretches(): readonly number[] {
  const all = readFileSync(told, 'utf8').trim().split(' ').map(Number);
  writeFileSync(told, '');
  return all.sort((a, b) => a - b);
}

const lastLine = (): number =>
  Math.max(...[...screen.screen().matchAll(/number (\d+) took/g)].map(([, number]) => Number(number)));

interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly keys: number;
  readonly lines: number;
  readonly waits: readonly number[];
}

async function cost(keys: readonly string[]): Promise<Cost> {
  // What was typed last is on the screen by then.
  await sleep(1000);
  stretches();
  const [begin, before, first] = [performance.now(), cpuSeconds(screen.pid), lastLine()];
  let pressed = 0;
  while (performance.now() - begin < SECONDS * 1000 || pressed % Math.max(1, keys.length) !== 0) {
    const key = keys[pressed % keys.length];
    if (key !== undefined) screen.press(key);
    if (key !== undefined) pressed++;
    await sleep(KEY_EVERY);
  }
  const [wall, cpu] = [(performance.now() - begin) / 1000, cpuSeconds(screen.pid) - before];
  return { wall, cpu, keys: pressed, lines: (lastLine() - first) * 10, waits: stretches() };
}

await screen.waitFor(/● live/, 60_000);
screen.press('l');
await screen.waitFor(/number \d+ took/, 60_000);
// The code is warm, and the memory that is kept of logs full.
await sleep(15_000);
await cost(KEYS);
const idle = await cost([]);
const typed = await cost(KEYS);
const { now } = memory(screen.pid);
screen.kill();
server.disconnect();
rmSync(folder, { recursive: true });

const perKey = Math.max(0, (1000 * (typed.cpu - (idle.cpu * typed.wall) / idle.wall)) / typed.keys);
const at = (waits: readonly number[], part: number): number =>
  waits[Math.floor((waits.length - 1) * part)] ?? NaN;
const longest = Math.max(at(idle.waits, 1), at(typed.waits, 1));
console.log(
  `${((idle.lines + typed.lines) / (idle.wall + typed.wall)).toFixed(0)} lines a second: ${((100 * idle.cpu) / idle.wall).toFixed(0)} % of a core, ${now.toFixed(0)} MiB`,
);
console.log(`a key ${perKey.toFixed(1)} ms of processor time (${MOST_KEY} at most)`);
console.log(
  `what waits, waits for ${at(typed.waits, 0.99).toFixed(1)} ms of it in 99 of 100 cases, ${longest.toFixed(1)} ms at the longest (${MOST_WAIT} at most)`,
);
if (perKey > MOST_KEY || longest > MOST_WAIT) process.exitCode = 1;
process.exit();
