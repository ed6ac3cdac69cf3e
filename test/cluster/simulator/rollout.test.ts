import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Clock, MACHINE_CLOCK } from '../../../src/simulator/time/clock.ts';
import { deployments } from '../../../src/simulator/control-plane/controllers/deployment/deployment.ts';
import { garbageCollector } from '../../../src/simulator/control-plane/controllers/garbage.ts';
import { replicaSets } from '../../../src/simulator/control-plane/controllers/workloads/replica-set.ts';
import { startSimulator, type Simulator } from '../../../src/simulator/apiserver/server.ts';
import { everythingRuns } from '../../simulator/control-plane/controllers/life.ts';
import { testFolder } from '../../support/test-folder.ts';

/** A second takes a hundredth of one. */
const hurried: Clock = { now: Date.now, after: (ms, run) => MACHINE_CLOCK.after(ms / 100, run) };

let simulator: Simulator;
let flags: readonly string[];

beforeEach(async () => {
  const residents = [replicaSets, deployments, garbageCollector, everythingRuns];
  simulator = await startSimulator({ clock: hurried, residents });
  const folder = testFolder();
  const file = path.join(folder, 'kubeconfig');
  writeFileSync(file, simulator.kubeconfig());
  flags = ['--kubeconfig', file, '--cache-dir', path.join(folder, 'cache')];
});

afterEach(() => simulator.close());

const kubectl = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('kubectl', [...flags, ...args])).stdout;

it('rolls out, and back again', async () => {
  await kubectl('create', 'deployment', 'web', '--image=nginx:1', '--replicas=3');
  const out = 'deployment "web" successfully rolled out\n';
  expect(await kubectl('rollout', 'status', 'deployment', 'web', '--timeout=120s')).toContain(out);
  expect(await kubectl('set', 'image', 'deployment/web', 'nginx=nginx:2')).toBe(
    'deployment.apps/web image updated\n',
  );
  expect(await kubectl('rollout', 'status', 'deployment', 'web', '--timeout=120s')).toContain(out);
  expect(await kubectl('rollout', 'history', 'deployment', 'web')).toMatch(/\n1 +<none>\n2 +<none>\n/);
  expect(await kubectl('get', 'pods', '-o', 'jsonpath={.items[*].spec.containers[0].image}')).toBe(
    'nginx:2 nginx:2 nginx:2',
  );
  expect(await kubectl('rollout', 'undo', 'deployment', 'web')).toBe('deployment.apps/web rolled back\n');
  expect(await kubectl('rollout', 'status', 'deployment', 'web', '--timeout=120s')).toContain(out);
  expect(await kubectl('get', 'deployment', 'web', '-o', 'wide')).toMatch(
    /\nweb +3\/3 +3 +3 .* nginx:1 +app=web\n/,
  );
  expect(await kubectl('rollout', 'history', 'deployment', 'web')).toMatch(/\n2 +<none>\n3 +<none>\n/);
});

it('says in describe what a Deployment did', async () => {
  await kubectl('create', 'deployment', 'web', '--image=nginx');
  await kubectl('scale', 'deployment', 'web', '--replicas=2');
  await kubectl('rollout', 'status', 'deployment', 'web', '--timeout=120s');
  const told = await kubectl('describe', 'deployment', 'web');
  expect(told).toMatch(/Replicas: +2 desired \| 2 updated \| 2 total \| 2 available \| 0 unavailable/);
  expect(told).toMatch(/NewReplicaSet: +web-\w+ \(2\/2 replicas created\)/);
  expect(told).toMatch(/ScalingReplicaSet .*Scaled up replica set web-\w+ from 0 to 1/);
  expect(await kubectl('delete', 'deployment', 'web')).toContain('"web" deleted');
  await expect(kubectl('rollout', 'status', 'deployment', 'web')).rejects.toThrow('not found');
});
