import { describe, expect, it } from 'vitest';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podList } from '../../../src/store/selectors/pods/pod-list.ts';
import { podNamed } from '../../fixtures/index.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

/** With the focus on Pods and the cursor on the first of them, whose name comes first. */
function pods(): { readonly dashboard: TestDashboard; readonly names: readonly string[] } {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.press('2', 'g');
  const { at } = podList(dashboard.state);
  return { dashboard, names: [0, 1, 2].map((index) => at(index)?.metadata.name ?? '') };
}

/** The rows of the list that have the mark. */
const marked = (dashboard: TestDashboard): readonly string[] =>
  dashboard
    .text()
    .split('\n')
    .flatMap((line) => /┃».(?: |\S) ?(\S+)/.exec(line)?.[1] ?? []);

const loggedPods = (dashboard: TestDashboard): readonly string[] => [
  ...new Set(logsOf(dashboard.state)?.feed.with.sources.map(({ pod }) => pod)),
];

describe('marked Pods', () => {
  it('are marked by space, which goes on to the next, and no more by another one; the title counts them', () => {
    const { dashboard, names } = pods();
    dashboard.press('space', 'space');
    expect(marked(dashboard)).toEqual(names.slice(0, 2));
    expect(dashboard.text()).toContain('2 marked');
    dashboard.press('g', 'space');
    expect(marked(dashboard)).toEqual([]);
    dashboard.press('j');
    expect(marked(dashboard)).toEqual([names[1]]);
    dashboard.press(':', ...'unmark', 'enter');
    expect(dashboard.text()).not.toContain(' marked');
    dashboard.press(':', ...'unmark', 'enter');
    expect(dashboard.text()).toContain('no Pod is marked · space in Pods marks one');
  });

  it('keep their mark under the cursor, beside its own sign', () => {
    const { dashboard, names } = pods();
    const cursor = (): string | undefined => line(dashboard, /┃▌/).split('┃▌')[1]?.slice(1);
    expect(cursor()).toMatch(new RegExp(`^ ${names[0]}`));
    dashboard.press('space', 'g');
    expect(cursor()).toMatch(new RegExp(`^»${names[0]}`));
    dashboard.press('j');
    expect(cursor()).toMatch(new RegExp(`^ ${names[1]}`));
  });

  it('keep it there beside their namespaces too', () => {
    const dashboard = screenOf({ columns: 156, rows: 42 }, { namespace: undefined });
    dashboard.press('2', 'g', 'space', 'g');
    expect(line(dashboard, /┃▌/)).toMatch(/┃▌default +.»\S/);
  });

  it('have their logs together, wherever the cursor is among Pods, and of one where l is pressed again', () => {
    const { dashboard, names } = pods();
    dashboard.press('space', 'j', 'space', 'l');
    expect(loggedPods(dashboard)).toEqual([names[0], names[2]]);
    expect(dashboard.text()).toContain('2 marked Pods');
    const gone = podNamed(names[2] ?? '');
    dashboard.deliver('pods', { type: 'delete', object: gone });
    expect(dashboard.text()).toContain('2 marked Pods, 1 gone ');
    dashboard.deliver('pods', { type: 'upsert', object: gone });
    dashboard.press('l');
    expect(loggedPods(dashboard)).toHaveLength(1);
    dashboard.press('escape', '3', 'l');
    expect(loggedPods(dashboard)).toHaveLength(1);
  });

  it('are meant no more by logs that stay open while another Pod is selected', () => {
    const { dashboard, names } = pods();
    dashboard.press('space', 'space', 'l', 'shift-tab', 'g');
    expect(loggedPods(dashboard)).toEqual([names[0]]);
  });

  it('have their names copied together', () => {
    const { dashboard, names } = pods();
    dashboard.press('space', 'space', 'c');
    expect(dashboard.asked).toContainEqual({ type: 'copy', text: `${names[0]} ${names[1]}` });
  });

  it('that are not in the list are not acted upon, and the title says so, until they are again', () => {
    const { dashboard, names } = pods();
    const [first = '', second = '', third = ''] = names;
    dashboard.press('space', 'space', '/', ...third, 'enter');
    expect(dashboard.text()).toContain('2 marked, none shown');
    dashboard.press('c');
    expect(dashboard.asked).toEqual([{ type: 'copy', text: third }]);
    dashboard.press('l');
    expect(loggedPods(dashboard)).toEqual([third]);
    dashboard.press('escape', '2', 'escape', '/', ...second, 'enter', 'c');
    expect(dashboard.text()).toContain('2 marked, 1 shown');
    expect(dashboard.asked.at(-1)).toEqual({ type: 'copy', text: second });
    dashboard.press('escape', 'c');
    expect(dashboard.text()).toMatch(/ 2 marked (?:·|─|━)/);
    expect(dashboard.asked.at(-1)).toEqual({ type: 'copy', text: `${first} ${second}` });
  });

  it('are marked no more by :unmark also where they are not in the list', () => {
    const { dashboard, names } = pods();
    dashboard.press('space', '/', ...(names[2] ?? ''), 'enter', ':', ...'unmark', 'enter');
    expect(dashboard.text()).not.toContain('marked');
    dashboard.press('escape');
    expect(marked(dashboard)).toEqual([]);
  });
});
