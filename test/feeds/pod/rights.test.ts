import { BehaviorSubject, VirtualTimeScheduler } from 'rxjs';
import { afterEach, expect, it } from 'vitest';
import { startLoop } from '../../../src/app/loop.ts';
import { capabilities } from '../../../src/feeds/cluster/capabilities.ts';
import { keepFed } from '../../../src/feeds/keep-fed.ts';
import { rights } from '../../../src/feeds/pod/rights.ts';
import { ABLE } from '../../../src/model/capabilities.ts';
import { ALL_RIGHTS } from '../../../src/model/rights.ts';
import { reduceWith } from '../../../src/store/reduce.ts';
import { ableToExec, rightsFeeds } from '../../../src/store/selectors/able-to.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import { podNamed } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function running(connection: FakeConnection, namespace: string | undefined) {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity);
  const { state } = new TestDashboard({ namespace });
  const { state$, dispatch } = startLoop(state, reduceWith(new Map()));
  const connection$ = new BehaviorSubject(connection.port);
  for (const feeder of [capabilities, keepFed([rights], scheduler)]) {
    const subscription = feeder({ state$, connection$, needs: rightsFeeds }).subscribe(dispatch);
    closing.push(() => subscription.unsubscribe());
  }
  const pod = podNamed('crashing');
  const object = { ...pod, metadata: { ...pod.metadata, namespace: 'shop' } };
  const events = [
    { type: 'upsert', object },
    { type: 'synced', count: 1 },
  ] as const;
  return {
    dispatch,
    /** The Pods come. */
    list: () => dispatch({ type: 'batch', batch: [{ feed: listIn(state$.value.look, 'pods'), events }] }),
    able: (name: string) => ableToExec(state$.value, name),
    connect: (next: FakeConnection) => connection$.next(next.port),
    /** What was answered comes. */
    answered: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      scheduler.maxFrames = scheduler.now() + 100;
      scheduler.flush();
    },
  };
}

it('come with the connection, and with the next one', () => {
  const connection = new FakeConnection();
  connection.capabilities = { ...ABLE, exec: 'no shells' };
  const { able, list, connect } = running(connection, 'shop');
  expect(able('shop')).toBe('no shells');
  list();
  expect(connection.log).toEqual([]);
  connect(new FakeConnection());
  expect(able('shop')).toBe(true);
});

it.each([
  ['the namespace on show', 'shop'],
  ['that of the selected Pod', undefined],
])('know what may be done in %s once Pods are there, and anew with all', async (_, namespace) => {
  const connection = new FakeConnection();
  connection.answerRights = (asked) => Promise.resolve({ ...ALL_RIGHTS, exec: `no right in ${asked}` });
  const { dispatch, list, able, answered } = running(connection, namespace);
  expect(connection.log).toEqual([]);
  list();
  await answered();
  dispatch({ type: 'tick', now: 1 });
  expect(connection.log).toEqual(['rights shop']);
  expect([able('shop'), able('default')]).toEqual(['no right in shop', true]);
  connection.answerRights = () => Promise.resolve(ALL_RIGHTS);
  dispatch({ type: 'refresh' });
  await answered();
  expect(connection.log).toEqual(['rights shop', 'rights shop']);
  expect(able('shop')).toBe(true);
});

it('stay as they are where the server does not tell', async () => {
  const connection = new FakeConnection();
  connection.answerRights = () => Promise.reject(new Error('forbidden'));
  const { list, able, answered } = running(connection, 'shop');
  list();
  await answered();
  expect(able('shop')).toBe(true);
});
