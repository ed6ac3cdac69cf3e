import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/podscope.js', import.meta.url));

let space: TestNamespace;
const open: DrivenTerminal[] = [];
const state = testFolder();

beforeAll(async () => {
  space = await TestNamespace.withSessions('debug', 'attachable', 'box', 'plain', 'bare');
});
afterAll(() => space.remove());
afterEach(() => open.splice(0).forEach((terminal) => terminal.kill()));

async function dashboardOn(pod: string, ...flags: readonly string[]): Promise<DrivenTerminal> {
  const args = [PROGRAM, `pod/${pod}`, '-n', space.name, ...flags];
  const terminal = launch(process.execPath, args, {
    columns: 120,
    rows: 40,
    env: { XDG_STATE_HOME: state },
  });
  open.push(terminal);
  await terminal.waitFor(new RegExp(`3 Containers[^]* ${pod} ─[^]* running `));
  return terminal;
}

/** The dashboard is back, key by key as it was. */
async function back(terminal: DrivenTerminal, key = 'x'): Promise<void> {
  await terminal.waitFor(/press a key $/m);
  terminal.type(key);
  await terminal.waitFor('1 Ownership');
}

describe('attaching', () => {
  it('is left by ctrl-p ctrl-q, and what runs there goes on', async () => {
    const terminal = await dashboardOn('attachable');
    terminal.press('a');
    await terminal.waitFor('Ctrl-p Ctrl-q comes back');
    terminal.type('\recho at""tached\r');
    await terminal.waitFor('attached');
    terminal.type('\x10\x11');
    await terminal.waitFor('detached: what runs in app goes on');
    await back(terminal);
    terminal.type(':sessions\r');
    await terminal.waitFor(/attached to app[^]*detached: what runs in app goes on/);
    const restarts = [
      'get',
      'pod',
      'attachable',
      '-o',
      'jsonpath={.status.containerStatuses[0].restartCount}',
    ];
    expect(await space.kubectl(...restarts)).toBe('0');
  });
});

it('attaches without a terminal too, and tells the exit code, which the server does not', async () => {
  const terminal = await dashboardOn('plain');
  terminal.press('a');
  await terminal.waitFor('Ctrl-p Ctrl-q comes back');
  terminal.type('echo at""tached; exit 4\r');
  // Lines end as they do on a terminal.
  await terminal.waitFor(/^attached *$/m);
  await back(terminal);
  await terminal.waitFor(/attached to app of plain: exit 4/);
});

describe('a debug container', () => {
  it('is asked for, made, attached to, and stays', async () => {
    const terminal = await dashboardOn('attachable');
    terminal.press('D');
    await terminal.waitFor(/busybox +on the node/);
    terminal.press('enter');
    await terminal.waitFor(/general .*suits/);
    terminal.press('enter');
    await terminal.waitFor(/Add a debug container[^]*Cancel/);
    terminal.press('right', 'right', 'enter');
    await terminal.waitFor('Ctrl-p Ctrl-q comes back');
    terminal.type('echo it is $MARK; ls -d /shared\r');
    await terminal.waitFor('it is here');
    terminal.type('exit 4\r');
    await terminal.waitFor(/stays in the Pod until that goes/);
    await back(terminal);
    await terminal.waitFor(/E debu.*exited 4/);
    // The image that was taken comes first from now on, also in the next dashboard.
    expect(readFileSync(path.join(state, 'podscope', 'debug-image'), 'utf8')).toBe('busybox');
    const made = JSON.parse(await space.kubectl('get', 'pod', 'attachable', '-o', 'json')) as {
      spec: { ephemeralContainers: object[] };
    };
    expect(made.spec.ephemeralContainers).toMatchObject([
      {
        image: 'busybox',
        targetContainerName: 'app',
        stdin: true,
        tty: true,
        securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
        env: [{ name: 'MARK', value: 'here' }],
      },
    ]);
  });

  it('is offered at once where there is no shell', async () => {
    const terminal = await dashboardOn('bare');
    terminal.press('s');
    await terminal.waitFor(/its image has no shell.*shift-d adds a debug container/s);
    await terminal.waitFor(/press a key $/m);
    terminal.press('enter');
    await terminal.waitFor(/ shell in app.*(`podscope debug bare|:messages has the command)/);
    expect(terminal.screen()).not.toContain('Image of a debug container');
    terminal.press('s');
    // Below what the first one left there.
    await terminal.waitFor(/press a key $[^]*press a key $/m);
    terminal.type('D');
    await terminal.waitFor(/Image of a debug container for app[^]*busybox +on the node/);
  });

  it('that the namespace refuses is refused in its words, and one that it allows comes first', async () => {
    const label = 'pod-security.kubernetes.io/enforce=restricted';
    await kubectl(['label', 'namespace', space.name, label]);
    try {
      const terminal = await dashboardOn('attachable');
      terminal.press('D');
      await terminal.waitFor(/busybox +on the node/);
      terminal.press('enter');
      await terminal.waitFor(/restricted .*suits/);
      terminal.type('sysadmin');
      await terminal.waitFor(() => !terminal.screen().includes('netadmin'));
      terminal.press('enter');
      await terminal.waitFor('Add a debug container');
      terminal.press('right', 'enter');
      await terminal.waitFor(/violates PodSecurity "restricted:latest"/);
      await terminal.waitFor(/no\s+profile\s+helps:\s+container\s+app\s/);
      await back(terminal);
      await anotherProfile();
    } finally {
      await kubectl(['label', 'namespace', space.name, `${label.split('=')[0]}-`]);
    }
  });

  /** In a Pod that the namespace allows: one profile is refused, and another one chosen without starting over. */
  async function anotherProfile(): Promise<void> {
    const app = {
      name: 'app',
      image: 'busybox',
      imagePullPolicy: 'IfNotPresent',
      command: ['sleep', '36000'],
    };
    const securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    const allowed = {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'allowed' } },
      spec: {
        terminationGracePeriodSeconds: 0,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{ ...app, securityContext }],
      },
    };
    await kubectl(['-n', space.name, 'apply', '-f', '-'], JSON.stringify(allowed));
    await space.ready('allowed');
    const terminal = await dashboardOn('allowed');
    terminal.type(':debug busybox\r');
    await terminal.waitFor(/restricted .*suits/);
    terminal.type('general');
    await terminal.waitFor(() => !terminal.screen().includes('netadmin'));
    terminal.press('enter');
    await terminal.waitFor('Add a debug container');
    terminal.press('right', 'enter');
    await terminal.waitFor(/profile\s+restricted\s+may\s+be\s+allowed/);
    await back(terminal, 'D');
    await terminal.waitFor(
      /Another profile of the debug container[^]*restricted .*may be allowed[^]*general was refused/,
    );
    terminal.press('enter');
    await terminal.waitFor(/busybox, profile restricted,/);
    terminal.press('right', 'enter');
    await terminal.waitFor('Enter where no prompt shows');
    terminal.type('\recho as $(id -u)\r');
    await terminal.waitFor('as 1000');
    terminal.type('exit\r');
    await terminal.waitFor(/exit 0; debugger-\w+ stays[^]*press a key $/m);
    await back(terminal);
  }

  it('is none with --readonly', async () => {
    const terminal = await dashboardOn('attachable', '--readonly');
    terminal.press('D');
    await terminal.waitFor('--readonly');
  });
});

it('says of a shell whose Pod is deleted that it was', async () => {
  const terminal = await dashboardOn('box');
  terminal.press('s');
  await terminal.waitFor(/busy +running/);
  terminal.type('busy');
  await terminal.waitFor(() => !/deb +running/.test(terminal.screen()));
  terminal.press('enter');
  await terminal.waitFor(/^\/ # /m);
  const deleting = space.kubectl('delete', 'pod', 'box', '--wait=false');
  await terminal.waitFor(/killed \(exit 137\): the Pod was deleted/);
  await deleting;
});
