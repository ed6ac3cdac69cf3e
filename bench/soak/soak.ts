import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DrivenTerminal, launch } from '../../test/support/programs/terminal-driver.ts';
import { memory, sleep } from '../process.ts';
import type { ServerOptions, ToServer, ToSoak } from './protocol.ts';

/** The screen shows every row at the end, whatever the number. */
const TALL = 1000;
const ROW = /[●◐✖○◌] (pod-\d+) +\d\/\d +(\S+)/;
/** How often memory and descriptors are looked at, and a key pressed, in ms. */
const LOOK_EVERY = 5000;
const KEYS = [
  'j',
  'k',
  'g',
  'G',
  'tab',
  'y',
  'escape',
  'ctrl-r',
  's',
  'escape',
  '/',
  'escape',
  '0',
  '?',
  'escape',
];
/** The line heals, what is stale is heard of, and idle connections go. */
const SETTLED_WITHIN = 120_000;

const TIDY = ['--expose-gc', '--import', new URL('tidy.mjs', import.meta.url).href];

export interface Sample {
  /** Since the beginning, in s. */
  readonly at: number;
  readonly rssMib: number;
  /** Of the heap and what hangs on it, after the last collection, in MiB; NaN before the first. */
  readonly keptMib: number;
  readonly descriptors: number;
}

export interface SoakResult {
  readonly samples: readonly Sample[];
  /** Open files of the program before there was any trouble, and after all of it. */
  readonly descriptors: { readonly before: number; readonly after: number };
  /** What the server had at the end, and what the screen showed: `NAME PHASE`. */
  readonly rows: { readonly server: readonly string[]; readonly screen: readonly string[] };
  readonly changes: number;
  /** The whole screen at the end: what to look at where the rows differ. */
  readonly screen: string;
}

export interface SoakOptions extends ServerOptions {
  readonly seconds: number;
  readonly log?: (line: string) => void;
}

/** How many files a process has open: sockets, pipes and all. */
const descriptorsOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** Looks at a simulated cluster through the built program, in a pseudo-terminal, while it churns and the line breaks. */
export async function soak({ seconds, log = () => undefined, ...options }: SoakOptions): Promise<SoakResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'podscope-soak-'));
  const server = new Server(options);
  let screen: DrivenTerminal | undefined;
  try {
    const { kubeconfig } = await server.hear('up');
    const file = path.join(folder, 'kubeconfig');
    writeFileSync(file, kubeconfig, { mode: 0o600 });
    screen = launch(process.execPath, [...TIDY, 'bin/podscope.js', '--kubeconfig', file], {
      columns: 200,
      rows: 50,
      env: { SOAK_MEMORY: path.join(folder, 'memory') },
    });
    await screen.waitFor(/● live.*\d+ pods/, 120_000);
    await sleep(LOOK_EVERY);
    const before = descriptorsOf(screen.pid);
    server.tell('begin');
    const samples = await watchOver(screen, seconds, path.join(folder, 'memory'), log);
    server.tell('be quiet');
    const { rows, changes } = await server.hear('quiet');
    const shown = await settled(screen, rows);
    const after = await descriptorsDownTo(screen, before);
    return {
      samples,
      descriptors: { before, after },
      rows: { server: rows, screen: shown },
      changes,
      screen: screen.screen(),
    };
  } finally {
    screen?.kill();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watchOver(
  screen: DrivenTerminal,
  seconds: number,
  memoryFile: string,
  log: (line: string) => void,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  for (let turn = 0; performance.now() - start < seconds * 1000; turn++) {
    await sleep(Math.min(LOOK_EVERY, seconds * 100));
    if (screen.exit)
      throw new Error(`podscope ended with ${screen.exit.exitCode}:\n${screen.raw.slice(-2000)}`);
    screen.press(KEYS[turn % KEYS.length] ?? 'j');
    // What was drawn is on the mirror: an hour of it is not kept.
    screen.raw = screen.raw.slice(-10_000);
    const at = (performance.now() - start) / 1000;
    const keptMib = lastKept(memoryFile);
    const sample = { at, rssMib: memory(screen.pid).now, keptMib, descriptors: descriptorsOf(screen.pid) };
    samples.push(sample);
    log(
      `${at.toFixed(0)} s  ${sample.rssMib.toFixed(1)} MiB (${keptMib.toFixed(1)} kept)  ${sample.descriptors} fds  ${screen.line(0).slice(80)}`,
    );
  }
  return samples;
}

function lastKept(file: string): number {
  if (!existsSync(file)) return NaN;
  const last = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const { heapUsed, external } = JSON.parse(last) as { heapUsed: number; external: number };
  return (heapUsed + external) / 2 ** 20;
}

/** What the Pods pane shows, alone on a screen as tall as can be, as soon as it is this; or what it is in the end. */
async function settled(screen: DrivenTerminal, rows: readonly string[]): Promise<readonly string[]> {
  screen.resize(200, TALL);
  // A shell that one of the keys asked for may be connecting still: keys would be its keys.
  const dashboard = (): boolean => screen.line(0).includes('● live');
  await screen.waitFor(dashboard, SETTLED_WITHIN).catch(() => undefined);
  // An escape with a key at its heels would be another key.
  for (const key of ['escape', 'escape', 'escape', 'escape', '2', 'z']) {
    screen.press(key);
    await sleep(500);
  }
  const shown = (): string[] =>
    screen
      .screen()
      .split('\n')
      .flatMap((line) => {
        const [, name, status] = ROW.exec(line) ?? [];
        return name === undefined ? [] : [`${name} ${status}`];
      })
      .sort();
  const same = (): boolean => screen.line(0).includes('● live') && shown().join() === rows.join();
  // Where it never is, the caller compares.
  await screen.waitFor(same, SETTLED_WITHIN).catch(() => undefined);
  return shown();
}

async function descriptorsDownTo(screen: DrivenTerminal, wanted: number): Promise<number> {
  const end = performance.now() + SETTLED_WITHIN;
  while (descriptorsOf(screen.pid) > wanted && performance.now() < end) await sleep(500);
  return descriptorsOf(screen.pid);
}

class Server {
  private readonly child: ChildProcess;
  private readonly heard: ToSoak[] = [];
  private wake = (): void => undefined;

  constructor(options: ServerOptions) {
    this.child = fork(new URL('server.ts', import.meta.url), [JSON.stringify(options)], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child.on('message', (message) => {
      this.heard.push(message as ToSoak);
      this.wake();
    });
    this.child.on('exit', () => this.wake());
  }

  tell(message: ToServer): void {
    this.child.send(message);
  }

  async hear<T extends ToSoak['type']>(type: T): Promise<Extract<ToSoak, { type: T }>> {
    for (;;) {
      const found = this.heard.find((message) => message.type === type);
      if (found) return found as Extract<ToSoak, { type: T }>;
      if (this.child.exitCode !== null)
        throw new Error(`the cluster of the soak ended (${this.child.exitCode})`);
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  stop(): void {
    this.child.kill();
  }
}
