import { describe, expect, it } from 'vitest';
import { overlays } from '../../../src/overlays/index.ts';
import { panes } from '../../../src/panes/index.ts';
import type { Slot } from '../../../src/store/look.ts';
import { begin, dashboardOf, HUGE, WALKS } from '../../support/dashboards/huge-dashboards.ts';
import { textLookedAt } from '../../support/dashboards/text-work.ts';

/** So many times as much as of a usual object: a screen of long names has more on it than one of short ones. */
const MORE = 12;
/** Nothing is so little that the screen around it is not drawn: UTF-16 units. */
const A_SCREEN = 60_000;
/** What grows with what is not on show is far above what is allowed. */
const TIMES = 200;

/** What is on show for the first time is read once; what is searched or filtered, once a letter. */
const TYPED = ['filter', 'shell picker', 'namespaces'];

/** The most text that one of the keys has looked at, by what is on show. */
function work(objects: ReturnType<(typeof HUGE)[string]>, times: number): ReadonlyMap<string, number> {
  const object = objects.at(-1)!;
  const found = new Map<string, number>();
  const dashboard = dashboardOf(objects, { columns: 156, rows: 42 });
  const { state } = dashboard;
  for (const [pane, [before = [], keys = []]] of Object.entries(WALKS)) {
    if (TYPED.some((name) => pane.startsWith(name))) continue;
    dashboard.state = state;
    begin(dashboard, before, object, times);
    const untilSearched = keys.includes('/') ? keys.slice(0, keys.indexOf('/')) : keys;
    found.set(pane, Math.max(...untilSearched.map((key) => textLookedAt(() => dashboard.press(key)))));
  }
  return found;
}

describe('a key', () => {
  it.each(Object.entries(HUGE).filter(([name]) => !name.startsWith('chain')))(
    'takes about as much work with a fifth of %s as with little',
    (_, make) => {
      const usual = work(make(1), 1);
      for (const [pane, units] of work(make(TIMES), TIMES)) {
        expect(units, `${pane}: ${units}, usually ${usual.get(pane)}`).toBeLessThan(
          Math.max(A_SCREEN, MORE * (usual.get(pane) ?? 0)),
        );
      }
    },
  );
});

/** They ask or tell one short thing. */
const SHORT = ['confirm', 'notice', 'copy-source', 'copy-target'];

it('is pressed in every pane and every overlay', () => {
  const times = 5;
  const objects = HUGE['1,000 containers and volumes']!(times);
  const seen = new Set<string>(SHORT);
  for (const [before = [], keys = []] of Object.values(WALKS)) {
    const dashboard = dashboardOf(objects, { columns: 156, rows: 42 });
    const look = (): void => {
      const { state, program } = dashboard;
      for (const slot of [1, 2, 3, 4] satisfies Slot[]) seen.add(program.active(state, slot)?.id ?? '');
      for (const id of state.look.overlays) seen.add(id);
    };
    begin(dashboard, before, objects.at(-1)!, times);
    look();
    for (const key of keys) {
      dashboard.press(key);
      look();
    }
  }
  expect([...panes, ...overlays].map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
});
