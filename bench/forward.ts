/**
 * How much goes through `podscope forward` beside `kubectl port-forward`, in turns: `npm run bench:forward -- --namespace NAME`.
 * The namespace has a Deployment `web` whose port 80 serves `/big` (`test/cluster/manifests/forward.yaml`, with a larger file).
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

const at = process.argv.indexOf('--namespace');
const namespace = process.argv[at + 1];
if (at < 0 || namespace === undefined) throw new Error('give --namespace NAME');
const ROUNDS = 5;

/** Where it leads from, once it says so; what it says goes on being read, since kubectl waits for that. */
function listening(child: ChildProcessWithoutNullStreams): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const port = /127\.0\.0\.1:(\d+) -> /.exec(said)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}/big`);
    });
    child.on('close', () => reject(new Error(`it ended: ${said}`)));
  });
}

/** MiB a second. */
async function rate(url: string): Promise<number> {
  const begun = performance.now();
  let size = 0;
  const { body, status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}: is there a /big?`);
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) size += part.length;
  return size / 1024 / 1024 / ((performance.now() - begun) / 1000);
}

const target = ['deploy/web', ':80', '-n', namespace];
const children = [
  spawn(process.execPath, ['bin/podscope.js', 'forward', ...target]),
  spawn('kubectl', ['port-forward', ...target]),
] as const;
const urls: string[] = [];
for (const child of children) urls.push(await listening(child));
const rates: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round++)
  for (const which of [0, 1] as const) rates[which].push(await rate(urls[which] ?? ''));
for (const child of children) child.kill();
const [mine = 0, kubectls = 0] = rates.map(
  (all) => all.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0,
);
console.log(`podscope forward ${mine.toFixed(0)} MiB/s, kubectl port-forward ${kubectls.toFixed(0)} MiB/s`);
console.log(`${(mine / kubectls).toFixed(2)} times kubectl's (0.8 is wanted)`);
process.exitCode = mine / kubectls >= 0.8 ? 0 : 1;
