import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/apiserver/server.ts';
import { kindOf } from '../../src/simulator/world/world.ts';
import { SimulatedScreen } from '../support/dashboards/simulated-screen.ts';
import { TestClock } from '../support/test-clock.ts';

let clock: TestClock;
let simulator: Simulator;
let screen: SimulatedScreen;

beforeEach(async () => {
  clock = new TestClock();
  simulator = await startSimulator({ clock });
  screen = new SimulatedScreen(simulator, clock);
});

afterEach(async () => {
  screen.close();
  await simulator.close();
});

const addPod = (name: string): unknown =>
  simulator.registry.create(kindOf(simulator.world, 'Pod'), 'default', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx' }] },
  });

it('shows a Pod that comes, its age as it grows, and that it went', async () => {
  await screen.shows('no Pods in namespace default');
  addPod('web');
  await screen.shows(/web +0\/1 +Pending/);
  await clock.pass(60_000);
  await screen.shows(/web +0\/1 +Pending +0 +6\ds/);
  simulator.registry.delete({ kind: kindOf(simulator.world, 'Pod'), namespace: 'default', name: 'web' });
  await screen.shows('no Pods in namespace default');
});

it('quits', async () => {
  await screen.shows('1 Ownership');
  screen.press('q');
  expect(screen.exitCode).toBe(0);
});
