import { expect, it } from 'vitest';
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
