import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';
import { testFolder } from '../support/test-folder.ts';

const BIN = new URL('../../bin/podscope.js', import.meta.url).pathname;
let space: TestNamespace;

beforeAll(async () => {
  space = await TestNamespace.withSessions('copy-keys', 'box');
});
afterAll(() => space.remove());

const inside = (script: string): Promise<string> =>
  space.kubectl('exec', 'box', '-c', 'deb', '--', 'sh', '-c', script);
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The dashboard on the Pod `box`, started in a folder. */
async function dashboard(cwd: string, ...more: readonly string[]): Promise<DrivenTerminal> {
  const terminal = launch(process.execPath, [BIN, 'box', '-n', space.name, ...more], {
    columns: 120,
    rows: 40,
    cwd,
    env: { XDG_STATE_HOME: testFolder(), XDG_CACHE_HOME: testFolder(), HOME: cwd },
  });
  await terminal.waitFor(/▌● box +2\/2/);
  return terminal;
}

it('t copies from a container and to it, and tells it in the footer and in :sessions', async () => {
  const folder = testFolder();
  const terminal = await dashboard(folder);
  try {
    terminal.type('t');
    await terminal.waitFor('Copy files in a container of box');
    terminal.press('enter');
    await terminal.waitFor(/from deb +to this machine/);
    terminal.press('enter');
    await terminal.waitFor(/copy \//);
    terminal.type('etc/passwd\r');
    await terminal.waitFor(/to \.\/passwd/);
    terminal.press('enter');
    await terminal.waitFor(/copied \/etc\/passwd of deb to \.\/passwd: /);
    expect(readFileSync(path.join(folder, 'passwd'), 'utf8')).toBe(await inside('cat /etc/passwd'));

    mkdirSync(path.join(folder, 'tree/sub'), { recursive: true });
    writeFileSync(path.join(folder, 'tree/sub/é'), 'content');
    terminal.type(':cp ~/tree :/tmp/tree\r');
    await terminal.waitFor('Copy files in a container of box');
    terminal.press('enter');
    await terminal.waitFor('copied ~/tree to /tmp/tree in deb: ');
    expect(await inside('cat /tmp/tree/sub/*')).toBe('content');

    terminal.type(':cp :/no/such ./x\r');
    await terminal.waitFor('Copy files in a container of box');
    terminal.press('enter');
    await terminal.waitFor('/no/such: no such file or directory');
    terminal.type(':sessions\r');
    await terminal.waitFor(/○ copy of \/etc\/passwd of deb to \.\/passwd[^]*✖ copy of \/no\/such/);
    expect(readdirSync(folder).sort()).toEqual(['passwd', 'tree']);
  } finally {
    terminal.kill();
  }
});

it('shows how far it is, is stopped in :sessions, and asks before it is quit; nothing half-written stays', async () => {
  await inside('head -c 300000000 /dev/urandom >/tmp/large');
  const folder = testFolder();
  const terminal = await dashboard(folder);
  const begin = async (): Promise<void> => {
    terminal.type(':cp :/tmp/large .\r');
    await terminal.waitFor('Copy files in a container of box');
    terminal.press('enter');
    await terminal.waitFor(/◐ \/tmp\/large of deb to \.: \S+ of 286Mi \(\d+%\)/);
  };
  try {
    await begin();
    terminal.type(':sessions\r');
    await terminal.waitFor('ctrl-d stops a copy');
    terminal.press('ctrl-d');
    await terminal.waitFor('stopped: nothing was put in its place');
    expect(readdirSync(folder)).toEqual([]);
    terminal.press('escape');
    await terminal.waitFor(() => !terminal.screen().includes('ctrl-d stops'));
    await begin();
    terminal.type('q');
    await terminal.waitFor('A copy runs, and ends:');
    terminal.type('s');
    expect(await terminal.waitForExit()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    terminal.kill();
  }
  // And whole, where it is let.
  const again = await dashboard(folder);
  try {
    again.type(':cp :/tmp/large .\r');
    await again.waitFor('Copy files in a container of box');
    again.press('enter');
    await again.waitFor('copied /tmp/large of deb to .: ');
    expect(sum(readFileSync(path.join(folder, 'large')))).toBe(
      (await inside('sha256sum </tmp/large')).split(' ')[0],
    );
  } finally {
    again.kill();
  }
});

it('--readonly rules it out', async () => {
  const terminal = await dashboard(testFolder(), '--readonly');
  try {
    terminal.type('t');
    await terminal.waitFor(/started with --readonly/);
  } finally {
    terminal.kill();
  }
});
