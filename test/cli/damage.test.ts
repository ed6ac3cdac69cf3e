/** The built program where a file of it is missing, empty or cut off. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/apiserver/server.ts';
import { launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const folder = testFolder();
const KUBECONFIG = path.join(folder, 'kubeconfig');
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({});
  writeFileSync(KUBECONFIG, simulator.kubeconfig());
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

type Damage = 'missing' | 'empty' | 'cut off' | 'altered' | 'a folder';

/** An installation with one file damaged: of this chunk, or this file of it. Gives its program and the file's name. */
function damaged(part: string, how: Damage): { readonly program: string; readonly name: string } {
  const root = mkdtempSync(path.join(folder, 'root-'));
  for (const name of ['bin', 'dist']) cpSync(name, path.join(root, name), { recursive: true });
  // Those without a name of their own are told by who needs them: the program itself.
  const needed = /chunk-\w+\.cjs/.exec(readFileSync(path.join(root, 'dist/podscope.cjs'), 'utf8'))?.[0];
  const chunks = readdirSync(path.join(root, 'dist/chunks'));
  const chunk = part === 'chunk' ? needed : chunks.find((name) => name.startsWith(`${part}-`));
  const file = path.join(root, chunk === undefined ? part : `dist/chunks/${chunk}`);
  if (how === 'missing' || how === 'a folder') rmSync(file);
  if (how === 'a folder') mkdirSync(file);
  else if (how === 'altered') writeFileSync(file, altered(readFileSync(file)));
  else if (how !== 'missing') truncateSync(file, how === 'empty' ? 0 : 500);
  return { program: path.join(root, 'bin/podscope.js'), name: path.basename(file) };
}

/** As large as before, and not to be read in many places. */
const altered = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, at) => (at % 100 === 50 ? byte ^ 0x15 : byte));

/** Without a folder for compiled code, and with one: the chunks are loaded in two ways. */
function environment(cached: boolean): NodeJS.ProcessEnv {
  const home = path.join(folder, cached ? 'home' : 'none');
  if (cached) mkdirSync(path.join(home, '.cache'), { recursive: true, mode: 0o700 });
  return { ...process.env, KUBECONFIG, HOME: home, XDG_CACHE_HOME: '' };
}

const ADVICE =
  /^podscope: its installation is damaged: [^\n]*; install podscope again \(npm install -g podscope\)\n$/;

describe('a damaged installation', { timeout: 120_000 }, () => {
  it.each<[string, Damage]>([
    ['dist/podscope.cjs', 'empty'],
    ['dist/podscope.cjs', 'cut off'],
    ['chunk', 'missing'],
    ['arguments', 'cut off'],
    ['start', 'empty'],
    ['cluster', 'missing'],
    ['open-connection', 'missing'],
    ['open-connection', 'empty'],
    ['open-connection', 'cut off'],
    ['one-shot', 'empty'],
    ['dist/podscope.cjs', 'altered'],
    ['dist/podscope.cjs', 'a folder'],
    ['chunk', 'altered'],
    ['chunk', 'a folder'],
    ['arguments', 'altered'],
    ['open-connection', 'altered'],
    ['one-shot', 'a folder'],
    ['bin/cache-folder.js', 'missing'],
  ])('is told in one line that names the file: %s, %s', async (part, how) => {
    const { program, name } = damaged(part, how);
    for (const cached of [false, true]) {
      const env = environment(cached);
      const child = spawn(process.execPath, [program, 'pods'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number];
      expect(said).toMatch(ADVICE);
      expect(said).toContain(part === 'bin/cache-folder.js' ? 'cache-folder.js' : name);
      expect(code).toBe(1);
    }
  });

  it.each<[string, Damage, string[]]>([
    ['dashboard', 'cut off', []],
    ['open-connection', 'missing', []],
    ['open-connection', 'altered', []],
    ['dashboard', 'a folder', []],
    ['dist/simulator.js', 'altered', ['demo']],
    ['dist/simulator.js', 'cut off', ['demo']],
  ])('gives the terminal back and says so where the dashboard needs it: %s, %s', async (part, how, args) => {
    const { program, name } = damaged(part, how);
    const env = { KUBECONFIG, HOME: path.join(folder, 'none'), XDG_CACHE_HOME: '' };
    const screen = launch(process.execPath, [program, ...args], { columns: 240, env });
    await screen.waitForExit();
    expect(screen.exit?.exitCode).toBe(1);
    // What was written last may not be on the emulator's screen yet.
    await expect
      .poll(() => screen.modes(), { timeout: 60_000 })
      .toMatchObject({
        alternate: false,
        mouse: 'none',
        paste: false,
        cursorHidden: false,
      });
    await screen.waitFor(name);
    const told = screen.screen().trim();
    expect(`${told}\n`).toMatch(ADVICE);
    expect(told).toContain(name);
  });
});
