import { BehaviorSubject, NEVER, Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { document } from '../../src/feeds/document.ts';
import type { Feeder } from '../../src/feeds/feeding.ts';
import { owners } from '../../src/feeds/owners.ts';
import { version } from '../../src/feeds/version.ts';
import type { Action } from '../../src/store/actions.ts';
import { reduceWith } from '../../src/store/reduce.ts';
import type { State } from '../../src/store/state.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboard.ts';
import { FakeConnection } from '../support/fake-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A feeder beside a dashboard whose state it sees and changes. */
function running(feeder: Feeder, connection = new FakeConnection()) {
  const dashboard = new TestDashboard({ now: takenAt });
  const state$ = new BehaviorSubject<State>(dashboard.state);
  const told: Action[] = [];
  const dispatch = (action: Action): void => {
    state$.next(reduceWith(new Map())(state$.value, action));
  };
  const subscription = feeder({
    state$,
    connection$: NEVER.pipe(
      (never) => new Observable((out) => (out.next(connection.port), never.subscribe(out))),
    ),
    needs: () => [],
    wantsDocument: () => true,
  }).subscribe((action) => {
    told.push(action);
    dispatch(action);
  });
  const deliver = (...objects: ReturnType<typeof podNamed>[]): void =>
    dispatch({
      type: 'batch',
      batch: [{ kind: 'pods', events: objects.map((object) => ({ type: 'upsert', object }) as const) }],
    });
  return { connection, dispatch, deliver, told, state$, close: () => subscription.unsubscribe() };
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

describe('the document', () => {
  it('is fetched, and again when the object changed, without a flicker', async () => {
    const { connection, deliver, told, close } = running(document);
    const pod = podNamed('crashing');
    connection.answerGet = () => Promise.resolve(pod);
    deliver(pod);
    await vi.advanceTimersByTimeAsync(100);
    const statuses = () =>
      told.flatMap((action) => (action.type === 'document' ? [action.document?.status] : []));
    expect(statuses().slice(-2)).toEqual(['loading', 'ready']);
    deliver({ ...pod, metadata: { ...pod.metadata, resourceVersion: 'next' } });
    await vi.advanceTimersByTimeAsync(100);
    expect(statuses().slice(-3)).toEqual(['loading', 'ready', 'ready']);
    expect(connection.got).toHaveLength(2);
    close();
  });

  it('says why it cannot be had', async () => {
    const { connection, deliver, told, close } = running(document);
    const refused = { code: 403, reason: 'Forbidden', message: 'may not get pods' };
    connection.answerGet = () => Promise.reject(Object.assign(new Error(refused.message), refused));
    deliver(podNamed('crashing'));
    await vi.advanceTimersByTimeAsync(100);
    expect(told.at(-1)).toMatchObject({ document: { status: 'failed', failure: refused } });
    close();
  });
});

describe('the version', () => {
  it('is asked for again, ever more seldom, until it is told', async () => {
    const connection = new FakeConnection();
    const asked: number[] = [];
    const start = Date.now();
    connection.version = () => {
      asked.push((Date.now() - start) / 1000);
      return asked.length < 7 ? Promise.reject(new Error('refused')) : Promise.resolve('v1.34.4');
    };
    const { told, close } = running(version, connection);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(asked).toEqual([0, 2, 6, 14, 30, 60, 90]);
    expect(told).toEqual([{ type: 'version', version: 'v1.34.4' }]);
    close();
  });
});
