import { expect, it } from 'vitest';
import { DEMO_NOTICE } from '../../src/cli/demo.ts';
import { overlays } from '../../src/overlays/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

/** What those are opened with that are about something. */
const GIVEN: Readonly<Record<string, unknown>> = {
  confirm: { title: 'Sure?', lines: [], choices: [] },
  notice: DEMO_NOTICE,
  filter: { text: '', top: 0, selection: {} },
  picker: { title: 'Pick', choices: [], empty: 'nothing' },
};

it.each(overlays)('ctrl-z and ctrl-c work while $id is open', ({ id }) => {
  const dashboard = new TestDashboard();
  dashboard.dispatch({ type: 'open', overlay: id, with: GIVEN[id] });
  dashboard.press('ctrl-z');
  expect(dashboard.asked).toEqual([{ type: 'suspend' }]);
  expect(dashboard.state.look.overlays).toEqual([id]);
  dashboard.press('ctrl-c');
  expect(dashboard.asked.at(-1)).toEqual({ type: 'quit' });
});
