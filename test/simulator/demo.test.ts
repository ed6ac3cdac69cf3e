import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { type DrivenTerminal, launch } from '../support/terminal-driver.ts';

const run = promisify(execFile);
let terminal: DrivenTerminal | undefined;

afterEach(() => terminal?.kill());

const demo = (...args: string[]): DrivenTerminal =>
  launch(process.execPath, ['bin/podscope.js', 'demo', ...args], { columns: 120, rows: 40 });

it('says that it is simulated and how to point podscope at a real cluster, and takes its kubeconfig away', async () => {
  terminal = demo('two-containers');
  await terminal.waitFor('This cluster is simulated');
  await terminal.waitFor('podscope --context NAME');
  const named = /--kubeconfig (\S+) get pods/;
  await terminal.waitFor(named);
  const kubeconfig = named.exec(terminal.screen())![1]!;
  expect(existsSync(kubeconfig)).toBe(true);
  terminal.press('enter');
  await terminal.waitFor(/two-containers +2\/2 +Running/);
  terminal.press('q');
  await terminal.waitForExit();
  expect(terminal.exit?.exitCode).toBe(0);
  expect(existsSync(kubeconfig)).toBe(false);
});

it('opens on the object it is told, and fills the cluster', async () => {
  terminal = demo('deployment/app-0002', '-n', 'load', '--pods', '300');
  await terminal.waitFor('This cluster is simulated');
  terminal.press('enter');
  await terminal.waitFor(/300 pods/);
  await terminal.waitFor(/app-0002/);
});

it('serves other clients alone, until it is told to stop', async () => {
  const server = spawn(process.execPath, ['bin/podscope.js', 'demo', '--serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [kubeconfig] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
  const { stdout } = await run('kubectl', ['--kubeconfig', kubeconfig, 'get', 'namespaces', '-o', 'name']);
  expect(stdout).toContain('namespace/shop');
  server.kill('SIGTERM');
  expect((await once(server, 'exit'))[0]).toBe(143);
  expect(existsSync(kubeconfig)).toBe(false);
});
