import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MACHINE_CLOCK } from '../../../src/simulator/time/clock.ts';
import { startCluster } from '../../../src/simulator/cluster.ts';
import { secretPath } from '../../../src/simulator/apiserver/request/entrance.ts';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import { scenario } from '../../../src/simulator/demo/scenario/scenario.ts';
import type { Simulator } from '../../../src/simulator/apiserver/server.ts';
import { PATIENCE } from '../../support/patience.ts';
import { launch } from '../../support/programs/terminal-driver.ts';
import { testFolder } from '../../support/test-folder.ts';

let cluster: Simulator;
let flags: readonly string[];

beforeAll(async () => {
  const clock = new PacedClock(MACHINE_CLOCK, setImmediate, 60_000);
  const residents = [scenario({ happens: false })];
  // As the demo is served: all that follows goes by its secret path.
  cluster = await startCluster({ clock, seed: 1, namespace: 'shop', residents, secretPath: secretPath() });
  await clock.start();
  const folder = testFolder();
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, cluster.kubeconfig());
  flags = ['--kubeconfig', file, '--cache-dir', path.join(folder, 'cache')];
});

afterAll(() => cluster.close());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function kubectl(args: readonly string[], input = ''): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile('kubectl', [...flags, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
    child.stdin?.end(input);
  });
}

it('runs commands, with their input, output and code', async () => {
  const inDebian = ['exec', '-i', 'two-containers', '-c', 'debian-container', '--'];
  expect(
    await kubectl([...inDebian, 'sh', '-c', 'read x; echo got $x; echo bad >&2; exit 3'], 'this\n'),
  ).toEqual({
    code: 3,
    out: 'got this\n',
    err: 'bad\ncommand terminated with exit code 3\n',
  });
});

it('says of a container without a shell what the runtime says', async () => {
  const { code, err } = await kubectl(['exec', 'anatomy-0', '-c', 'shell-less', '--', 'sh']);
  expect(code).toBe(1);
  expect(err).toContain('exec: "sh": executable file not found in $PATH: unknown');
});

it('opens a shell on a terminal, which is edited, resized, interrupted and left', async () => {
  const args = [...flags, 'exec', '-it', 'two-containers', '-c', 'debian-container', '--', 'sh'];
  const terminal = launch('kubectl', args, { columns: 100, rows: 30 });
  await terminal.waitFor('root@two-containers:/# ');
  terminal.type('while [ "$(stty size)" != "30 ""100" ]; do :; done; stty size\r');
  await terminal.waitFor('30 100');
  terminal.resize(90, 20);
  terminal.type('clear\r');
  await terminal.waitFor(() => !terminal.screen().includes('30 100'));
  terminal.type('while [ "$(stty size)" != "20 90" ]; do :; done; echo now $(stty size)\r');
  await terminal.waitFor('now 20 90');
  terminal.type('sleep 1000\r');
  await terminal.waitFor(() => {
    terminal.press('ctrl-c');
    return /\^C\s+root@two-containers:\/#$/.test(terminal.screen().trimEnd());
  });
  terminal.type('echo still $((40 + 2))\r');
  await terminal.waitFor('still 42');
  terminal.type('exit 4\r');
  expect(await terminal.waitForExit()).toBe(4);
});

it('shows logs, those before, and what comes', async () => {
  expect((await kubectl(['logs', 'crashing', '--previous'])).out).toBe('about to fail\n');
  expect((await kubectl(['logs', 'two-containers'])).code).toBe(0);
  expect((await kubectl(['logs', 'no-image'])).err).toContain(
    'is waiting to start: trying and failing to pull image',
  );
  const stamped = (await kubectl(['logs', 'anatomy-0', '-c', 'log-shipper', '--tail=1', '--timestamps'])).out;
  expect(stamped).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \w{3} \w{3} .*\n$/);
  const following = spawn('kubectl', [...flags, 'logs', '-f', 'anatomy-0', '-c', 'log-shipper', '--tail=1']);
  const lines: string[] = [];
  for await (const line of createInterface({ input: following.stdout })) {
    lines.push(line);
    if (lines.length === 3) break;
  }
  following.kill();
  expect(new Set(lines).size).toBe(3);
});

it('watches Pods come and go', async () => {
  const watching = spawn('kubectl', [...flags, 'get', 'pods', '-w', '-l', 'app=landing', '--no-headers']);
  const seen: string[] = [];
  for await (const line of createInterface({ input: watching.stdout })) {
    seen.push(line);
    if (seen.length === 2) void kubectl(['scale', 'deployment', 'landing', '--replicas=3']);
    if (seen.length > 2 && /1\/1 +Running/.test(line)) break;
  }
  watching.kill();
  expect(seen.slice(2).map((line) => line.split(/ +/)[2])).toEqual(
    expect.arrayContaining(['Pending', 'ContainerCreating', 'Running']),
  );
});

it('rolls out anew, and waits until it is done', async () => {
  expect((await kubectl(['rollout', 'restart', 'deployment/landing'])).out).toBe(
    'deployment.apps/landing restarted\n',
  );
  const { code, out } = await kubectl(['rollout', 'status', 'deployment/landing', '--timeout=120s']);
  expect([code, out.trim().split('\n').at(-1)]).toEqual([0, 'deployment "landing" successfully rolled out']);
});

it('describes what goes on in a Pod', async () => {
  // Now and then it runs, for a second.
  const described = async (): Promise<string> => (await kubectl(['describe', 'pod', 'crashing'])).out;
  let out = await described();
  while (!/State: +Waiting/.test(out)) out = await described();
  expect(out).toMatch(/State: +Waiting\n +Reason: +CrashLoopBackOff/);
  expect(out).toMatch(
    /Warning +BackOff .* kubelet +Back-off restarting failed container main in pod crashing_shop/,
  );
});

it('applies the manifests of the cluster tests, and deletes what they made', async () => {
  const manifest = readFileSync('test/cluster/manifests/anatomy.yaml', 'utf8').replaceAll('{{run}}', 'other');
  expect((await kubectl(['create', 'namespace', 'other'])).code).toBe(0);
  expect((await kubectl(['apply', '-n', 'other', '-f', '-'], manifest)).err).toBe('');
  const waited = await kubectl([
    'wait',
    '-n',
    'other',
    'pod/anatomy-0',
    '--for=condition=Ready',
    '--timeout=120s',
  ]);
  expect(waited.out).toBe('pod/anatomy-0 condition met\n');
  expect((await kubectl(['delete', 'namespace', 'other', '--timeout=120s'])).out).toBe(
    'namespace "other" deleted\n',
  );
  expect((await kubectl(['get', 'pods', '-n', 'other'])).err).toBe(
    'No resources found in other namespace.\n',
  );
});

it('lends a container for a look', async () => {
  const args = [
    'debug',
    'two-containers',
    '--image=busybox',
    '--target=nginx-container',
    '-c',
    'look',
    '--profile=general',
  ];
  expect((await kubectl([...args, '--', 'sleep', '1000'])).code).toBe(0);
  await expect
    .poll(async () => (await kubectl(['exec', 'two-containers', '-c', 'look', '--', 'ps', 'aux'])).out, {
      timeout: PATIENCE,
    })
    .toContain('nginx: master process');
});

it('tells what Pods and nodes use', async () => {
  const pods = (await kubectl(['top', 'pods', '--containers', '-l', 'app=cart'])).out;
  expect(pods).toMatch(/^POD +NAME +CPU\(cores\) +MEMORY\(bytes\) *\ncart-\S+ +cart +\d+m +\d+Mi/);
  expect((await kubectl(['top', 'nodes'])).out).toMatch(/\nnode-a +\d+m +\d+% +\d+Mi +\d+%/);
});

it('forwards ports, for kubectl and podscope alike', async () => {
  const bin = new URL('../../../bin/podscope.js', import.meta.url).pathname;
  const podscope = [process.execPath, bin, 'forward', ...flags.slice(0, 2), '-n', 'shop'];
  for (const [program = '', ...args] of [['kubectl', ...flags, 'port-forward'], podscope]) {
    const child = spawn(program, [...args, 'pod/two-containers', ':80']);
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const line = /^Forwarding from 127\.0\.0\.1:(\d+) -> 80$/m;
    await expect.poll(() => said, { timeout: PATIENCE }).toMatch(line);
    const asked = Array.from({ length: 20 }, async () => {
      const answer = await fetch(`http://127.0.0.1:${line.exec(said)?.[1]}/`);
      return answer.text();
    });
    const bodies = await Promise.all(asked);
    expect(bodies.filter((body) => body === '')).toEqual([]);
    expect(new Set(bodies).size).toBe(1);
    child.kill();
  }
});
