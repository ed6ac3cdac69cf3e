import { BehaviorSubject, firstValueFrom, NEVER, of } from 'rxjs';
import { expect, it } from 'vitest';
import { save } from '../../src/effects/save.ts';
import type { World } from '../../src/ports/world.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';

/** A dashboard in which so many lines were saved to a file of this name. */
async function saved(name: string, what: string): Promise<TestDashboard> {
  const dashboard = screenOf({ columns: 80, rows: 24 });
  const world = { save: (each: string) => Promise.resolve(`/home/eve/clusters/shop/${each}`) };
  const told = save({
    world: world as unknown as World,
    actions$: of({ type: 'save', name, text: '', what } as const),
    connection$: NEVER,
    state$: new BehaviorSubject(dashboard.state),
  });
  dashboard.dispatch(await firstValueFrom(told));
  return dashboard;
}

const WHAT = '502 lines that &!tailer keeps, plain text';
const footer = (dashboard: TestDashboard): string => dashboard.text().trimEnd().split('\n').at(-1) ?? '';

it('says at 80 columns what a file is called, to its end, and what is in it as far as there is room', async () => {
  const name = 'good-5b6f8f66ff-nrbzc-2026-11-28T170501.log';
  const dashboard = await saved(name, WHAT);
  expect(footer(dashboard)).toContain(`saved ${name} in /home/eve`);
  dashboard.press(':', ...'messages', 'enter');
  expect(dashboard.text().replace(/[\s┃]+/g, ' ')).toContain(
    `saved ${name} in /home/eve/clusters/shop: ${WHAT}`,
  );
});

it('cuts a name that alone has no room in its middle', async () => {
  const name = `${'payments-backend-'.repeat(5)}7d9f-nrbzc-app-2026-11-28T170501.log`;
  expect(footer(await saved(name, WHAT))).toMatch(
    /^ saved payments-back\S+…\S+-app-2026-11-28T170501\.log…$/,
  );
});
