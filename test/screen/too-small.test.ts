import { describe, expect, it } from 'vitest';
import { globalCommands } from '../../src/commands/index.ts';
import { overlays } from '../../src/overlays/index.ts';
import { panes } from '../../src/panes/index.ts';
import { typedBy } from '../../src/screen/input.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const LEAVING = ['q', 'ctrl-c'];
/** What neither changes anything nor needs to be seen. */
const HARMLESS = ['ctrl-z', 'ctrl-l'];

const every = [...globalCommands, ...[...panes, ...overlays].flatMap(({ commands }) => commands)];
const others = [...new Set([...every.flatMap(({ keys }) => keys), 'enter', 'a', 'Z', '~'])].filter(
  (key) => ![...LEAVING, ...HARMLESS].includes(key),
);

/** A dashboard that is made too small while this is open. */
function shrunk(...keys: readonly string[]): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  dashboard.press(...keys);
  dashboard.dispatch({ type: 'resize', columns: 59, rows: 16 });
  return dashboard;
}

const words = (dashboard: TestDashboard): string => dashboard.text().replace(/\s+/g, ' ');

describe('a terminal that is too small to see what keys do', () => {
  it.each([
    ['nothing', []],
    ['the question whether to delete', ['ctrl-d']],
    ['a palette', [':', 'd', 'e']],
    ['a filter', ['/']],
    ['help', ['?']],
  ])('has no key act that does not leave, with %s open', (_, keys) => {
    const dashboard = shrunk(...keys);
    const { state } = dashboard;
    for (const key of others) dashboard.press(key);
    dashboard.input({ type: 'paste', text: 'x' });
    dashboard.input({ type: 'press', x: 3, y: 3, double: true });
    dashboard.input({ type: 'wheel-down', x: 3, y: 3, double: false });
    expect(dashboard.asked).toEqual([]);
    expect(dashboard.state).toBe(state);
  });

  it.each(LEAVING)('is left by %s, whatever is open', (key) => {
    for (const keys of [[], ['ctrl-d'], [':', 'd'], ['3']]) {
      const dashboard = shrunk(...keys);
      expect(words(dashboard)).toContain('needs 60×16, this is 59×16 q quits');
      expect(typedBy(key, false, dashboard.state, dashboard.program, dashboard.composer)).toBeUndefined();
      dashboard.press(key);
      expect(dashboard.asked, keys.join(' ')).toEqual([{ type: 'quit' }]);
    }
  });

  it('is suspended and drawn anew by their keys', () => {
    const dashboard = shrunk('ctrl-d');
    dashboard.press(...HARMLESS);
    expect(dashboard.asked).toEqual([{ type: 'suspend' }, { type: 'redraw' }]);
  });

  it('says that something runs, which q, that would ask unseen, does not end', () => {
    const dashboard = shrunk();
    const request = {
      namespace: 'default',
      target: { kind: 'Pod', name: 'web' },
      ports: [{ remote: '80' }],
    } as never;
    dashboard.dispatch({ type: 'forward', request });
    dashboard.asked.length = 0;
    expect(words(dashboard)).toContain('ctrl-c quits, and ends what runs (1)');
    dashboard.press('q');
    expect(dashboard.asked).toEqual([]);
    dashboard.press('ctrl-c');
    expect(dashboard.asked).toEqual([{ type: 'quit' }]);
  });

  it('keeps what was told until it can be read', () => {
    const dashboard = screenOf({ columns: 120, rows: 40 });
    dashboard.dispatch({
      type: 'message',
      message: { tone: 'failing', text: 'it was refused', until: Infinity },
    });
    dashboard.dispatch({ type: 'resize', columns: 120, rows: 15 });
    dashboard.press('j');
    dashboard.dispatch({ type: 'resize', columns: 120, rows: 40 });
    expect(dashboard.text()).toContain('it was refused');
  });
});
