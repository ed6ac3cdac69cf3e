import { expect, it } from 'vitest';
import { kindMatches } from '../../../src/model/owners/kind-match.ts';
import { line, screenOf } from '../../support/dashboards/dashboard.ts';

it.each(['constructor', 'toString', '__proto__'])('tells the reason %s as it stands', (reason) => {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  dashboard.deliver('pods', { type: 'stale', failure: { reason, message: 'x' } });
  expect(line(dashboard, /podscope/)).toContain(`: ${reason}`);
  expect(kindMatches(reason, 'Pod', 'v1')).toBe(false);
});
