/** What was read of Pods that are gone stays in the logs of their owner, or of the Pods that were marked, however these are read anew. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFed } from '../../../src/feeds/keep-fed.ts';
import { logs } from '../../../src/feeds/pod/logs.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { rowText } from '../../../src/model/logs/log-chunk.ts';
import type { LogItem, LogNote, LogSource } from '../../../src/model/logs/log-item.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import { logRows } from '../../../src/store/selectors/fares/log-rows.ts';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';
import { fed } from '../../support/dashboards/fed.ts';

const NOW = takenAt;
const [ONE, OTHER] = ['stuck-6cf8cc8698-lk4dg', 'stuck-6cf8cc8698-qmdj2'].map((name) => podNamed(name)) as [
  Pod,
  Pod,
];

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** The logs of two Pods, as they are read: times are in seconds before now. */
class Read {
  private readonly dashboard: TestDashboard;
  private readonly connection = new FakeConnection();
  private readonly feeding: ReturnType<typeof fed>;

  constructor(...keys: readonly string[]) {
    this.dashboard = screenOf({ columns: 156, rows: 42 });
    this.dashboard.press(...keys);
    if (keys.length === 0) {
      this.dashboard.press('1', 'g');
      while (!/▌.*Deployment stuck/.test(this.dashboard.text())) this.dashboard.press('j');
      this.dashboard.press('l');
    }
    const needs = (state: TestDashboard['state']) =>
      this.dashboard.program.needs(state).filter(({ type }) => type === 'logs');
    this.feeding = fed(keepFed([logs]), this.dashboard.state, this.connection.port, needs);
  }

  private get sources(): readonly LogSource[] {
    return logsOf(this.feeding.state$.value)?.sources ?? [];
  }

  /** How often it was read, and of how many Pods at last. */
  get read(): readonly [number, number] {
    return [this.connection.readings.length, new Set(this.sources.map(({ uid }) => uid)).size];
  }

  say(pod: Pod, ...said: readonly (number | LogNote)[]): void {
    const container = pod.spec?.containers?.[0]?.name ?? '';
    const { name, namespace = '', uid } = pod.metadata;
    const source = { namespace, pod: name, uid, container };
    const items = said.map((each): LogItem =>
      typeof each === 'number'
        ? { source, time: (NOW - each * 1000) * 1000, text: `${pod === ONE ? 'one' : 'other'} ${each}` }
        : { source, time: 0, at: NOW * 1000, note: each },
    );
    void this.connection.readings.at(-1)?.take(items);
    vi.advanceTimersByTime(100);
  }

  remove(pod: Pod): void {
    const feed = listIn(this.feeding.state$.value.look, 'pods');
    this.feeding.dispatch({ type: 'batch', batch: [{ feed, events: [{ type: 'delete', object: pod }] }] });
    vi.advanceTimersByTime(100);
  }

  press(...keys: readonly string[]): void {
    this.dashboard.state = this.feeding.state$.value;
    this.dashboard.press(...keys);
    this.feeding.state$.next(this.dashboard.state);
    vi.advanceTimersByTime(100);
  }

  get rows(): readonly string[] {
    return [...logRows(this.feeding.state$.value).all()].map(rowText);
  }

  get text(): string {
    this.dashboard.state = this.feeding.state$.value;
    return this.dashboard.text();
  }
}

const goneOf = (pod: Pod): string => `Pod ${pod.metadata.name} is gone`;
const WAS = `${goneOf(ONE)}: what was read of it before stands here`;
const OTHER_WAS = `${goneOf(OTHER)}: what was read of it before stands here`;

/** Of two Pods one of which is gone. */
function oneGone(...keys: readonly string[]): Read {
  const read = new Read(...keys);
  read.say(ONE, { type: 'live' }, 400, 100);
  read.say(OTHER, { type: 'live' }, 90);
  read.remove(ONE);
  read.say(ONE, { type: 'gone' });
  expect(read.rows).toEqual(['one 400', 'one 100', 'other 90', goneOf(ONE)]);
  return read;
}

describe.each<[string, ...string[]]>([
  ['of an owner'],
  ['of marked Pods', '2', '/', ...'stuck', 'enter', 'space', 'space', 'l'],
])('%s', (_, ...keys) => {
  it('stay in their places when all is read anew', () => {
    const read = oneGone(...keys);
    read.press('ctrl-r');
    expect(read.read).toEqual([2, 1]);
    read.say(OTHER, { type: 'live' }, 200, 90);
    expect(read.rows).toEqual(['one 400', 'other 200', 'one 100', WAS, 'other 90']);
  });

  it('stay in another range as far as they are of it, and are all there again after', () => {
    const read = oneGone(...keys);
    read.press('3');
    read.say(OTHER, { type: 'live' }, 90);
    expect(read.rows.filter((row) => row !== WAS)).toEqual(['one 100', 'other 90']);
    vi.advanceTimersByTime(60_000);
    read.press('1');
    read.say(OTHER, { type: 'live' }, 500, 90);
    expect(read.rows.filter((row) => row !== WAS)).toEqual(['other 500', 'one 400', 'one 100', 'other 90']);
  });

  it('are no lines of what ran before, and are there again after that', () => {
    const read = oneGone(...keys);
    read.press('p');
    read.say(OTHER, { type: 'live' }, 600);
    expect(read.rows).toEqual(['other 600']);
    vi.advanceTimersByTime(60_000);
    read.press('p');
    read.say(OTHER, { type: 'live' }, 90);
    expect(read.rows).toEqual(['one 400', 'one 100', WAS, 'other 90']);
  });

  it('stay where all Pods are gone, also in another range', () => {
    const read = oneGone(...keys);
    read.remove(OTHER);
    read.say(OTHER, { type: 'gone' });
    vi.advanceTimersByTime(60_000);
    expect(read.rows).toContain('one 400');
    read.press('1');
    vi.advanceTimersByTime(60_000);
    expect(read.rows).toEqual(['one 400', 'one 100', WAS, 'other 90', OTHER_WAS]);
    read.press('ctrl-r');
    vi.advanceTimersByTime(60_000);
    expect(read.rows).toEqual(['one 400', 'one 100', WAS, 'other 90', OTHER_WAS]);
  });
});

it('stay behind all that is there, though nothing more is said', () => {
  const read = oneGone();
  read.say(ONE, 10);
  read.press('ctrl-r');
  read.say(OTHER, { type: 'live' }, 90);
  vi.advanceTimersByTime(5000);
  expect(read.rows).toEqual(['one 400', 'one 100', 'other 90', 'one 10', WAS]);
});

it('say whose they are', () => {
  const read = oneGone();
  read.press('ctrl-r');
  read.say(OTHER, { type: 'live' }, 90);
  expect(read.text).toMatch(/┃ lk4dg +one 100 .*\n.*is gone: what was read.*\n┃ qmdj2 +other 90/);
});
