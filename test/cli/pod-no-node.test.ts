/** Why no node is one for a Pod, in `podscope pod NAME`. */
import { expect, it } from 'vitest';
import { OneShotReader } from '../../src/cli/one-shot/reader.ts';
import type { PodAnatomyJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { runOneShot } from '../../src/cli/one-shot/run.ts';
import type { KubeObject, Pod } from '../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../src/model/kinds/watch-event.ts';
import { standardOf } from '../../src/terminal/lending/standard-streams.ts';
import { takenAt } from '../fixtures/index.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const unplaced: Pod = {
  metadata: { name: 'p', namespace: 'shop', uid: 'p' },
  spec: { containers: [{ name: 'main', image: 'app' }] },
  status: {
    phase: 'Pending',
    conditions: [
      {
        ...{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
        message: '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s).',
      },
    ],
  },
};

const NODES: readonly WatchEvent<KubeObject>[] = [
  { type: 'live' },
  ...['n1', 'n2'].map((name) => ({
    type: 'upsert' as const,
    object: {
      metadata: { name, uid: name },
      spec: { taints: name === 'n1' ? [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] : [] },
    },
  })),
  { type: 'synced', count: 2 },
];

/** What is printed of a Pod, and what was listed for it, where a list of nodes is answered so. */
async function told(pod: Pod, output: 'text' | 'json', answer = NODES) {
  const connection = new FakeConnection();
  connection.one = (kind) =>
    kind === 'pods' ? Promise.resolve(pod as KubeObject) : Promise.reject(new Error('none'));
  connection.get = () => Promise.resolve(pod as KubeObject);
  const reader = new OneShotReader(connection.port, { namespace: 'shop', cluster: 'c' });
  reader.pods = () => Promise.resolve([]);
  reader.events = () => Promise.resolve({ events: [], failures: [] });
  reader.network = () => Promise.resolve({ sources: { walks: undefined }, failures: [] } as never);
  reader.surroundings = () =>
    Promise.resolve({ owners: [], services: {}, budgets: {}, scalers: {}, revisions: {} });
  const watch = connection.watch.bind(connection);
  connection.watch = (kind, scope) => {
    queueMicrotask(() => connection.tell(kind, ...answer));
    return watch(kind, scope);
  };
  let [out, err] = ['', ''];
  const writer = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const shot = { command: 'pod', name: 'p', connection: {}, output } as const;
  await runOneShot(shot, reader, takenAt, writer, standardOf(process));
  return { out, err, listed: connection.log.filter((line) => line.startsWith('open')) };
}

const LINE = 'it does not tolerate dedicated=gpu:NoSchedule on 1 of 2 nodes (n1)';

it('is a section of its own, and a field of its JSON', async () => {
  const { out, listed } = await told(unplaced, 'text');
  expect(out).toContain(`\n\nWHY NO NODE?\n${LINE}\n\n`);
  expect(out).toContain('1 node(s) had untolerated taint(s) dedicated=gpu:NoSchedule');
  expect(listed).toEqual(['open nodes *']);
  const json = JSON.parse((await told(unplaced, 'json')).out) as PodAnatomyJson;
  expect(json.whyNoNode).toEqual([LINE]);
});

it('is said not to be known where nodes may not be listed', async () => {
  const failure = { code: 403, reason: 'Forbidden', message: 'nodes is forbidden' };
  const { out } = await told(unplaced, 'text', [{ type: 'failed', failure }]);
  expect(out).toContain('which taints and labels keep it off is not known: nodes may not be listed\n');
});

it('is not asked for of one that has a node', async () => {
  const placed = { ...unplaced, spec: { ...unplaced.spec, nodeName: 'n1' } };
  const { out, listed } = await told(placed, 'json');
  expect(listed).toEqual([]);
  expect((JSON.parse(out) as PodAnatomyJson).whyNoNode).toBeNull();
});
