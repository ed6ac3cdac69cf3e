import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/store/choice.ts';
import type { Start } from '../../src/store/initial-state.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const question: Question = {
  title: 'Delete?',
  lines: ['Pod crashing in default', 'Its Deployment makes another one.'],
  choices: [
    { key: 'd', label: 'Delete', actions: [{ type: 'copy', text: 'deleted' }] },
    { label: 'Delete now', actions: [{ type: 'copy', text: 'deleted now' }] },
  ],
};

function asked(size = { columns: 80, rows: 24 }, start: Partial<Start> = {}): TestDashboard {
  const dashboard = screenOf(size, start);
  dashboard.dispatch({ type: 'open', overlay: 'confirm', with: question });
  return dashboard;
}

describe('a question', () => {
  it('stands over the panes, with Cancel first', async () => {
    await expect(asked().text()).toMatchFileSnapshot('../golden/confirm-80x24.txt');
  });

  it.each(['enter', 'escape', 'q'])('does nothing with %s', (key) => {
    const dashboard = asked();
    dashboard.press(key);
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('does what is chosen, by its key or with the cursor', () => {
    const byKey = asked();
    byKey.press('d');
    expect(byKey.asked).toEqual([{ type: 'copy', text: 'deleted' }]);
    const byCursor = asked();
    byCursor.press('right', 'right', 'enter');
    expect(byCursor.asked).toEqual([{ type: 'copy', text: 'deleted now' }]);
    const around = asked();
    around.press('left', 'left', 'left', 'enter');
    expect(around.asked).toEqual([]);
  });

  it('takes every other key and does nothing with it, save those that work everywhere', () => {
    const dashboard = asked();
    dashboard.press('s', 'y', 'ctrl-d', '2', 'Z');
    dashboard.input({ type: 'paste', text: 'dd' });
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state.look.overlays).toEqual(['confirm']);
    dashboard.press('ctrl-z', 'ctrl-c');
    expect(dashboard.asked).toEqual([{ type: 'suspend' }, { type: 'quit' }]);
  });
});

describe('the stack', () => {
  it('closes one overlay at a time, the last one first', () => {
    const dashboard = screenOf({ columns: 120, rows: 40 });
    dashboard.press('?');
    dashboard.dispatch({ type: 'open', overlay: 'confirm', with: question });
    expect(dashboard.text()).toContain('Help');
    expect(dashboard.text()).toContain('Delete?');
    dashboard.press('escape');
    expect(dashboard.text()).not.toContain('Delete?');
    expect(dashboard.text()).toContain('Help');
    dashboard.press('escape');
    expect(dashboard.state.look).toMatchObject({ overlays: [], own: {} });
  });
});
