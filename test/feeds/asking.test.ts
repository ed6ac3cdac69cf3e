import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFed } from '../../src/feeds/keep-fed.ts';
import { object } from '../../src/feeds/object.ts';
import type { Feeder } from '../../src/feeds/feeding.ts';
import { owners } from '../../src/feeds/cluster/owners.ts';
import { version } from '../../src/feeds/cluster/version.ts';
import type { State } from '../../src/store/state.ts';
import { fedBy, listIn } from '../../src/store/selectors/lists.ts';
import { selectedObjectFeed } from '../../src/store/selectors/selected/selected-object.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';
import { fed } from '../support/dashboards/fed.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A feeder beside a dashboard whose state it sees and changes. */
function running(feeder: Feeder, connection = new FakeConnection()) {
  const { state } = new TestDashboard({ now: takenAt });
  const { state$, told, dispatch, close } = fed(feeder, state, connection.port, (now) => {
    const feed = selectedObjectFeed(now);
    return feed ? [feed] : [];
  });
  const deliver = (...objects: ReturnType<typeof podNamed>[]): void =>
    dispatch({
      type: 'batch',
      batch: [
        {
          feed: listIn(state$.value.look, 'pods'),
          events: objects.map((object) => ({ type: 'upsert', object }) as const),
        },
      ],
    });
  return { connection, dispatch, deliver, told, state$, close };
}

const metadata = (name: string) => ({ uid: name, name, namespace: 'default', resourceVersion: '1' });
const reference = (kind: string, name: string) => ({
  apiVersion: 'example.com/v1',
  kind,
  name,
  uid: name,
  controller: true,
});

describe('owners', () => {
  const pod = podNamed('crashing');
  const owned = { ...pod, metadata: { ...pod.metadata, ownerReferences: [reference('Rollout', 'rolled')] } };

  it('are walked up to level by level, and asked for once', async () => {
    const { connection, deliver, state$, close } = running(owners);
    connection.answerOwners = (refs) =>
      refs.map((ref) => ({
        ref,
        uid: ref.uid,
        metadata:
          ref.name === 'rolled'
            ? { ...metadata('rolled'), ownerReferences: [reference('App', 'app')] }
            : metadata(ref.name),
      }));
    deliver(owned);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connection.asked).toEqual([['rolled'], ['app']]);
    deliver(owned);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connection.asked).toHaveLength(2);
    expect([...state$.value.cluster.owners.keys()]).toEqual(['rolled', 'app']);
    close();
  });

  it('that cannot be had are not asked for again until all is listed anew', async () => {
    const { connection, deliver, dispatch, close } = running(owners);
    const other = podNamed('never-ready');
    deliver({ ...other, metadata: { ...other.metadata, ownerReferences: [reference('Rollout', 'gone')] } });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connection.asked).toEqual([['gone']]);
    dispatch({ type: 'refresh' });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(connection.asked).toEqual([['gone'], ['gone']]);
    close();
  });

  it('of kinds that are watched are left to their watches', async () => {
    const { connection, deliver, close } = running(owners);
    deliver(podNamed('agent'), podNamed('anatomy'), podNamed('once'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connection.asked).toEqual([]);
    close();
  });
});

describe('an object', () => {
  const pod = podNamed('crashing');
  const changed = { ...pod, metadata: { ...pod.metadata, resourceVersion: 'next' } };
  const other = podNamed('anatomy');
  const told = (state: State) => {
    const feed = selectedObjectFeed(state);
    return feed ? fedBy(state, feed) : undefined;
  };

  it('is fetched, and again when it changed, without a flicker', async () => {
    const { connection, deliver, state$, close } = running(keepFed([object]));
    connection.answerGet = () => Promise.resolve(pod);
    const seen: unknown[] = [];
    state$.subscribe((state) => seen.push(told(state)?.data));
    deliver(pod);
    expect(told(state$.value)).toMatchObject({ complete: false, connection: 'connecting' });
    await vi.advanceTimersByTimeAsync(100);
    expect(told(state$.value)).toMatchObject({ complete: true, connection: 'live', data: pod });
    seen.length = 0;
    connection.answerGet = () => Promise.resolve(changed);
    deliver(changed);
    await vi.advanceTimersByTimeAsync(100);
    expect(new Set(seen)).toEqual(new Set([pod, changed]));
    expect(told(state$.value)?.data).toBe(changed);
    expect(connection.got).toHaveLength(2);
    close();
  });

  it('is not fetched where one goes by, and forgotten where one goes on', async () => {
    const { connection, deliver, dispatch, state$, close } = running(keepFed([object]));
    const signals: (AbortSignal | undefined)[] = [];
    connection.answerGet = (signal) => (signals.push(signal), new Promise(() => undefined));
    deliver(pod, other);
    dispatch({ type: 'select', selection: { pod: other.metadata.uid } });
    await vi.advanceTimersByTimeAsync(50);
    dispatch({ type: 'select', selection: { pod: pod.metadata.uid } });
    await vi.advanceTimersByTimeAsync(100);
    expect(connection.got.map(({ name }) => name)).toEqual([pod.metadata.name]);
    dispatch({ type: 'select', selection: { pod: other.metadata.uid } });
    expect(signals[0]?.aborted).toBe(true);
    expect(
      [...state$.value.cluster.feeds.values()].filter(({ feed }) => feed.type === 'object'),
    ).toHaveLength(1);
    close();
  });

  it('says why it cannot be had', async () => {
    const { connection, deliver, state$, close } = running(keepFed([object]));
    const refused = { code: 403, reason: 'Forbidden', message: 'may not get pods' };
    connection.answerGet = () => Promise.reject(Object.assign(new Error(refused.message), refused));
    deliver(pod);
    await vi.advanceTimersByTimeAsync(100);
    expect(told(state$.value)).toMatchObject({ connection: 'failed', failure: refused, complete: false });
    close();
  });
});

describe('the version', () => {
  it('is asked for once a watch told how it stands, and again, ever more seldom, until it is told', async () => {
    const connection = new FakeConnection();
    const asked: number[] = [];
    connection.version = () => {
      asked.push(Date.now());
      return asked.length < 7 ? Promise.reject(new Error('refused')) : Promise.resolve('v1.34.4');
    };
    const { told, dispatch, state$, close } = running(version, connection);
    dispatch({ type: 'feed-opened', feed: listIn(state$.value.look, 'pods') });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([]);
    const begun = Date.now();
    dispatch({
      type: 'batch',
      batch: [{ feed: listIn(state$.value.look, 'pods'), events: [{ type: 'live' }] }],
    });
    await vi.advanceTimersByTimeAsync(200_000);
    expect(asked.map((at) => (at - begun) / 1000)).toEqual([0, 2, 6, 14, 30, 60, 90]);
    expect(told).toEqual([{ type: 'version', version: 'v1.34.4' }]);
    close();
  });
});
