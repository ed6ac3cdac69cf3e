import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCluster } from '../../src/simulator/cluster.ts';
import type { Simulator } from '../../src/simulator/apiserver/server.ts';
import { patch } from '../../src/simulator/demo/scenario/manifest.ts';
import { scenario } from '../../src/simulator/demo/scenario/scenario.ts';
import { kindOf } from '../../src/simulator/world/world.ts';
import { SimulatedScreen } from '../support/dashboards/simulated-screen.ts';
import { TestClock } from '../support/test-clock.ts';
import { asked, isAnswered, QUESTIONS, ROLLOUT, SIZES, underCursor } from './questions.ts';

let clock: TestClock;
let cluster: Simulator;

// Each is asked of a cluster of its own: how long it has lived is not to depend on how long others took to be answered.
beforeEach(async () => {
  clock = new TestClock();
  const residents = [scenario({ happens: false })];
  cluster = await startCluster({ clock, seed: 1, namespace: 'shop', residents });
  await clock.pass(20_000);
  patch(cluster.world, 'Deployment', 'shop', 'nginx-deployment', ROLLOUT);
  await clock.pass(40_000);
});

afterEach(() => cluster.close());

function podNamed(prefix: string): string {
  const { keys } = cluster.world.storage.snapshot(kindOf(cluster.world, 'Pod'));
  const found = keys.find((key) => key.startsWith(`shop/${prefix}`));
  if (!found) throw new Error(`no Pod ${prefix}`);
  return found.slice('shop/'.length);
}

describe.each(SIZES)('in the demo, at $columns×$rows', (size) => {
  it.each(QUESTIONS)('$asks ($pod)', async (question) => {
    const { keys, answers, most } = asked(question, size);
    expect(keys.length).toBeLessThanOrEqual(most);
    const pod = podNamed(question.pod);
    const screen = new SimulatedScreen(cluster, clock, { namespace: 'shop', ...size, pod });
    try {
      await screen.shows(underCursor(pod));
      screen.press(...keys);
      await screen.shows((text) => isAnswered(answers, text));
    } finally {
      screen.close();
    }
  });
});
