/**
 * How soon a walk of /proc is on the screen, beside `kubectl exec -- true`, in turns: `npm run bench:walk -- --namespace NAME`.
 * Makes two Pods of 10 containers and 300 processes there, one whose containers share them, and removes them.
 */
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { median } from './process.ts';

const at = process.argv.indexOf('--namespace');
const namespace = process.argv[at + 1];
if (at < 0 || namespace === undefined) throw new Error('give --namespace NAME');
const ROUNDS = 9;
const CONTAINERS = 10;
/** The shell and those that it began. */
const PROCESSES = 30;

const kubectl = (input: string, ...args: readonly string[]): string =>
  execFileSync('kubectl', [...args, '-n', namespace], { input, encoding: 'utf8' });

const names = Array.from({ length: CONTAINERS }, (_, index) => `c${index}`);
const script = `for i in $(seq ${PROCESSES - 1});do sleep 86400 & done;wait`;
const pod = (name: string, shared: boolean): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    shareProcessNamespace: shared,
    terminationGracePeriodSeconds: 0,
    containers: names.map((container) => ({
      name: container,
      image: 'busybox',
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', '-c', script],
    })),
  },
});

const exec = (name: string, container: string): Promise<unknown> =>
  promisify(execFile)('kubectl', ['exec', name, '-c', container, '-n', namespace, '--', 'true']);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Medians in ms of a walk until it is on the screen, and of what kubectl does meanwhile, one after the other. */
async function measured(name: string, beside: () => Promise<unknown>): Promise<readonly [number, number]> {
  const args = ['bin/podscope.js', `pod/${name}`, '-n', namespace as string];
  const screen = launch(process.execPath, args, { columns: 156, rows: 42 });
  await screen.waitFor(new RegExp(`3 Containers[^]* ${name} ─`), 60_000);
  screen.press('P');
  await screen.waitFor(/walked \d+s ago/, 60_000);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[1].push(await timed(beside));
    await screen.waitFor(/walked [1-9]\d*s ago/, 60_000);
    times[0].push(
      await timed(() => {
        screen.press('ctrl-r');
        return screen.waitFor(/walked 0s ago/, 60_000);
      }),
    );
  }
  screen.press('ctrl-c');
  await screen.waitForExit();
  return [median(times[0]), median(times[1])];
}

/** Whether it is within what is wanted, which is said. */
function told(what: string, [walk, beside]: readonly [number, number], words: string, most: number): boolean {
  const ratio = walk / beside;
  console.log(
    `${what}: ${walk.toFixed(0)} ms, ${words} ${beside.toFixed(0)} ms: ${ratio.toFixed(2)} times (${most} at most)`,
  );
  return ratio <= most;
}

const pods = { apiVersion: 'v1', kind: 'List', items: [pod('walk-shared', true), pod('walk-apart', false)] };
kubectl(JSON.stringify(pods), 'apply', '-f', '-');
try {
  kubectl('', 'wait', '--for=condition=Ready', 'pod/walk-shared', 'pod/walk-apart', '--timeout=180s');
  const shared = await measured('walk-shared', () => exec('walk-shared', 'c0'));
  const apart = await measured('walk-apart', () =>
    Promise.all(names.map((name) => exec('walk-apart', name))),
  );
  const fine = [
    told('shared processes', shared, 'one kubectl exec -- true', 3),
    told('each its own', apart, 'ten kubectl exec -- true side by side', 1.5),
  ];
  process.exitCode = fine.every(Boolean) ? 0 : 1;
} finally {
  kubectl('', 'delete', 'pod', 'walk-shared', 'walk-apart', '--wait=false', '--ignore-not-found');
}
