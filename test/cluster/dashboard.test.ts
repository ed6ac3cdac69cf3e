import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let driven: DrivenTerminal | undefined;

/** The dashboard in a pseudo-terminal, as a user starts it. */
function podscope(...args: readonly string[]): DrivenTerminal {
  const all = ['bin/podscope.js', '-n', namespace.name, ...args];
  driven = launch(process.execPath, all, { columns: 200, rows: 50 });
  return driven;
}

beforeAll(async () => {
  namespace = await TestNamespace.create('dashboard');
  for (const manifest of ['two-containers', 'nginx-deployment', 'anatomy', 'trouble'])
    await namespace.apply(manifest);
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
});

afterEach(() => driven?.kill());
afterAll(() => namespace.remove());

/** Tries again until a condition holds; the test's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100));
}

describe('the dashboard on a real cluster', () => {
  it('shows its four panes with the Pods of the namespace', async () => {
    const screen = podscope();
    await screen.waitFor('● live');
    await screen.waitFor(/┃.*two-containers +1\/2 +NotReady/);
    await screen.waitFor(/┃.*anatomy-0 +4\/4 +Running/);
    await screen.waitFor(/StatefulSet anatomy +1\/1/);
    await screen.waitFor(/Deployment nginx-deployment +4\/4/);
    expect(screen.screen()).toMatch(/1 Ownership.*2 Pods[^]*3 Containers.*4 Volumes/);
    screen.press('q');
    expect(await screen.waitForExit()).toBe(0);
    // What was written last is read a moment after the end.
    await screen.waitFor(() => !screen.modes().alternate);
    expect(screen.modes()).toEqual({ alternate: false, mouse: 'none', paste: false, cursorHidden: false });
  });

  it('shows what the containers of the selected Pod share', async () => {
    const screen = podscope('two-containers');
    await screen.waitFor('nginx-container:/usr/share/nginx/html = debian-container:/pod-data');
    expect(screen.screen()).toMatch(/⇄ shared-data +hostPath \S+ +\/usr\/share\/nginx\/html +\/pod-data/);
    await screen.waitFor(/A debian-container +○ +exited 0/);
  });

  it('follows a Deployment from 4 to 6 replicas and back', async () => {
    const screen = podscope('deployment/nginx-deployment');
    await screen.waitFor(/2 Pods .* 4 of \d+ · Deployment nginx-deployment/);
    await namespace.kubectl('scale', 'deployment/nginx-deployment', '--replicas=6');
    await screen.waitFor(/Deployment nginx-deployment +6\/6/);
    await screen.waitFor(/2 Pods .* 6 of \d+ · Deployment nginx-deployment/);
    await namespace.kubectl('scale', 'deployment/nginx-deployment', '--replicas=4');
    await screen.waitFor(/2 Pods .* 4 of \d+ · Deployment nginx-deployment/);
    await screen.waitFor(/Deployment nginx-deployment +4\/4/);
  });

  it('opens a shell in nginx-container, where the other container left a file, and comes back intact', async () => {
    const screen = podscope('two-containers');
    await screen.waitFor(/A nginx-container +● +running/);
    await screen.waitFor('nginx-container:/usr/share/nginx/html = debian-container:/pod-data');
    screen.press('s');
    await screen.waitFor(/[#$] $/m);
    expect(screen.modes().alternate).toBe(false);
    screen.type('cat /usr/share/nginx/html/index.html\r');
    await screen.waitFor('Hello from the debian container');
    screen.resize(120, 36);
    screen.type('until [ "$(stty size)" = "36 120" ]; do sleep 0.1; done; echo followed the resize\r');
    await screen.waitFor(/^followed the resize/m);
    // What runs says it, so that Ctrl-C is not of the shell that is about to begin it.
    screen.type(`sh -c 'echo wait; exec sleep 1000'\r`);
    await screen.waitFor(/^wait$/m);
    screen.press('ctrl-c');
    // What is typed before the shell is back may be lost, as in any terminal.
    await screen.waitFor(/\^C\s+.*[#$] $/m);
    screen.type('exit 3\r');
    await screen.waitFor('exit 3 ');
    await screen.waitFor('press a key');
    // Keys typed ahead are thrown away: only one that comes later goes on.
    await until(() => {
      screen.press('ctrl-d');
      return screen.modes().alternate;
    });
    await screen.waitFor(/2 Pods/);
    screen.resize(200, 50);
    expect(screen.modes()).toMatchObject({ alternate: true, cursorHidden: true, paste: true });
    await screen.waitFor(/A debian-container +○ +exited 0/);
    screen.press('q');
    expect(await screen.waitForExit()).toBe(0);
  });
});
