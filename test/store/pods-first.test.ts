import { describe, expect, it } from 'vitest';
import { isList } from '../../src/model/feed.ts';
import { pods } from '../fixtures/index.ts';
import { TestDashboard } from '../support/dashboards/dashboard.ts';

const listed = ({ program, state }: TestDashboard): Set<string> =>
  new Set(program.needs(state).flatMap((feed) => (isList(feed) ? [feed.kind] : [])));

const ALONE = new Set(['pods']);

describe('the first Pods', () => {
  it('are waited for before anything else is listed', () => {
    const dashboard = new TestDashboard();
    expect(listed(dashboard)).toEqual(ALONE);
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'live' });
    expect(listed(dashboard)).toEqual(ALONE);
    dashboard.deliver('pods', { type: 'upsert', object: pods[0]! });
    expect(listed(dashboard)).toContain('deployments');
  });

  it('do not hold back what an overlay asks for', () => {
    const dashboard = new TestDashboard();
    dashboard.press('n');
    expect(listed(dashboard)).toEqual(new Set(['pods', 'namespaces']));
  });

  it('may be none', () => {
    const dashboard = new TestDashboard();
    dashboard.list('pods', []);
    expect(listed(dashboard)).toContain('deployments');
  });

  it('are not waited for where they may not be listed', () => {
    const dashboard = new TestDashboard();
    const failure = { code: 403, reason: 'Forbidden', message: 'no' };
    dashboard.deliver('pods', { type: 'failed', failure });
    expect(listed(dashboard)).toContain('deployments');
  });

  it('that are listed anew are there already', () => {
    const dashboard = new TestDashboard();
    dashboard.list('pods', [pods[0]!]);
    dashboard.dispatch({ type: 'refresh' });
    dashboard.open('pods');
    expect(listed(dashboard)).toContain('deployments');
  });

  it('of another namespace are waited for again', () => {
    const dashboard = new TestDashboard();
    dashboard.list('pods', [pods[0]!]);
    dashboard.dispatch({ type: 'namespace', namespace: 'elsewhere' });
    expect(listed(dashboard)).toEqual(ALONE);
  });

  it('are what a key of before they came is about', () => {
    const dashboard = new TestDashboard();
    dashboard.press('l');
    expect(dashboard.text()).not.toContain('no Pod is selected');
    dashboard.list('pods', pods);
    expect(dashboard.text()).toMatch(/3 (?:‹ )?.*Logs/);
    expect(dashboard.state.look.tabs[3]).toBe('logs');
  });

  it('end what was said of a key that could do nothing without them', () => {
    const dashboard = new TestDashboard();
    dashboard.press('enter');
    expect(dashboard.text()).toContain('no Pod is selected');
    dashboard.list('pods', pods);
    expect(dashboard.text()).not.toContain('no Pod is selected');
  });
});
