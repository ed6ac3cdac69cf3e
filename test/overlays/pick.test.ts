import { expect, it } from 'vitest';
import type { KubeObject } from '../../src/model/objects.ts';
import { screenOf, type TestDashboard } from '../support/dashboard.ts';

const namespace = (name: string): KubeObject => ({ metadata: { name, uid: name, resourceVersion: '1' } });

/** The namespaces' picker, with the cursor on `shop`. */
function onShop(): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  dashboard.list('namespaces', ['default', 'shop', 'tools'].map(namespace));
  dashboard.press('n', 'j', 'j');
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
