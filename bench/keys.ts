/**
 * How much processor time a key takes on huge objects, from the key to the frame, in every pane and at four sizes:
 * `npm run bench:keys`. Says for each the median and the slowest key, in ms; each key is the median of its rounds.
 * `-- 5 Pods filter`: so many rounds, only of objects and panes whose names have these.
 */
import { actionsFor } from '../src/screen/input.ts';
import { answer, begin, dashboardOf, HUGE, WALKS } from '../test/support/dashboards/huge-dashboards.ts';
import type { TestDashboard } from '../test/support/dashboards/dashboard.ts';

const [rounds = '5', ofWhat = '', ofPane = ''] = process.argv.slice(2);
const ROUNDS = Number(rounds);
const SIZES = [
  [80, 24],
  [120, 40],
  [156, 42],
  [200, 50],
] as const;
const TIMES = 1000;

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

/** Of this thread where Node can say (24): else what collects garbage beside it counts, too. */
const used =
  (process as { threadCpuUsage?: typeof process.cpuUsage }).threadCpuUsage?.bind(process) ??
  process.cpuUsage.bind(process);

/** No key: a second passes. */
const TICK = 'a second';

function timeOf(dashboard: TestDashboard, name: string): number {
  const start = used();
  const { state, program, composer } = dashboard;
  const tick = { type: 'tick', now: state.look.now + 1000 } as const;
  dashboard.dispatch(
    ...(name === TICK ? [tick] : actionsFor({ type: 'key', name }, state, program, composer)),
  );
  dashboard.frame();
  const { user, system } = used(start);
  return (user + system) / 1000;
}

const cell = (text: string): string => text.padStart(20);
for (const [what, make] of Object.entries(HUGE)) {
  if (!what.includes(ofWhat)) continue;
  const objects = make(TIMES);
  const [object] = objects.slice(-1);
  if (!object) continue;
  console.log(`\n${what.padEnd(30)}${SIZES.map((size) => cell(size.join('×'))).join('')}`);
  const dashboards = SIZES.map(([columns, rows]) => dashboardOf(objects, { columns, rows }));
  for (const [pane, [before = [], keys = []]] of Object.entries(WALKS)) {
    if (!pane.includes(ofPane)) continue;
    const cells = dashboards.map((dashboard) => {
      const { state } = dashboard;
      const rounds = Array.from({ length: ROUNDS }, () => {
        dashboard.state = state;
        begin(dashboard, before, object, TIMES);
        return [...keys, TICK].map((key) => {
          const ms = timeOf(dashboard, key);
          answer(dashboard, object, TIMES);
          dashboard.frame();
          return ms;
        });
      });
      dashboard.state = state;
      const each = [...keys, TICK].map((key, index) => ({
        key,
        ms: median(rounds.map((times) => times[index] ?? 0)),
      }));
      const slowest = each.reduce((a, b) => (a.ms > b.ms ? a : b));
      return cell(`${median(each.map(({ ms }) => ms)).toFixed(1)} ${slowest.ms.toFixed(1)} (${slowest.key})`);
    });
    console.log(`  ${pane.padEnd(28)}${cells.join('')}`);
  }
}
