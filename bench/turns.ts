/**
 * What a list costs, beside other builds of podscope and `kubectl get pods -o wide`, all in turns: ratios hold on a
 * busy machine, seconds do not. Of a namespace of a real cluster (KUBECONFIG), or of so many Pods on a simulated one in
 * a process of its own, whose Pods are a third of the size.
 *
 *   npm run bench:turns -- [--namespace NAME | --pods 10000] [--rounds 5] [--with /path/to/another/worktree,…]
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { demoServer } from './demo-server.ts';
import { cpuSeconds, median, memory, sleep } from './process.ts';

const { values } = parseArgs({
  options: {
    namespace: { type: 'string' },
    pods: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    with: { type: 'string', default: '' },
  },
});
const IN = ['-n', values.namespace ?? 'load'];
const programs = ['.', ...values.with.split(',').filter(Boolean)];
const measured = new Map<string, number[]>();
const note = (what: string, value: number): void => {
  measured.set(what, [...(measured.get(what) ?? []), value]);
};

/** CPU in seconds, once it has hardly grown for a second. */
async function settledCpu(pid: number): Promise<number> {
  for (let last = cpuSeconds(pid); ;) {
    await sleep(1000);
    const now = cpuSeconds(pid);
    if (now - last < 0.03) return now;
    last = now;
  }
}

async function run(program: string): Promise<void> {
  const begin = performance.now();
  const args = [path.join(program, 'bin/podscope.js'), ...IN];
  const screen = launch(process.execPath, args, { columns: 160, rows: 45 });
  await screen.waitFor(/\S+ +\d+\/\d+ /, 300_000);
  note(`${program}: first row, s`, (performance.now() - begin) / 1000);
  await screen.waitFor(/● live.* pods?/, 300_000);
  note(`${program}: complete, s`, (performance.now() - begin) / 1000);
  note(`${program}: CPU until complete, s`, cpuSeconds(screen.pid));
  note(`${program}: CPU until settled, s`, await settledCpu(screen.pid));
  note(`${program}: memory, MiB`, memory(screen.pid).now);
  // As a user does: who is killed within three seconds keeps nothing of what was compiled.
  screen.press('ctrl-c');
  await screen.waitForExit();
}

const server = values.namespace === undefined ? await demoServer(Number(values.pods)) : undefined;
if (server) process.env['KUBECONFIG'] = server.kubeconfig;
try {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const begin = performance.now();
    const { status } = spawnSync('kubectl', ['get', 'pods', ...IN, '-o', 'wide'], { stdio: 'ignore' });
    if (status === 0) note('kubectl get -o wide, s', (performance.now() - begin) / 1000);
    for (const program of programs) await run(program);
  }
} finally {
  server?.stop();
}
const first = new Map<string, number>();
for (const [what, all] of [...measured].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const kind = what.slice(what.indexOf(': ') + 2);
  const middle = median(all);
  const base = first.get(kind) ?? middle;
  first.set(kind, base);
  const least = Math.min(...all).toFixed(2);
  process.stdout.write(
    `${what.padEnd(60)} ${middle.toFixed(2).padStart(8)}  least ${least}  ${(middle / base).toFixed(2)}×\n`,
  );
}
process.exit(0);
