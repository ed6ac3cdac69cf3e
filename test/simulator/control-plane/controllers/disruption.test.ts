import { expect, it } from 'vitest';
import { statusOf } from '../../../../src/simulator/api/fields.ts';
import { disruptionBudgets } from '../../../../src/simulator/control-plane/controllers/disruption.ts';
import { Life } from './life.ts';

const budget = (name: string, spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});

function addPod(life: Life, name: string, ready: 'True' | 'False'): void {
  const object = life.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'web' } },
    spec: { nodeName: 'node-a', containers: [{ name: 'main', image: 'nginx' }] },
  });
  const conditions = [{ type: 'Ready', status: ready }];
  life.world.writes.updateStatus(object, (now) => ({ ...statusOf(now), phase: 'Running', conditions }));
}

it('counts how many Pods of a budget may go, and again as they come, go and change', async () => {
  const life = new Life(disruptionBudgets);
  life.create(budget('two', { minAvailable: 2 }));
  life.create(budget('half', { maxUnavailable: '50%' }));
  const allowed = (name: string) => statusOf(life.get('PodDisruptionBudget', name)!);
  await life.clock.pass(10);
  expect(allowed('two')).toMatchObject({ expectedPods: 0, currentHealthy: 0, disruptionsAllowed: 0 });
  addPod(life, 'a', 'True');
  addPod(life, 'b', 'True');
  await life.clock.pass(10);
  expect(allowed('two')).toMatchObject({ expectedPods: 2, currentHealthy: 2, disruptionsAllowed: 0 });
  expect(allowed('half')).toMatchObject({ desiredHealthy: 1, disruptionsAllowed: 1 });
  addPod(life, 'c', 'True');
  await life.clock.pass(10);
  expect(allowed('two')).toMatchObject({ expectedPods: 3, desiredHealthy: 2, disruptionsAllowed: 1 });
  life.world.writes.updateStatus(life.get('Pod', 'c')!, (now) => ({
    ...statusOf(now),
    conditions: [{ type: 'Ready', status: 'False' }],
  }));
  await life.clock.pass(10);
  expect(allowed('two')).toMatchObject({ currentHealthy: 2, disruptionsAllowed: 0 });
});
