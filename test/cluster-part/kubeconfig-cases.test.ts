import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CaseRunner, expectOutcome } from '../support/kubeconfigs/kubeconfig-cases.ts';
import { RecordingServers } from '../support/servers/recording-servers.ts';
import { KUBECONFIG_CASES } from './kubeconfig-cases/index.ts';

let servers: RecordingServers;
let runner: CaseRunner;

beforeAll(async () => {
  servers = await RecordingServers.open();
  runner = new CaseRunner(servers);
});
afterAll(() => servers.close());

describe.each(KUBECONFIG_CASES)('podscope and a kubeconfig: $about ($source)', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const became = await runner.podscope(one);
    expectOutcome(became, one.wants);
    expect(became, 'one line').not.toMatch(/[\r\n]/);
    // Where it differs from kubectl the reason has to be given.
    expect(one.kubectl === undefined).toBe(one.why === undefined);
  });
});
