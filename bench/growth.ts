/**
 * How it grows: the same figures at several numbers of Pods, each on a simulated cluster in a process of its own,
 * beside `kubectl get pods -o wide` and whatever other dashboards are on the machine; as a table for the README.
 *
 *   [PODSCOPE_RIVALS=/path/to/k9s,…] npm run bench:growth -- [--sizes 14,1000,10000,100000] [--rounds 3]
 *
 * A rival is started as `rival -n load`; its first row is the first name of a Pod on its screen.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { demoServer } from './demo-server.ts';
import { keyToScreen } from './key-to-screen.ts';
import { cpuSeconds, median, memory, sleep } from './process.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '14,1000,10000,100000' },
    rounds: { type: 'string', default: '3' },
  },
});
const IN = ['-n', 'load'];
const ALL = /● live.* pods?/;
const SIZE = { columns: 160, rows: 45 };
/** As in run.ts: V8 tidies up for half a minute after a heap has grown, which is not idling. */
const SETTLED_MS = 40_000;
const rivals = (process.env['PODSCOPE_RIVALS'] ?? '').split(',').filter(Boolean);

interface Figures {
  /** In ms from the start. */
  readonly row: number;
  readonly all: number;
  /** Until nothing more is done for it, in ms. */
  readonly cpu: number;
  /** In MiB. */
  readonly rss: number;
  /** From a key to the screen, in ms. */
  readonly key: number;
  /** In % of a core. */
  readonly idle: number;
}

/** CPU in ms, once it has hardly grown for a second. */
async function settledCpu(pid: number): Promise<number> {
  let last = cpuSeconds(pid);
  for (let second = 0; second < 120; second++) {
    await sleep(1000);
    const now = cpuSeconds(pid);
    if (now - last < 0.03) return now * 1000;
    last = now;
  }
  return last * 1000;
}

/** @param complete what is on the screen once the list is; without it the first row is all that is known */
async function run(program: string, args: readonly string[], complete?: RegExp): Promise<Figures> {
  const begin = performance.now();
  const screen = launch(program, args, SIZE);
  await screen.waitFor(/\S+ +\d+\/\d+ /, 300_000);
  const row = performance.now() - begin;
  if (complete) await screen.waitFor(complete, 300_000);
  const all = complete ? performance.now() - begin : NaN;
  const cpu = await settledCpu(screen.pid);
  const { ms: key } = await keyToScreen(screen, 20);
  await sleep(SETTLED_MS);
  const before = cpuSeconds(screen.pid);
  await sleep(10_000);
  const idle = (cpuSeconds(screen.pid) - before) * 10;
  const { now: rss } = memory(screen.pid);
  screen.kill();
  await screen.waitForExit();
  return { row, all, cpu, rss, key, idle };
}

function kubectl(): number {
  const begin = performance.now();
  spawnSync('kubectl', ['get', 'pods', ...IN, '-o', 'wide'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  return performance.now() - begin;
}

const HEAD =
  '| Pods | | first row | list complete | CPU until settled | memory | key | idle |\n|---|---|---|---|---|---|---|---|\n';
const seconds = (ms: number): string => (Number.isNaN(ms) ? '–' : `${(ms / 1000).toFixed(2)} s`);

function line(pods: number, name: string, runs: readonly Figures[], base: number): string {
  const of = (key: keyof Figures): number => median(runs.map((figures) => figures[key]));
  const all = Number.isNaN(of('all'))
    ? '–'
    : `${seconds(of('all'))}, ${(of('all') / base).toFixed(2)}× kubectl`;
  const rest = [`${Math.round(of('rss'))} MiB`, `${of('key').toFixed(1)} ms`, `${of('idle').toFixed(1)} %`];
  return `| ${[pods, name, seconds(of('row')), all, seconds(of('cpu')), ...rest].join(' | ')} |\n`;
}

process.stdout.write(HEAD);
const first = new Map<string, Figures>();
for (const pods of values.sizes.split(',').map(Number)) {
  const server = await demoServer(pods);
  process.env['KUBECONFIG'] = server.kubeconfig;
  try {
    const base: number[] = [];
    const runs = new Map<string, Figures[]>();
    for (let round = 0; round < Number(values.rounds); round++) {
      base.push(kubectl());
      const mine = await run(process.execPath, ['bin/podscope.js', ...IN], ALL);
      runs.set('podscope', [...(runs.get('podscope') ?? []), mine]);
      for (const rival of rivals) {
        const name = path.basename(rival);
        runs.set(name, [...(runs.get(name) ?? []), await run(rival, IN)]);
      }
    }
    process.stdout.write(`| ${pods} | kubectl | | ${seconds(median(base))} | | | | |\n`);
    for (const [name, figures] of runs) process.stdout.write(line(pods, name, figures, median(base)));
    const [mine] = runs.get('podscope') ?? [];
    const small = first.get('podscope');
    if (mine && !small) first.set('podscope', mine);
    if (mine && small && pods >= 1000) {
      const bytes = Math.round(((mine.rss - small.rss) * 1024 * 1024) / pods);
      const cpu = Math.round(((mine.cpu - small.cpu) * 1000) / pods);
      process.stdout.write(`| ${pods} | a Pod costs | | | ${cpu} µs | ${bytes} bytes | | |\n`);
    }
  } finally {
    server.stop();
  }
}
process.exit(0);
