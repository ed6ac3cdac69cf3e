import { afterAll, beforeAll, describe, it } from 'vitest';
import { KUBECONFIG_CASES } from '../cluster-part/kubeconfig-cases/index.ts';
import { CaseRunner, expectOutcome } from '../support/kubeconfigs/kubeconfig-cases.ts';
import { RecordingServers } from '../support/servers/recording-servers.ts';

let servers: RecordingServers;
let runner: CaseRunner;

beforeAll(async () => {
  servers = await RecordingServers.open();
  runner = new CaseRunner(servers);
});
afterAll(() => servers.close());

// That podscope does the same is in test/cluster-part/kubeconfig-cases.test.ts: here is why that is right.
describe.each(KUBECONFIG_CASES)('kubectl and a kubeconfig: $about', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expectOutcome(await runner.kubectl(one), one.kubectl ?? one.wants);
  });
});
