import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, MACHINE_CLOCK } from '../../src/simulator/time/clock.ts';
import { startSimulator, type Simulator } from '../../src/simulator/apiserver/server.ts';
import { Api } from './api.ts';
import { CASES } from './cases.ts';
import { DIFFERENCES } from './differences.ts';

/** What a server waits for in vain takes a tenth of its time. */
const hurried: Clock = { now: Date.now, after: (ms, run) => MACHINE_CLOCK.after(ms / 10, run) };

let simulator: Simulator;
let api: Api;

beforeAll(async () => {
  simulator = await startSimulator({ history: 50, clock: hurried });
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
