import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const namespace = (name: string): KubeObject => ({ metadata: { name, uid: name, resourceVersion: '1' } });

/** The namespaces' picker, with the cursor on `shop`. */
function onShop(): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  dashboard.list('namespaces', ['default', 'shop', 'tools'].map(namespace));
  dashboard.press('n', 'j');
  expect(dashboard.text()).toContain('┃▌shop');
  return dashboard;
}

it('a picker’s cursor stays on its choice when others come and go', () => {
  const dashboard = onShop();
  dashboard.deliver('namespaces', { type: 'upsert', object: namespace('aaa') });
  dashboard.deliver('namespaces', { type: 'delete', object: namespace('default') });
  dashboard.deliver('namespaces', { type: 'upsert', object: namespace('bbb') });
  expect(dashboard.text()).toContain('┃▌shop');
  dashboard.press('enter');
  expect(dashboard.state.look.place.namespace).toBe('shop');
});

it('a choice that goes under the cursor is chosen no more, and nothing else is in its place', () => {
  const dashboard = onShop();
  dashboard.deliver('namespaces', { type: 'delete', object: namespace('shop') });
  expect(dashboard.text()).not.toMatch(/┃▌[(\w]/);
  dashboard.press('enter');
  expect(dashboard.state.look.place.namespace).toBe('default');
  expect(dashboard.state.look.overlays).toEqual(['namespaces']);
  dashboard.press('j', 'enter');
  expect(dashboard.state.look.place.namespace).toBeUndefined();
});

it('says that nothing is left to choose from, and erases by ctrl-u what was typed', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  const choices = ['shop', 'tools'].map((label) => ({
    label,
    actions: [{ type: 'namespace', namespace: label }],
  }));
  dashboard.dispatch({ type: 'open', overlay: 'picker', with: { title: 'Where', choices, empty: 'none' } });
  dashboard.press(...'/tmp/x', 'enter');
  expect(dashboard.state.look.overlays).toEqual(['picker']);
  expect(dashboard.text()).toContain('nothing here has /tmp/x · ctrl-u erases it');
  dashboard.press('ctrl-u', ...'too', 'enter');
  expect(dashboard.state.look.place.namespace).toBe('tools');
});

it('begins on the namespace that is looked at', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 }, { namespace: 'shop' });
  dashboard.list('namespaces', ['default', 'shop', 'tools'].map(namespace));
  dashboard.press('n');
  expect(dashboard.text()).toContain('┃▌shop');
  dashboard.press('escape', '0', 'n');
  expect(dashboard.text()).toContain('┃▌(all namespaces)');
});

it('takes the key of a choice, which is shown, until something is typed', () => {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  const choice = (key: string, label: string) =>
    ({ key, label, actions: [{ type: 'namespace', namespace: label }] }) as const;
  const open = () =>
    dashboard.dispatch({
      type: 'open',
      overlay: 'picker',
      with: { title: 'Where', choices: [choice('a', 'shop'), choice('b', 'tools')], empty: '' },
    });
  open();
  expect(dashboard.text()).toMatch(/┃▌a shop[^]*┃ b tools/);
  dashboard.press('b');
  expect(dashboard.state.look.place.namespace).toBe('tools');
  open();
  dashboard.press('s', 'b');
  expect(dashboard.state.look.place.namespace).toBe('tools');
  dashboard.press('backspace', 'backspace', 'a');
  expect(dashboard.state.look.place.namespace).toBe('shop');
});

describe('the mouse', () => {
  /** A click on what is written there; the second of two where it is `double`. */
  const click = (dashboard: TestDashboard, text: string, double = false): void => {
    const rows = dashboard.text().split('\n');
    const y = rows.findIndex((row) => row.includes(text));
    dashboard.input({ type: 'press', x: (rows[y] ?? '').indexOf(text), y, double });
  };

  it('puts the cursor on what is clicked, and a second click chooses it', () => {
    const dashboard = onShop();
    click(dashboard, 'tools');
    expect(dashboard.text()).toContain('┃▌tools');
    click(dashboard, 'tools', true);
    expect(dashboard.state.look.place.namespace).toBe('tools');
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('chooses what was clicked where the list came to stand elsewhere by that', () => {
    const dashboard = screenOf({ columns: 80, rows: 24 });
    const names = Array.from({ length: 60 }, (_, index) => `ns-${index + 10}`);
    dashboard.list('namespaces', names.map(namespace));
    dashboard.press('n');
    const rows = dashboard.text().split('\n');
    const y = rows.findIndex((row) => row.includes('ns-25'));
    const x = (rows[y] ?? '').indexOf('ns-25');
    dashboard.input({ type: 'press', x, y, double: false });
    dashboard.input({ type: 'press', x, y, double: true });
    expect(dashboard.state.look.place.namespace).toBe('ns-25');
  });

  it('chooses nothing by a second click whose first one opened the picker', () => {
    const dashboard = screenOf({ columns: 120, rows: 40 });
    dashboard.list('namespaces', ['default', 'shop', 'tools'].map(namespace));
    dashboard.press('n');
    click(dashboard, 'tools', true);
    expect(dashboard.state.look.overlays).toEqual(['namespaces']);
    expect(dashboard.text()).toContain('┃▌tools');
  });

  it('does nothing on the border, the foot, and beside it', () => {
    const dashboard = onShop();
    for (const text of ['esc closes', '┏', 'podscope']) click(dashboard, text);
    expect(dashboard.text()).toContain('┃▌shop');
  });
});
