import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { Api } from './api.ts';
import { CASES } from './cases.ts';
import { DIFFERENCES } from './differences.ts';

let simulator: Simulator;
let api: Api;

beforeAll(async () => {
  simulator = await startSimulator({ history: 50 });
  api = new Api({ url: simulator.url });
  await api.begin();
  // Enough changes for version 1 to be forgotten, as it is on any server that runs for a while.
  for (let i = 0; i < 60; i += 1)
    await api.merge('/api/v1/namespaces/default', { metadata: { labels: { i: `${i}` } } });
});

afterAll(() => simulator.close());

describe('the simulated server answers as a real one', () => {
  it.each(CASES)('$title', async ({ title, run, expected }) => {
    expect(await run(api)).toEqual(DIFFERENCES[title]?.simulator ?? expected);
  });
});
