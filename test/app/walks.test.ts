import { BehaviorSubject, distinctUntilChanged, map, shareReplay } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runFeeds } from '../../src/feeds/index.ts';
import type { Action } from '../../src/store/actions.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const MINUTE = 60_000;

/** So long after a walk is off the screen, what it brought is forgotten. */
const LONG = 11 * MINUTE;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A dashboard that is fed by a connection: keys go in, and what is asked of the cluster comes out. */
async function started() {
  const dashboard = new TestDashboard({
    now: takenAt,
    size: { columns: 120, rows: 40 },
    context: 'one',
    contexts: ['one', 'two'].map((name) => ({ name, namespace: 'default' })),
  });
  const connection = new FakeConnection();
  const state$ = new BehaviorSubject(dashboard.state);
  const dispatch = (...actions: readonly Action[]): void => {
    dashboard.dispatch(...actions);
    state$.next(dashboard.state);
  };
  const connection$ = state$.pipe(
    map(({ cluster }) => cluster.context),
    distinctUntilChanged(),
    map(() => connection.port),
    shareReplay(1),
  );
  const running = runFeeds({ state$, connection$, needs: dashboard.program.needs }).subscribe(dispatch);
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  const pods = ['anatomy-0', 'two-containers', 'crashing'].map(podNamed);
  const list = async (): Promise<void> => {
    await pass(100);
    const upserts = pods.map((object) => ({ type: 'upsert', object }) as const);
    connection.tell('pods', { type: 'live' }, ...upserts, { type: 'synced', count: pods.length });
    await pass(100);
  };
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      dashboard.press(key);
      state$.next(dashboard.state);
    }
    await pass(100);
  };
  const select = (name: string): void =>
    dispatch({ type: 'select', selection: { pod: podNamed(name).metadata.uid } });
  const walks = (): readonly string[] => connection.log.filter((line) => line.startsWith('walk '));
  await list();
  select('anatomy-0');
  const close = (): void => running.unsubscribe();
  return { dashboard, connection, dispatch, select, walks, press, pass, list, close };
}

describe('a walk, which is an exec that clusters audit', () => {
  it('is made by a key alone: not by another Pod, another tab, or listing anew, nor by coming back, however late', async () => {
    const { dashboard, press, pass, select, walks, close } = await started();
    await press('P');
    expect(walks()).toEqual(['walk anatomy-0']);
    select('two-containers');
    await press('I', 'W');
    // Those two were opened by their own keys, on a Pod that nobody had asked about.
    expect(walks()).toEqual(['walk anatomy-0', 'walk two-containers']);
    select('anatomy-0');
    await press('2', 'ctrl-r');
    expect(dashboard.text()).toContain('listing anew');
    await press('4', ']', '[', '3', ']', '[');
    expect(walks()).toHaveLength(2);
    // All that walks brought is forgotten after a while.
    select('crashing');
    await press('1');
    await pass(LONG);
    select('anatomy-0');
    await press('P', 'escape');
    expect(walks()).toHaveLength(3);
    select('two-containers');
    await press('3', ']');
    expect(dashboard.text()).toContain('ctrl-r walks /proc in its containers');
    expect(walks()).toHaveLength(3);
    await press('ctrl-r');
    expect(walks().slice(2)).toEqual(['walk anatomy-0', 'walk two-containers']);
    close();
  });

  it('is not made once more where another context was looked at meanwhile', async () => {
    const { dashboard, dispatch, press, pass, list, walks, select, close } = await started();
    await press('P');
    for (const name of ['two', 'one']) {
      dispatch({ type: 'context', name });
      await pass(1_000);
    }
    await list();
    select('anatomy-0');
    await pass(1_000);
    expect(walks()).toEqual(['walk anatomy-0']);
    expect(dashboard.text()).toContain('ctrl-r walks /proc in its containers');
    close();
  });
});

describe('tabs that are not on show', () => {
  it('cost nothing: what only they need is not asked for, and no timer runs for them', async () => {
    const { connection, dispatch, press, pass, close } = await started();
    const open = (): readonly string[] => {
      const all = new Set<string>();
      for (const line of connection.log) {
        if (line.startsWith('open ')) all.add(line.slice(5));
        if (line.startsWith('close ')) all.delete(line.slice(6));
      }
      return [...all].sort();
    };
    await pass(LONG);
    const before = { open: open(), timers: vi.getTimerCount() };
    // Services are asked for the verdict anyway.
    const ofNetwork = /endpointslices|networkpolicies|ingresses|httproutes/;
    expect(before.open.filter((one) => ofNetwork.test(one))).toEqual([]);
    await press('W');
    expect(open().filter((one) => ofNetwork.test(one))).toHaveLength(4);
    await press('I', 'P', 'f');
    const walks = (): number => connection.log.filter((line) => line.startsWith('walk ')).length;
    for (let seconds = 0; seconds < 20; seconds++) {
      dispatch({ type: 'tick', now: takenAt + seconds * 1_000 });
      await pass(100);
    }
    expect(walks()).toBeGreaterThan(3);
    // Back to the tabs that were on show.
    await press('escape', '[', '[', '2');
    await pass(LONG);
    const quiet = connection.log.length;
    expect({ open: open(), timers: vi.getTimerCount() }).toEqual(before);
    for (let seconds = 20; seconds < 60; seconds++)
      dispatch({ type: 'tick', now: takenAt + seconds * 1_000 });
    await pass(LONG);
    expect(connection.log.slice(quiet)).toEqual([]);
    close();
  });
});
