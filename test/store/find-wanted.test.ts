import { expect, it } from 'vitest';
import { type KindId, WORKLOAD_KINDS } from '../../src/model/kinds.ts';
import { TestDashboard } from '../support/dashboard.ts';

const KINDS: readonly KindId[] = ['pods', ...WORKLOAD_KINDS];

it.each<[string, readonly KindId[], string, string]>([
  ['Pod', [], 'default', 'no Pod x in namespace default'],
  ['Pod', ['deployments'], 'default', 'no Pod x in namespace default'],
  ['Pod', KINDS, 'default', 'could not list pods in namespace default, so Pod x was not found'],
  ['deploy', KINDS, 'default', 'could not list deployments in namespace default, so deploy x was not found'],
  ['Rollout', ['pods'], 'default', 'could not list pods in namespace default, so Rollout x was not found'],
])('of a %s that is not there, with %j denied, says only what is known', (kind, denied, namespace, text) => {
  const dashboard = new TestDashboard({ namespace, wanted: { kind, name: 'x' } });
  const failure = { code: 403, reason: 'Forbidden', message: 'forbidden' };
  for (const each of KINDS) {
    if (denied.includes(each)) dashboard.deliver(each, { type: 'failed', failure });
    else dashboard.list(each, []);
  }
  expect(dashboard.text().trimEnd().split('\n').at(-1)?.trim()).toBe(text);
});
