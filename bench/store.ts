/**
 * What states and selectors cost without cluster and terminal: `node --import tsx bench/store.ts 10000`.
 * Says as JSON, in ms of processor time: `load` a list that comes in batches of 500, a frame after each;
 * `change` a frame after one Pod changed; `key` a frame after a key. `change` and `key` are medians.
 */
import type { Pod } from '../src/model/kinds/objects.ts';
import { pods as fixtures, takenAt, workloads } from '../test/fixtures/index.ts';
import { TestDashboard } from '../test/support/dashboards/dashboard.ts';

const count = Number(process.argv[2] ?? 10_000);
const BATCH = 500;
const ROUNDS = 60;

function pod(number: number, version: number): Pod {
  const base = fixtures[number % fixtures.length] as Pod;
  const owner = Math.floor(number / 10);
  const reference = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `set-${owner}`, uid: `set-${owner}` };
  const metadata = {
    ...base.metadata,
    uid: `pod-${number}`,
    name: `pod-${number}`,
    namespace: `ns-${number % 20}`,
    resourceVersion: String(version),
    ownerReferences: [{ ...reference, controller: true }],
  };
  return { ...base, metadata };
}

const timed = (run: () => void): number => {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

const all = Array.from({ length: count }, (_, number) => pod(number, 1));
const dashboard = new TestDashboard({
  now: takenAt,
  size: { columns: 200, rows: 50 },
  namespace: undefined as never,
});
for (const object of workloads) dashboard.deliver('deployments', { type: 'upsert', object });
const load = timed(() => {
  for (let at = 0; at < count; at += BATCH) {
    dashboard.deliver(
      'pods',
      ...all.slice(at, at + BATCH).map((object) => ({ type: 'upsert', object }) as const),
    );
    dashboard.frame();
  }
  dashboard.deliver('pods', { type: 'live' }, { type: 'synced', count });
});
const changes = Array.from({ length: ROUNDS }, (_, round) =>
  timed(() => {
    dashboard.deliver('pods', { type: 'upsert', object: pod((round * 7919) % count, round + 2) });
    dashboard.frame();
  }),
);
const keys = Array.from({ length: ROUNDS }, () =>
  timed(() => {
    dashboard.press('j');
    dashboard.frame();
  }),
);
console.log(
  JSON.stringify({ load: rounded(load), change: rounded(median(changes)), key: rounded(median(keys)) }),
);
