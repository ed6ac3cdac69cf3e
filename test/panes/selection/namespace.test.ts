import { describe, expect, it } from 'vitest';
import type { Feed } from '../../../src/model/feed.ts';
import { WORKLOAD_KINDS } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { namespaceFeeds } from '../../../src/store/selectors/namespace.ts';
import { pods } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

const namespace = (name: string): KubeObject => ({ metadata: { name, uid: name, resourceVersion: '1' } });
const forbidden = { code: 403, reason: 'Forbidden', message: 'namespaces is forbidden' };

function inNamespace(name: string): TestDashboard {
  const dashboard = new TestDashboard({ namespace: name });
  for (const kind of ['pods', ...WORKLOAD_KINDS] as const) dashboard.list(kind, []);
  return dashboard;
}

/** What is asked of whether the namespace exists, told. */
const feedOf = (name: string) => ({ type: 'namespace', namespace: name }) as Feed;

describe('a namespace that does not exist', () => {
  it('is said to be none in every pane that would be empty, until it exists', () => {
    const dashboard = inNamespace('nosuch');
    expect(namespaceFeeds(dashboard.state)).toEqual([feedOf('nosuch')]);
    dashboard.tell(feedOf('nosuch'), { type: 'data', data: false });
    expect(dashboard.text().match(/✖ namespace nosuch does not exist/g)).toHaveLength(2);
    dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 3_600_000 });
    expect(dashboard.text()).toContain('✖ namespace nosuch does not exist');
    dashboard.tell(feedOf('nosuch'), { type: 'data', data: true });
    expect(dashboard.text()).not.toContain('does not exist');
    expect(dashboard.text()).toContain('no Pods in namespace nosuch');
  });

  it('is not claimed where one may not ask', () => {
    const dashboard = inNamespace('nosuch');
    dashboard.tell(feedOf('nosuch'), { type: 'failed', failure: forbidden });
    expect(dashboard.text()).not.toContain('does not exist');
    expect(dashboard.text()).toContain('no Pods in namespace nosuch');
  });

  it('is asked about only where nothing of it is seen', () => {
    const dashboard = new TestDashboard({ namespace: 'default' });
    expect(namespaceFeeds(dashboard.state)).toEqual([]);
    dashboard.list('pods', pods);
    expect(namespaceFeeds(dashboard.state)).toEqual([]);
    dashboard.dispatch({ type: 'namespace', namespace: undefined });
    expect(namespaceFeeds(dashboard.state)).toEqual([]);
  });
});

describe('going to a namespace', () => {
  const typed = (dashboard: TestDashboard, keys: string): string | undefined => {
    dashboard.press(...keys.split(''), 'enter');
    return dashboard.state.look.place.namespace;
  };

  it('that is not in the list of all, or cannot be one, says so and stays', () => {
    const dashboard = inNamespace('default');
    dashboard.list('namespaces', ['default', 'shop'].map(namespace));
    expect(typed(dashboard, ':ns nosuch')).toBe('default');
    expect(dashboard.text()).toContain('namespace nosuch does not exist; n lists those that do');
    expect(typed(dashboard, 'nxyz')).toBe('default');
    expect(dashboard.text()).toContain('namespace xyz does not exist');
    expect(typed(dashboard, ':ns No_Such')).toBe('default');
    expect(dashboard.text()).toContain('No_Such cannot be a namespace');
    expect(typed(dashboard, `:ns ${'a'.repeat(64)}`)).toBe('default');
    expect(dashboard.text()).toContain('at most 63 characters, not 64');
  });

  it('offers the context’s own where they may not be listed, and what is typed as it is', () => {
    const dashboard = new TestDashboard({
      namespace: 'team-b',
      contexts: [{ name: 'admin@test', namespace: 'team-a' }],
    });
    dashboard.deliver('namespaces', { type: 'failed', failure: forbidden });
    dashboard.press('n');
    for (const name of ['(all namespaces)', 'team-a', 'team-b']) expect(dashboard.text()).toContain(name);
    dashboard.press('escape');
    expect(typed(dashboard, 'nteam')).toBe('team');
    expect(typed(dashboard, 'nteam-a')).toBe('team-a');
  });

  it('takes the one of the list that matches where the list is all there is', () => {
    const dashboard = inNamespace('default');
    dashboard.list('namespaces', ['default', 'team-a'].map(namespace));
    expect(typed(dashboard, 'nteam')).toBe('team-a');
  });
});
