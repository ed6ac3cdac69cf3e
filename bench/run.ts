/**
 * The figures of the README, each beside `kubectl get pods -o wide` in the same run:
 *
 *   npm run bench -- [--namespace NAME | --simulated PODS]
 *
 * Needs a cluster (KUBECONFIG) and kubectl. The namespace is measured as it is; the only thing made
 * in it are Pods that no scheduler takes, removed at the end. With --simulated the cluster is one
 * that is simulated in a process of its own, filled with so many Pods.
 */
import { spawn, spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type DrivenTerminal, launch } from '../test/support/programs/terminal-driver.ts';
import { demoServer } from './demo-server.ts';
import { keyToScreen } from './key-to-screen.ts';
import { cpuSeconds, median, memory, sleep } from './process.ts';

const { values } = parseArgs({
  options: { namespace: { type: 'string', default: 'default' }, simulated: { type: 'string' } },
});
const server = values.simulated === undefined ? undefined : await demoServer(Number(values.simulated));
if (server) process.env['KUBECONFIG'] = server.kubeconfig;
const namespace = server ? 'load' : values.namespace;
/** V8 tidies up a large heap once, half a minute after it has grown: that is not idling. */
const SETTLED_MS = 40_000;
const PROXY_PORT = 18_765;

function kubectlRun(): number {
  const start = performance.now();
  spawnSync('kubectl', ['get', 'pods', '-n', namespace, '-o', 'wide'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  return performance.now() - start;
}

const start = (): DrivenTerminal =>
  launch(process.execPath, ['bin/podscope.js', '-n', namespace], { columns: 200, rows: 50 });
const ROW = /┃.[●◐✖○◌] \S+ +\d+\/\d+ /;

async function startUp(): Promise<Record<string, number>> {
  const screen = start();
  const frame = await screen.waitFor('1 Ownership');
  const frameCpu = cpuSeconds(screen.pid) * 1000;
  const row = frame + (await screen.waitFor(ROW, 60_000));
  const all = row + (await screen.waitFor(/● live.* pods?/, 120_000));
  const cpu = cpuSeconds(screen.pid) * 1000;
  screen.kill();
  await screen.waitForExit();
  return { frame, frameCpu, row, all, cpu };
}

async function eventToScreen(screen: DrivenTerminal): Promise<number> {
  const proxy = spawn('kubectl', ['proxy', `--port=${PROXY_PORT}`], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${PROXY_PORT}/api/v1/namespaces/${namespace}/pods`;
  for (let tries = 0; tries < 100; tries++) {
    await sleep(100);
    if (
      await fetch(url + '?limit=1').then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
  }
  screen.press('g');
  const times: number[] = [];
  const container = { name: 'none', image: 'busybox' };
  for (let index = 0; index < 11; index++) {
    const name = `aaa-bench-${index}`;
    const body = JSON.stringify({
      metadata: { name },
      spec: { schedulerName: 'none', containers: [container] },
    });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const begin = performance.now();
    if (!answer.ok) throw new Error(await answer.text());
    screen.press('g');
    await screen.waitFor(name);
    times.push(performance.now() - begin);
    await fetch(`${url}/${name}?gracePeriodSeconds=0`, { method: 'DELETE' });
    await sleep(300);
  }
  proxy.kill();
  return median(times);
}

async function idleCpu(screen: DrivenTerminal, seconds: number): Promise<number> {
  const before = cpuSeconds(screen.pid);
  await sleep(seconds * 1000);
  return ((cpuSeconds(screen.pid) - before) / seconds) * 100;
}

async function main(): Promise<void> {
  const runs: Record<string, number>[] = [];
  const kubectl: number[] = [];
  for (let index = 0; index < 3; index++) {
    // At 100,000 Pods kubectl takes most of a minute: once is enough to compare with.
    if (index === 0 || !server) kubectl.push(kubectlRun());
    runs.push(await startUp());
  }
  const of = (key: string): number => median(runs.map((run) => run[key] ?? NaN));
  const screen = start();
  await screen.waitFor(/● live.* pods?/, 120_000);
  const pods = /(\d+) pods?/.exec(screen.line(0))?.[1] ?? '?';
  await sleep(5000);
  const key = await keyToScreen(screen, 40);
  const event = await eventToScreen(screen);
  await sleep(SETTLED_MS);
  const idle = await idleCpu(screen, 20);
  const { now, peak } = memory(screen.pid);
  screen.kill();
  const base = median(kubectl);
  const ms = (value: number): string => `${Math.round(value)} ms`;
  const ratio = (value: number): string => `${ms(value)}  (${(value / base).toFixed(2)}× kubectl)`;
  const lines = {
    pods,
    'kubectl get pods -o wide, whole run': ms(base),
    'start to first frame': `${ms(of('frame'))}, ${ms(of('frameCpu'))} of CPU`,
    'start to first row': `${ratio(of('row'))}, ${ms(of('row') - base)} more than kubectl's run`,
    'start to complete list': ratio(of('all')),
    'CPU until complete': ms(of('cpu')),
    'key to screen': `${key.ms.toFixed(1)} ms, ${key.bytes} bytes`,
    'event to screen': ms(event),
    RSS: `${Math.round(now)} MiB, at most ${Math.round(peak)} MiB`,
    'idle CPU': `${idle.toFixed(1)} % of a core`,
  };
  for (const [name, value] of Object.entries(lines)) process.stdout.write(`${name.padEnd(38)} ${value}\n`);
}

await main().finally(() => server?.stop());
process.exit(0);
