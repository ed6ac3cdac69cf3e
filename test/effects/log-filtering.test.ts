import { BehaviorSubject, firstValueFrom, NEVER } from 'rxjs';
import { expect, it } from 'vitest';
import { logFiltering } from '../../src/effects/log-filtering.ts';
import { LogBuffer } from '../../src/model/logs/log-buffer.ts';
import type { World } from '../../src/ports/world.ts';
import { isFiltering, isSeeking, logRows } from '../../src/store/selectors/fares/log-rows.ts';
import { logsOf } from '../../src/store/selectors/fares/logs.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

/** So many lines that the filters of one key do not see all of them. */
const LINES = 200_000;

/** The logs of a Pod that has said so many lines. */
function withLines(textOf: (number: number) => string): TestDashboard {
  const memory = 64 * 1024 * 1024;
  const dashboard = screenOf(
    { columns: 120, rows: 40 },
    { wanted: { kind: 'Pod', name: 'anatomy-0' }, logMemory: memory },
  );
  dashboard.press('l');
  const { feed } = logsOf(dashboard.state)!;
  const buffer = new LogBuffer(memory);
  const [source] = feed.with.sources;
  buffer.add(Array.from({ length: LINES }, (_, time) => ({ source: source!, time, text: textOf(time) })));
  dashboard.tell(feed, { type: 'live' }, { type: 'data', data: buffer.kept });
  return dashboard;
}

it('lets filters of the logs look on until they have seen all, and then does nothing', async () => {
  const dashboard = withLines((number) => `line ${number}`);
  dashboard.press('&', ...'99', 'enter');
  expect(dashboard.text()).toMatch(/filtering: [\d,]+ lines to go/);
  dashboard.press('ctrl-s');
  expect(dashboard.text()).toContain('the filter still looks at lines');

  const state$ = new BehaviorSubject(dashboard.state);
  const environment = { world: {} as World, actions$: NEVER, connection$: NEVER, state$ };
  while (isFiltering(dashboard.state)) {
    const pending = logRows(dashboard.state).pending;
    dashboard.dispatch(await firstValueFrom(logFiltering(environment)));
    expect(logRows(dashboard.state).pending).toBeLessThan(pending);
    state$.next(dashboard.state);
  }
  expect(logRows(dashboard.state).count).toBe(
    Array.from({ length: LINES }, (_, time) => `${time}`).filter((text) => text.includes('99')).length,
  );
  expect(dashboard.text()).not.toContain('filtering');
});

it('goes to the line that one stood at once filters have looked that far', async () => {
  const dashboard = withLines((number) => `line ${number}.`);
  dashboard.press('/', ...'line 190000.', 'enter', '&', ...'9.', 'enter');
  expect(dashboard.text()).toMatch(/filtering: [\d,]+ lines to go/);
  expect(dashboard.text()).not.toContain('line 190009.');

  const state$ = new BehaviorSubject(dashboard.state);
  const environment = { world: {} as World, actions$: NEVER, connection$: NEVER, state$ };
  const asks = (): boolean => isFiltering(dashboard.state) || isSeeking(dashboard.state);
  while (asks()) {
    dashboard.dispatch(await firstValueFrom(logFiltering(environment)));
    state$.next(dashboard.state);
  }
  expect(/line \d+9\./.exec(dashboard.text())?.[0]).toBe('line 190009.');
  expect(dashboard.text()).toContain('stands still');
});
