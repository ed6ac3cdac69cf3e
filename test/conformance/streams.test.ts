import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MACHINE_CLOCK } from '../../src/simulator/time/clock.ts';
import { startCluster } from '../../src/simulator/cluster.ts';
import { addNode } from '../../src/simulator/node/node.ts';
import type { Simulator } from '../../src/simulator/apiserver/server.ts';
import { Api } from './api.ts';
import { DIFFERENCES } from './differences.ts';
import { preparePods, STREAM_CASES } from './stream-cases.ts';

let cluster: Simulator;
let api: Api;

beforeAll(async () => {
  cluster = await startCluster({ clock: MACHINE_CLOCK, seed: 1 });
  addNode(cluster.world, { name: 'node', ip: '10.1.0.1', podCidr: '10.2.0.0/24' });
  api = new Api({ url: cluster.url });
  await api.begin();
  await preparePods(api);
});

afterAll(() => cluster.close());

describe('streams of the simulated cluster are as those of a real one', () => {
  it.each(STREAM_CASES)('$title', async ({ title, run, expected }) => {
    expect(await run(api)).toEqual(DIFFERENCES[title]?.simulator ?? expected);
  });
});
