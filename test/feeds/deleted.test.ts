/** Of a Pod that is deleted while one looks into it nothing is asked anew: what was read of it is all there is. */
import { describe, expect, it, vi } from 'vitest';
import { keepFed } from '../../src/feeds/keep-fed.ts';
import { object } from '../../src/feeds/object.ts';
import type { State } from '../../src/store/state.ts';
import { podNamed } from '../fixtures/index.ts';
import { screenOf } from '../support/dashboards/dashboard.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';
import { fed, scheduledTime } from '../support/dashboards/fed.ts';
import { lookingAt } from '../support/dashboards/looking-at.ts';

const POD = podNamed('anatomy-0');

const looking = (...keys: readonly string[]) => {
  const { told, ...rest } = lookingAt(POD, ...keys);
  return { ...rest, remove: (): void => told('delete', POD) };
};

it.each([
  ['its logs', 'l'],
  ['its YAML', 'y'],
])('%s stay as they were read when all is listed anew', (_, key) => {
  const { dispatch, pass, asked, brought, remove } = looking(key);
  expect(asked).toHaveLength(1);
  remove();
  dispatch({ type: 'refresh' });
  pass(1000);
  expect(asked).toHaveLength(1);
  expect(brought()).toEqual([1]);
});

it.each([
  ['its logs', 'l', 3],
  ['its YAML', 'y', 4],
] as const)('%s stay while another tab is on show, and go with it', (_, key, slot) => {
  const { dispatch, pass, asked, brought, remove } = looking(key);
  remove();
  dispatch({ type: 'tab', slot, pane: slot === 3 ? 'containers' : 'volumes' });
  dispatch({ type: 'refresh' });
  pass(60_000);
  expect(brought()).toEqual([1]);
  dispatch({ type: 'tab', slot, pane: slot === 3 ? 'logs' : 'yaml' });
  pass(1000);
  expect([asked.length, brought()]).toEqual([1, [1]]);
  dispatch({ type: 'focus', slot: 2 });
  dispatch({ type: 'tab', slot, pane: slot === 3 ? 'containers' : 'volumes' });
  pass(60_000);
  expect(brought()).not.toContain(1);
});

it('its YAML is not asked for by its name, which another Pod may have by now', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press('4');
  dashboard.deliver('pods', { type: 'delete', object: POD });
  dashboard.press('y');
  const connection = new FakeConnection();
  const needs = (state: State) => dashboard.program.needs(state).filter(({ type }) => type === 'object');
  const { scheduler, pass } = scheduledTime();
  const { state$ } = fed(keepFed([object], scheduler), dashboard.state, connection.port, needs);
  pass(1000);
  dashboard.state = state$.value;
  expect(connection.got).toEqual([]);
  expect(dashboard.text()).toContain('○ Pod anatomy-0 is deleted, and its YAML was not read before');
  expect(dashboard.text()).toContain('anatomy-0 · deleted');
});

it.each([
  ['YAML', 'y'],
  ['Explain', ':', ...'explain', 'enter'],
])('%s stays, though the last asking came too late', (_, ...keys) => {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press(...keys);
  dashboard.bring({ data: POD });
  dashboard.deliver('pods', { type: 'delete', object: POD });
  const shown = dashboard.text();
  const failure = { code: 404, reason: 'NotFound', message: 'pods "anatomy-0" not found' };
  dashboard.bring({ failure });
  expect(dashboard.text()).toBe(shown);
  expect(shown).toContain('anatomy-0 · deleted');
});

it('its YAML stays where the server says that it is gone before its list does', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press('y');
  dashboard.bring({ data: POD });
  dashboard.bring({ failure: { code: 404, reason: 'NotFound', message: 'pods "anatomy-0" not found' } });
  expect(dashboard.text()).toContain('anatomy-0 · deleted');
  expect(dashboard.text()).toContain('apiVersion: v1');
  expect(dashboard.text()).not.toContain('not found');
});

it.each([
  ['was not read yet', 404, '○ Pod anatomy-0 is deleted, and its YAML was not read before'],
  ['might not be read', 403, '✖ it was told'],
])('a YAML that %s says so', (_, code, said) => {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
  dashboard.press('y');
  dashboard.deliver('pods', { type: 'delete', object: POD });
  dashboard.bring({ failure: { code, reason: 'Told', message: 'it was told' } });
  expect(dashboard.text()).toContain(said);
});

describe('a Pod whose name another one has by now, before its list tells', () => {
  const successor = structuredClone(POD);
  Object.assign(successor.metadata, { uid: 'another', annotations: { of: 'the-successor' } });

  /** What is shown of it once its name was asked for. */
  async function shownOf(keys: readonly string[], before: boolean): Promise<string> {
    const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    dashboard.press(...keys);
    if (before) dashboard.bring({ data: POD });
    const connection = new FakeConnection();
    connection.answerGet = () => Promise.resolve(successor);
    const needs = (state: State) => dashboard.program.needs(state).filter(({ type }) => type === 'object');
    const { scheduler, pass } = scheduledTime();
    const { state$ } = fed(keepFed([object], scheduler), dashboard.state, connection.port, needs);
    pass(1000);
    await vi.waitFor(() => expect(connection.got).toHaveLength(1));
    await Promise.resolve();
    pass(1000);
    dashboard.state = state$.value;
    return dashboard.text();
  }

  it.each([
    ['YAML', ['y']],
    ['Explain', [':', ...'explain', 'enter']],
  ])('%s says that it was replaced, and shows nothing of the other', async (_, keys) => {
    const shown = await shownOf(keys, false);
    expect(shown).toContain('○ Pod anatomy-0 was replaced: the server has another one of that name now');
    expect(shown).not.toContain('the-successor');
  });

  it('its YAML that was read before stays, told to be of one that is deleted', async () => {
    const shown = await shownOf(['y'], true);
    expect(shown).toContain('Pod anatomy-0 · deleted');
    expect(shown).toContain('apiVersion: v1');
    expect(shown).not.toContain('the-successor');
  });
});
