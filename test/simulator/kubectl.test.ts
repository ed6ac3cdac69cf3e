import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';

let simulator: Simulator;
let flags: readonly string[];

beforeEach(async () => {
  simulator = await startSimulator();
  const folder = mkdtempSync(path.join(tmpdir(), 'podscope-simulator-'));
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, simulator.kubeconfig());
  flags = ['--kubeconfig', file, '--cache-dir', path.join(folder, 'cache')];
});

afterEach(() => simulator.close());

/** Runs kubectl against the simulator; rejects with what it said. */
function kubectl(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('kubectl', [...flags, ...args], (error, stdout, stderr) => {
      if (error) reject(new Error(stderr || `these tests need kubectl on the PATH: ${error.message}`));
      else resolve(stdout);
    });
    child.stdin?.end(input);
  });
}

const POD = (image: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image }], volumes: [{ name: 'data', emptyDir: {} }] },
  });

const DEPLOYMENT = JSON.stringify({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: {} },
});

const apply = (text: string): Promise<string> => kubectl(['apply', '--validate=false', '-f', '-'], text);

it('shows its Pods to kubectl get -o wide', async () => {
  await apply(POD('nginx'));
  const status = {
    phase: 'Running',
    podIP: '10.0.0.7',
    containerStatuses: [{ name: 'main', ready: true, state: { running: {} } }],
  };
  await kubectl([
    'patch',
    'pod',
    'web',
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status }),
  ]);
  const [head, row] = (await kubectl(['get', 'pods', '-o', 'wide'])).split('\n');
  expect(head).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE +IP +NODE +NOMINATED NODE +READINESS GATES$/);
  expect(row).toMatch(/^web +1\/1 +Running +0 +\d+s +10\.0\.0\.7 +<none> +<none> +<none>$/);
});

it('takes what kubectl applies, and applies again', async () => {
  expect(await apply(POD('nginx'))).toBe('pod/web created\n');
  expect(await apply(POD('nginx'))).toBe('pod/web unchanged\n');
  expect(await apply(POD('nginx:2'))).toBe('pod/web configured\n');
  expect(await kubectl(['get', 'pod', 'web', '-o', 'jsonpath={.spec.containers[*].image}'])).toBe('nginx:2');
});

it('scales and deletes', async () => {
  await apply(DEPLOYMENT);
  expect(await kubectl(['scale', 'deployment', 'web', '--replicas=3'])).toBe('deployment.apps/web scaled\n');
  expect(await kubectl(['get', 'deployment', 'web'])).toMatch(/\nweb +0\/3 +0 +0 +\d+s\n$/);
  expect(await kubectl(['delete', 'deployment', 'web'])).toContain('"web" deleted');
  await expect(kubectl(['get', 'deployment', 'web'])).rejects.toThrow('deployments.apps "web" not found');
});

it('tells kubectl get -w what changes', async () => {
  await apply(POD('nginx'));
  const child = spawn('kubectl', [...flags, 'get', 'pods', '-w', '--output-watch-events']);
  try {
    let seen = '';
    const shows = async (text: RegExp): Promise<void> => {
      for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
        seen += String(chunk);
        if (text.test(seen)) return;
      }
      throw new Error(`kubectl ended without ${String(text)}: ${seen}`);
    };
    await shows(/ADDED +web +0\/1 +Pending/);
    await kubectl([
      'patch',
      'pod',
      'web',
      '--subresource=status',
      '--type=merge',
      '-p',
      '{"status":{"phase":"Failed"}}',
    ]);
    await shows(/MODIFIED +web +0\/1 +Failed/);
    await kubectl(['delete', 'pod', 'web']);
    await shows(/DELETED +web +0\/1 +Failed/);
  } finally {
    child.kill();
  }
});
