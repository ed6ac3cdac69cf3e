/** What becomes of a session while the API server is away, and when it is there again. */
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { currentKubeconfig, kubeconfigWith } from '../support/kubeconfigs/kubeconfigs.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { FaultProxy } from '../support/servers/fault-proxy.ts';
import { testFolder } from '../support/test-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));

let space: TestNamespace;
let server: FaultProxy;
let terminal: DrivenTerminal | undefined;

beforeAll(async () => {
  space = await TestNamespace.withSessions('lost-shell', 'box');
  const config = await currentKubeconfig();
  server = await FaultProxy.open(config.clusters[0].cluster.server);
});
afterEach(() => terminal?.kill());
afterAll(async () => {
  await server.close();
  await space.remove();
});

async function inTerminal(...args: readonly string[]): Promise<DrivenTerminal> {
  const kubeconfig = await kubeconfigWith({ port: server.port });
  terminal = launch(process.execPath, [PROGRAM, ...args, '-n', space.name, '--kubeconfig', kubeconfig], {
    columns: 120,
    rows: 40,
    env: { XDG_STATE_HOME: testFolder() },
  });
  return terminal;
}

async function shell(of: DrivenTerminal): Promise<void> {
  of.press('s');
  await of.waitFor(/deb +running/);
  of.press('enter');
  await of.waitFor(/box:\/# $/m);
}

it('a shell whose API server stops says so until a key, the dashboard is stale, and both go on when it is back', async () => {
  const screen = await inTerminal('pod/box');
  await screen.waitFor(/3 Containers[^]* running [^]* running /);
  await shell(screen);
  screen.type('vim\r');
  await screen.waitFor(() => screen.modes().alternate);
  await server.close();
  await screen.waitFor(/connection lost: [^]*press a key/);
  expect(screen.modes().alternate).toBe(false);
  // Typed ahead: the first one goes back, and does nothing else.
  screen.press('ctrl-d');
  await screen.waitFor('1 Ownership');
  await screen.waitFor(/◐ stale \d+s/);
  expect(screen.screen()).toMatch(/● box +2\/2/);
  await screen.waitFor(/shell in deb of box: connection lost/);
  expect(screen.screen()).not.toMatch(/Delete/);
  await server.up();
  await screen.waitFor(/● live/);
  await shell(screen);
  screen.type('echo aga""in; exit 3\r');
  await screen.waitFor(/^again/m);
  await screen.waitFor(/exit 3 [^]*press a key/);
});

it('podscope exec says so too, ends with 1, and leaves the terminal as it was', async () => {
  const screen = await inTerminal('exec', 'box', '-c', 'deb');
  await screen.waitFor(/box:\/# $/m);
  await server.close();
  expect(await screen.waitForExit()).toBe(1);
  expect(screen.screen()).toMatch(/podscope: connection lost: /);
  expect(screen.modes()).toEqual({ alternate: false, cursorHidden: false, mouse: 'none', paste: false });
  await server.up();
});
