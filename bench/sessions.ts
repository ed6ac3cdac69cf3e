/**
 * What a shell costs beside `kubectl exec -it` on the same container, in turns: how long a key takes to come back, and
 * how much of `cat` goes through. `npm run bench:sessions -- --namespace NAME`: there is a Pod `box` with a container
 * `deb` (`test/cluster/manifests/sessions.yaml`).
 */
import pty from '@lydell/node-pty';
import { median } from './process.ts';

const at = process.argv.indexOf('--namespace');
const namespace = process.argv[at + 1];
if (at < 0 || namespace === undefined) throw new Error('give --namespace NAME');
const [KEYS, ROUNDS, MIB] = [1500, 5, 64];

/** A shell in a pseudo-terminal, and what it wrote last. */
class Shell {
  private tail = '';
  private wanted: { readonly text: string; readonly found: () => void } | undefined;
  private readonly process: pty.IPty;

  constructor(file: string, args: readonly string[]) {
    this.process = pty.spawn(file, [...args], { name: 'xterm', cols: 200, rows: 50, env: process.env });
    this.process.onData((data) => {
      this.tail = (this.tail + data).slice(-4096);
      if (!this.wanted || !this.tail.includes(this.wanted.text)) return;
      const { found } = this.wanted;
      this.wanted = undefined;
      this.tail = '';
      found();
    });
  }

  /** Types, and waits for a text; gives the time that it took, in ms. */
  async ask(keys: string, text: string): Promise<number> {
    const begun = performance.now();
    await new Promise<void>((found) => {
      this.wanted = { text, found };
      this.process.write(keys);
    });
    return performance.now() - begun;
  }

  end(): void {
    this.process.kill();
  }
}

const shell = ['box', '-c', 'deb', '-n', namespace, '-it', '--', 'bash', '--norc'];
const shells = [
  new Shell(process.execPath, ['bin/podscope.js', 'exec', ...shell]),
  new Shell('kubectl', ['exec', ...shell]),
] as const;
for (const each of shells) await each.ask('PS1=; stty -onlcr; echo re""ady\r', 'ready');

/** Who comes first in each turn changes: the machine is the warmer for the second. */
const turns = (turn: number): readonly (0 | 1)[] => (turn % 2 === 0 ? [0, 1] : [1, 0]);

const echoes: [number[], number[]] = [[], []];
for (let key = 0; key < KEYS; key++) {
  const letter = String.fromCharCode(97 + (key % 26));
  for (const which of turns(key)) echoes[which].push(await shells[which].ask(letter, letter));
}
for (const each of shells) await each.ask('\x15echo read""y\r', 'ready');

await shells[0].ask(
  `seq -s , 30 | sed "p;p;p" > /tmp/l; yes "$(cat /tmp/l)" | head -c ${MIB << 20} >/tmp/much; echo ma""de\r`,
  'made',
);
const rates: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round++)
  for (const which of turns(round))
    rates[which].push(MIB / ((await shells[which].ask('cat /tmp/much; echo en""ded\r', 'ended')) / 1000));
for (const each of shells) each.end();

const [echo, kubectlEcho] = echoes.map(median) as [number, number];
const [rate, kubectlRate] = rates.map(median) as [number, number];
const [slower, faster] = [echo / kubectlEcho, rate / kubectlRate];
console.log(`a key comes back in ${echo.toFixed(2)} ms, with kubectl in ${kubectlEcho.toFixed(2)} ms`);
console.log(`${slower.toFixed(2)} times kubectl's (1.2 at most)`);
console.log(`cat: ${rate.toFixed(1)} MiB/s, with kubectl ${kubectlRate.toFixed(1)} MiB/s`);
console.log(`${faster.toFixed(2)} times kubectl's (0.8 is wanted)`);
process.exitCode = slower <= 1.2 && faster >= 0.8 ? 0 : 1;
