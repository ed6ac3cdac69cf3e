/** What the built program loads for a command, as V8 and Node tell it: what is not loaded costs nothing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
afterAll(() => simulator.close());

/** Words that stand in the code of what is large, and nowhere else. */
const SIGNS = {
  commander: 'outputHelp',
  yaml: 'YAMLException',
  blessed: 'enter_ca_mode',
  client: 'sendInitialEvents',
  exec: 'sec-websocket-key',
  charts: 'showNthLabel',
} as const;

/** Runs a command to its end; gives its code, which of the large things were loaded, and Node's own modules. */
async function loaded(...args: string[]) {
  const coverage = mkdtempSync(path.join(folder, 'coverage-'));
  const env = {
    ...process.env,
    KUBECONFIG,
    NODE_V8_COVERAGE: coverage,
    TELL: path.join(coverage, 'builtins'),
  };
  const child = spawn(process.execPath, ['bin/podscope.js', ...args], { env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number];
  const [report = ''] = readdirSync(coverage).filter((name) => name.endsWith('.json'));
  const { result } = JSON.parse(readFileSync(path.join(coverage, report), 'utf8')) as {
    result: { url: string }[];
  };
  const urls = result.map(({ url }) => url);
  const files = urls.filter((url) => url.includes('/dist/')).map((url) => fileURLToPath(url));
  const text = files.map((file) => readFileSync(file, 'utf8').toLowerCase()).join('\n');
  const parts = Object.entries(SIGNS)
    .filter(([, sign]) => text.includes(sign.toLowerCase()))
    .map(([part]) => part);
  const builtins = urls.filter((url) => /^node:(https?|tls)$/.test(url));
  return { code, parts, builtins };
}

describe('a command loads what it uses', () => {
  it('the version: nothing large', async () => {
    expect(await loaded('--version')).toMatchObject({ code: 0, parts: [], builtins: [] });
  });

  it.each([
    ['help', 0, ['--help']],
    ['help of a command', 0, ['pods', '--help']],
    ['wrong usage', 2, ['--nonsense']],
    ['wrong usage of a command', 2, ['pod']],
  ])('%s: what reads the command line', async (_, code, args) => {
    expect(await loaded(...args)).toMatchObject({ code, parts: ['commander'], builtins: [] });
  });

  it('a bad kubeconfig: what reads it', async () => {
    const bad = await loaded('pods', '--context', 'none');
    expect(bad).toMatchObject({ code: 1, parts: ['commander', 'yaml'], builtins: [] });
  });

  it('a command that prints once: no screen, and nothing for shells', async () => {
    expect(await loaded('pods')).toMatchObject({ code: 0, parts: ['commander', 'yaml', 'client'] });
  });
});

/** A copy of the built program in which one chunk has another text: one that cannot be run. */
function without(chunk: string, text = 'export {'): string {
  const copy = mkdtempSync(path.join(folder, 'copy-'));
  for (const name of ['bin', 'dist', 'package.json'])
    cpSync(name, path.join(copy, name), { recursive: true });
  const chunks = path.join(copy, 'dist/chunks');
  const held = readdirSync(chunks).filter((name) => name.startsWith(`${chunk}-`));
  expect(held).toHaveLength(1);
  for (const name of held) writeFileSync(path.join(chunks, name), text);
  return path.join(copy, 'bin/podscope.js');
}

describe('the dashboard', () => {
  it('draws its first frame before it loads what speaks to the cluster', async () => {
    const screen = launch(process.execPath, [without('open-connection')], { env: { KUBECONFIG } });
    // That it cannot be loaded ends the program, but only after the frame.
    expect(await screen.waitForExit()).toBe(1);
    expect(screen.raw).toContain('1 Ownership');
  });

  it('leaves the terminal untouched where the kubeconfig is bad', async () => {
    const args = [without('dashboard'), '--context', 'none'];
    const screen = launch(process.execPath, args, { env: { KUBECONFIG } });
    expect(await screen.waitForExit()).toBe(1);
    expect(screen.raw).toMatch(/^podscope: [^\x1b]*"none"[^\x1b]*\r\n$/);
  });
});

describe('the demo', () => {
  it('ends where what shows it cannot be loaded, although its cluster has begun', async () => {
    const screen = launch(process.execPath, [without('dashboard'), 'demo'], {});
    expect(await screen.waitForExit()).toBe(1);
    expect(screen.raw).toMatch(/^podscope: [^\x1b]*\r\n$/);
  });
});
