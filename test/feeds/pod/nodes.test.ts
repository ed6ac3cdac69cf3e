/** Nodes are listed for a Pod that none is one for, and for no other. */
import { expect, it } from 'vitest';
import { keepFed } from '../../../src/feeds/keep-fed.ts';
import { list } from '../../../src/feeds/list.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { isList } from '../../../src/model/feed.ts';
import { verdictFor } from '../../../src/store/selectors/fares/verdict.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';
import { fed, scheduledTime } from '../../support/dashboards/fed.ts';

const SAID = '0/2 nodes are available: 2 node(s) had untolerated taint(s).';

const pod = (name: string, message?: string): Pod => ({
  metadata: { name, namespace: 'shop', uid: name },
  spec: { nodeName: message === undefined ? 'n1' : '', containers: [{ name: 'main', image: 'app' }] },
  status: {
    phase: 'Pending',
    conditions: message
      ? [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }]
      : [{ type: 'PodScheduled', status: 'True' }],
  },
});

const PODS = [pod('gpu-1', SAID), pod('gpu-2', SAID), pod('placed'), pod('unbound', 'unbound claims')];

const node = (name: string) => ({
  type: 'upsert' as const,
  object: {
    metadata: { name, uid: name },
    spec: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] },
  },
});

/** A dashboard with these Pods of which only the lists of nodes are kept fed. */
function running() {
  const { scheduler, pass } = scheduledTime();
  const connection = new FakeConnection();
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
  dashboard.list('pods', PODS);
  const { state$, dispatch, close } = fed(
    keepFed([list], scheduler),
    dashboard.state,
    connection.port,
    (state) => dashboard.program.needs(state).filter((feed) => isList(feed) && feed.kind === 'nodes'),
  );
  const select = (name: string): void => dispatch({ type: 'select', selection: { pod: name } });
  const said = (): string =>
    [verdictFor(state$.value)?.text, ...(verdictFor(state$.value)?.details ?? [])].join('\n');
  return { connection, dispatch, select, pass, said, state: () => state$.value, close };
}

it('once the selection rests, once for all such Pods, and kept for a while', () => {
  const { connection, select, pass, said, close } = running();
  select('gpu-1');
  pass(290);
  expect(connection.log).toEqual([]);
  pass(20);
  expect(connection.log).toEqual(['open nodes *']);
  connection.tell('nodes', { type: 'live' }, node('n1'));
  expect(said()).not.toContain('dedicated');
  connection.tell('nodes', node('n2'), { type: 'synced', count: 2 });
  pass(100);
  const taint = 'it does not tolerate dedicated=gpu:NoSchedule on all 2 nodes (n1, n2)';
  expect(said()).toContain(`2 node(s) had untolerated taint(s) dedicated=gpu:NoSchedule`);
  expect(said()).toContain(taint);
  select('gpu-2');
  pass(1_000);
  expect(connection.log).toHaveLength(1);
  expect(said()).toContain(taint);
  connection.tell('nodes', { type: 'delete', object: node('n2').object });
  pass(100);
  expect(said()).toContain('on the only node (n1)');
  select('placed');
  pass(15_100);
  expect(connection.log).toEqual(['open nodes *', 'close nodes *']);
  close();
});

it.each(['placed', 'unbound'])('not for one that is %s', (name) => {
  const { connection, select, pass, close } = running();
  select(name);
  pass(10_000);
  expect(connection.log).toEqual([]);
  close();
});

it('that may not be listed are said to be, of that Pod alone', () => {
  const { connection, select, pass, said, state, close } = running();
  select('gpu-1');
  pass(400);
  const failure = { code: 403, reason: 'Forbidden', message: 'nodes is forbidden' };
  connection.tell('nodes', { type: 'failed', failure });
  pass(100);
  expect(said()).toContain('which taints and labels keep it off is not known: nodes may not be listed');
  select('placed');
  expect(said()).not.toContain('nodes may not');
  expect(state().cluster.tables.pods.size).toBe(PODS.length);
  close();
});

it('are of no namespace', () => {
  const { state } = new TestDashboard({ namespace: 'shop' });
  expect(listIn(state.look, 'nodes').scope).toEqual({});
});
