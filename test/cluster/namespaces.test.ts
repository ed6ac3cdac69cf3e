/** The tab Namespaces on real containers: what the spec says, and in what the containers really are. */
import { execFile } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('namespaces');
  await Promise.all([namespace.apply('namespaces'), namespace.apply('anatomy')]);
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
}, 300_000);
afterAll(() => namespace.remove());

/** The inode number of a namespace of a container's, asked for in another way. */
async function inode(pod: string, container: string, kind: string): Promise<string> {
  const link = await namespace.kubectl(
    'exec',
    pod,
    '-c',
    container,
    '--',
    'readlink',
    `/proc/self/ns/${kind}`,
  );
  return /\d+/.exec(link)?.[0] ?? '';
}

/** The dashboard with the tab open. */
async function tab(pod: string, ...flags: readonly string[]): Promise<DrivenTerminal> {
  const args = ['bin/podscope.js', '-n', namespace.name, pod, ...flags];
  const screen = launch(process.execPath, args, { columns: 200, rows: 50 });
  await screen.waitFor(new RegExp(`${pod} +(\\d)/\\1`));
  screen.press('I');
  return screen;
}

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['bin/podscope.js', ...args, '-n', namespace.name]);

const leave = async (screen: DrivenTerminal): Promise<void> => {
  screen.press('ctrl-c');
  expect(await screen.waitForExit()).toBe(0);
};

describe('namespaces', () => {
  it('that the Pod shares are seen to be one, and each has its mounts', async () => {
    const [net, mnt] = await Promise.all([
      inode('anatomy-0', 'worker', 'net'),
      inode('anatomy-0', 'worker', 'mnt'),
    ]);
    const screen = await tab('anatomy-0');
    await screen.waitFor(new RegExp(`⇄ network +Pod .*Pod ${net} +Pod ${net} +Pod ${net}`));
    await screen.waitFor(/⇄ PID +Pod .*Pod \d+/);
    await screen.waitFor(new RegExp(`· mount +each own .*own ${mnt}`));
    expect(screen.screen()).not.toMatch(/[≠?] [a-z]+:/);
    await leave(screen);
  });

  it('of a container that left the Pod’s, and of a process of another, are marked', async () => {
    const own = await inode('unshared', 'left', 'net');
    const screen = await tab('unshared');
    await screen.waitFor(new RegExp(`⇄ network .*Pod \\d+ +Pod \\d+ +≠ own ${own} +Pod \\d+ \\+1`));
    await screen.waitFor(/⇄ IPC +Pod .*Pod (\d+) +Pod \1 +Pod \1 +Pod \1/);
    await screen.waitFor(/≠ left: network, UTS its own, and not the Pod's/);
    await screen.waitFor(/\+ child-left: sleep \(\d+\) is in another network than its container/);
    await leave(screen);
  });

  it('are told with the hostname that the spec gives the Pod’s containers, as these have it', async () => {
    const called = await Promise.all(
      ['anatomy-0', 'called'].map((pod) => namespace.kubectl('exec', pod, '--', 'hostname')),
    );
    expect(called.map((name) => name.trim())).toEqual([
      'anatomy-0',
      expect.stringMatching(new RegExp(`^split\\.up\\.${namespace.name}\\.svc\\.`)),
    ]);
    const own = await tab('anatomy-0');
    await own.waitFor(/⇄ UTS +Pod: anatomy-0 /);
    await leave(own);
    const full = await tab('called');
    await full.waitFor(/⇄ UTS +Pod: split\.up\./);
    await leave(full);
    const { stdout } = await run('pod', 'called');
    expect(stdout).toContain(`one hostname, split.up.${namespace.name}.svc.…`);
  });

  it('of the node are known by their numbers', async () => {
    const screen = await tab('on-the-node');
    const uts = await inode('on-the-node', 'guest', 'uts');
    await screen.waitFor(new RegExp(`⌂ UTS +node .*node ${uts}`));
    // The node is this machine.
    expect(readlinkSync('/proc/self/ns/uts')).toContain(uts);
    await screen.waitFor(/⌂ PID +node .*node \d+/);
    await screen.waitFor(/· mount +each own .*own \d+/);
    await leave(screen);
  });

  it('are told by the spec with --readonly, which walks nowhere, and once as text', async () => {
    const screen = await tab('anatomy-0', '--readonly');
    await screen.waitFor('by the spec alone: podscope was started with --readonly');
    await screen.waitFor(/⇄ network +Pod/);
    await leave(screen);
    const { stdout } = await run('pod', 'on-the-node', '-o', 'json');
    const { namespaces } = JSON.parse(stdout) as PodAnatomyJson;
    expect(namespaces.flatMap(({ name, scope }) => (scope === 'node' ? [name] : []))).toEqual([
      'network',
      'IPC',
      'UTS',
      'PID',
      'user',
      'time',
    ]);
  });
});
