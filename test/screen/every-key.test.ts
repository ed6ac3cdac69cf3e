import { describe, expect, it } from 'vitest';
import { WORKLOAD_KINDS } from '../../src/model/kinds/kinds.ts';
import { workloads, podNamed, takenAt } from '../fixtures/index.ts';
import { screenOf, TestDashboard } from '../support/dashboards/dashboard.ts';
import { silentKeys } from '../support/dashboards/silent-keys.ts';

const deployment = workloads.find(({ kind }) => kind === 'Deployment');
if (!deployment) throw new Error('the fixtures have no Deployment');

/** What the cursor is on, and the keys that bring it there. */
const SELECTIONS: readonly (readonly [what: string, make: (size: Size) => TestDashboard])[] = [
  [
    'a Pod',
    (size) => {
      const dashboard = screenOf(size);
      dashboard.dispatch({ type: 'select', selection: { pod: podNamed('anatomy-0').metadata.uid } });
      return dashboard;
    },
  ],
  [
    'an owner',
    (size) => {
      const dashboard = screenOf(size);
      dashboard.dispatch({ type: 'select', selection: { row: deployment.metadata.uid, pod: null } });
      return dashboard;
    },
  ],
  [
    'a namespace',
    (size) => {
      const dashboard = screenOf(size, { namespace: undefined });
      dashboard.press('1', 'g', 'G', 'k');
      return dashboard;
    },
  ],
  ['nothing', (size) => screenIn(size)],
];

/** Everything is there, and it is nothing. */
function screenIn(size: Size): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, size });
  for (const kind of ['pods', ...WORKLOAD_KINDS] as const) dashboard.list(kind, []);
  return dashboard;
}

type Size = { readonly columns: number; readonly rows: number };
const PANES = { Ownership: ['1'], Pods: ['2'], Containers: ['3'], Volumes: ['4'], YAML: ['y'] };

describe.each(SELECTIONS)('with %s selected', (_, make) => {
  it.each(Object.entries(PANES))('every key in %s changes the screen or says why not', (_pane, way) => {
    const dashboard = make({ columns: 80, rows: 24 });
    dashboard.press(...way);
    expect(silentKeys(dashboard)).toEqual([]);
  });
});

it('says of a key that means nothing that it does not, until the next key', () => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.press('B');
  expect(dashboard.text()).toContain('shift-b does nothing here · ? keys');
  dashboard.dispatch({ type: 'tick', now: takenAt + 3_600_000 });
  expect(dashboard.text()).toContain('shift-b does nothing here · ? keys');
  dashboard.press('j');
  expect(dashboard.text()).not.toContain('does nothing');
});

it.each([
  ['u', 'undo', 'kubectl rollout undo'],
  ['-', 'history', 'esc widens'],
  ['alt-left', 'history', 'esc widens'],
  ['alt-right', 'history', 'esc widens'],
  ['d', 'describe', 'y is its YAML · v why · shift-e its events'],
  ['e', 'edit', 'kubectl edit'],
  ['ctrl-d', 'delete', 'kubectl delete'],
  ['r', 'restart', 'kubectl rollout restart'],
])('says of %s, which k9s or vim have, that it is not there yet and what does it', (key, word, instead) => {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  dashboard.press(key);
  const told = dashboard.text().trimEnd().split('\n').at(-1) ?? '';
  expect(told).toContain('yet');
  expect(told).toContain(instead);
  expect(told).not.toContain('…');
  dashboard.press('escape', ':', ...word, 'enter');
  expect(dashboard.text()).toContain(told.trim());
  dashboard.press('?');
  expect(dashboard.text()).not.toContain(told.trim());
});
