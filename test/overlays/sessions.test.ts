import { describe, expect, it } from 'vitest';
import type { SessionStatus } from '../../src/model/session.ts';
import type { SessionKind } from '../../src/model/sessions/session-kind.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

const web = { namespace: 'shop', pod: 'web-7c9f-x2x1z', container: 'app' };
const debug = {
  name: 'debugger-x7k2p',
  image: 'busybox',
  profile: 'general',
  target: 'app',
  copies: false,
} as const;
const refused =
  'may not get pods/exec web-7c9f-x2x1z in namespace shop: user jane (a session needs both get and create on pods/exec)';

const SESSIONS: readonly (readonly [Partial<SessionKind> & { container?: string }, SessionStatus])[] = [
  [{}, { type: 'exited', code: 0 }],
  [{ command: ['ls', '-l', '/nowhere'] }, { type: 'exited', code: 2 }],
  [{}, { type: 'failed', failure: { reason: 'Unable', message: refused } }],
  [{}, { type: 'lost', failure: { reason: 'ConnectionLost', message: 'nothing was heard for 15 s' } }],
  [{ attach: true }, { type: 'left' }],
  [{ debug, container: debug.name }, { type: 'open' }],
  [{}, { type: 'opening' }],
];

function had(size: { columns: number; rows: number }, sessions = SESSIONS): TestDashboard {
  const contexts = ['admin@test', 'other'].map((name) => ({ name, namespace: 'default' }));
  const dashboard = screenOf(size, { contexts });
  sessions.forEach(([{ container = 'app', ...kind }, status], index) => {
    dashboard.dispatch({ type: 'shell', target: { ...web, container }, ...kind });
    dashboard.dispatch({ type: 'session', id: index + 1, status });
    dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 45_000 });
  });
  dashboard.press(':', ...'sessions', 'enter');
  return dashboard;
}

describe('the sessions', () => {
  it.each([
    [80, 24],
    [120, 40],
  ])('tell what runs in containers and how what ran ended, at %ix%i', async (columns, rows) => {
    await expect(had({ columns, rows }).text()).toMatchFileSnapshot(
      `../golden/sessions-${columns}x${rows}.txt`,
    );
  });

  it('say that there are none, and how to have one', () => {
    expect(had({ columns: 80, rows: 24 }, []).text()).toContain('there was none yet: s opens a shell');
  });

  it('begin with the newest, and go back to the first', () => {
    const many = Array.from({ length: 30 }, (_, code) => [{}, { type: 'exited', code: code + 40 }] as const);
    const dashboard = had({ columns: 80, rows: 24 }, many);
    expect(dashboard.text()).toContain('exit 69');
    expect(dashboard.text()).not.toContain('exit 50');
    dashboard.press('g');
    // Those that ended before the last twenty are not kept.
    expect(dashboard.text()).toMatch(/exit 50[^]*exit 51/);
    expect(dashboard.text()).not.toContain('exit 49');
    dashboard.press('q');
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('are of the cluster that they were opened in, which is named where it is another', () => {
    const dashboard = had({ columns: 120, rows: 40 }, [[{}, { type: 'open' }]]);
    const { context } = dashboard.state.cluster;
    expect(dashboard.text()).not.toContain(`of context ${context}`);
    dashboard.press('q');
    dashboard.dispatch({ type: 'context', name: 'other' });
    dashboard.dispatch({ type: 'open', overlay: 'sessions' });
    expect(dashboard.text()).toContain(`shell in app of shop/web-7c9f-x2x1z of context ${context}`);
  });
});
