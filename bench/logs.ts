/**
 * Logs beside `kubectl logs -f --all-containers --prefix` in turns, and a million lines in the dashboard's tab:
 * `npm run bench:logs -- --namespace NAME [--lines EACH]`. The namespace is one's own: two Pods are made in it, and removed at the end.
 */
import { spawn, spawnSync } from 'node:child_process';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { cpuSeconds, median, memory, sleep } from './process.ts';

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

const namespace = argument('--namespace') ?? '';
if (namespace === '') throw new Error('give --namespace NAME');
const [CONTAINERS, ROUNDS] = [10, 5];
const LINES = Number(argument('--lines') ?? 50_000);
const MANY = 1_000_000;
const [BOUND, ABOVE] = [256, 60];

const kubectl = (args: readonly string[], input = ''): void => {
  const { status, stderr } = spawnSync('kubectl', ['-n', namespace, ...args], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

function pod(name: string, count: number, lines: number): object {
  const containers = Array.from({ length: count }, (_, index) => ({
    name: `c${index}`,
    image: 'busybox',
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', `seq ${lines} | sed 's/.*/number & of ${name}/'; sleep 36000`],
  }));
  const spec = { terminationGracePeriodSeconds: 0, containers };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
}

/** How long a program takes from its first to its last of so many lines, in ms; it is ended then. */
function untilLines(file: string, args: readonly string[], lines: number): Promise<number> {
  let begun: number | undefined;
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      begun ??= performance.now();
      for (let from = bytes.indexOf(10); from >= 0; from = bytes.indexOf(10, from + 1)) seen++;
      if (seen < lines) return;
      resolve(performance.now() - begun);
      child.kill();
    });
    child.on('close', () => reject(new Error(`${file} ended after ${seen} lines`)));
  });
}

async function together(): Promise<boolean> {
  const all = CONTAINERS * LINES;
  const where = ['logs', 'talk', '-n', namespace, '-f', '--prefix', '--all-containers'];
  const ours = (): Promise<number> => untilLines(process.execPath, ['bin/podscope.js', ...where], all);
  const theirs = (): Promise<number> => untilLines('kubectl', [...where, '--max-log-requests=20'], all);
  // All of it has to be there.
  await theirs();
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(await ours());
    times[1].push(await theirs());
  }
  const [mine, kubectls] = times.map((each) => all / median(each)) as [number, number];
  const ratio = mine / kubectls;
  console.log(`logs: ${mine.toFixed(0)} lines/ms, with kubectl ${kubectls.toFixed(0)} lines/ms`);
  console.log(`${ratio.toFixed(2)} times kubectl's (1 is wanted)`);
  return ratio >= 1;
}

async function inTab(): Promise<boolean> {
  await untilLines('kubectl', ['logs', 'much', '-n', namespace, '-f'], MANY);
  const args = ['bin/podscope.js', 'pod/much', '-n', namespace, '--log-memory', `${BOUND}Mi`];
  const screen = launch(process.execPath, args, { columns: 120, rows: 40 });
  await screen.waitFor(/● live/, 60_000);
  screen.type('l');
  await screen.waitFor(new RegExp(`number ${MANY} of`), 60_000);
  // From its beginning, as in k9s.
  screen.type('1');
  await screen.waitFor(/from its beginning/);
  await screen.waitFor(new RegExp(`number ${MANY} of`), 300_000);
  await sleep(3_000);
  /** In ms; and how much of it was its own processor time. */
  const timed = async (keys: string, what: RegExp): Promise<{ ms: number; cpu: number }> => {
    screen.type(keys);
    const [begun, before] = [performance.now(), cpuSeconds(screen.pid)];
    screen.press('enter');
    await screen.waitFor(what, 60_000);
    return { ms: performance.now() - begun, cpu: (cpuSeconds(screen.pid) - before) * 1000 };
  };
  const told = ({ ms, cpu }: { ms: number; cpu: number }): string =>
    `${ms.toFixed(0)} ms (${cpu.toFixed(0)} ms of processor time)`;
  screen.type('/');
  await sleep(500);
  const search = await timed('777777', /\/777777 1 of 1\b/);
  screen.type('&');
  await sleep(500);
  const filter = await timed(
    '99999 of',
    /^(?=[^]*number 999999 of)(?![^]*number 999998 of)(?![^]*filtering)/,
  );
  const { now, peak } = memory(screen.pid);
  screen.kill();
  console.log(
    `${MANY} lines in the tab: searched in ${told(search)}, 500 at most; filtered in ${told(filter)}, 300 at most`,
  );
  console.log(`RSS ${now.toFixed(0)} MiB, at most ${peak.toFixed(0)} (${BOUND + ABOVE} at most)`);
  return search.ms <= 500 && filter.ms <= 300 && now <= BOUND + ABOVE;
}

const pods = [pod('talk', CONTAINERS, LINES), pod('much', 1, MANY)];
kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: pods }));
try {
  kubectl(['wait', '--for=condition=Ready', 'pod/talk', 'pod/much', '--timeout=120s']);
  const fine = [await together(), await inTab()];
  process.exitCode = fine.every(Boolean) ? 0 : 1;
} finally {
  kubectl(['delete', 'pod', 'talk', 'much', '--wait=false']);
}
