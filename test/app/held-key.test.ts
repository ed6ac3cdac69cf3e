import { NEVER, Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { connectScreen } from '../../src/app/connect-screen.ts';
import { frames } from '../../src/app/frames.ts';
import { startLoop } from '../../src/app/loop.ts';
import type { Workload } from '../../src/model/kinds/objects.ts';
import { type KindId, WORKLOAD_KINDS } from '../../src/model/kinds/kinds.ts';
import { reduceWith } from '../../src/store/reduce.ts';
import { logsOf } from '../../src/store/selectors/fares/logs.ts';
import { listIn } from '../../src/store/selectors/lists.ts';
import type { Key } from '../../src/view/input.ts';
import { pods, workloadNamed } from '../fixtures/index.ts';
import { frameText, TestDashboard } from '../support/dashboards/dashboard.ts';

const NAME = 'nginx-deployment';

/** A dashboard that was asked for a Deployment: its Pods are listed, or are not, and it is not yet. */
function looking(listed = true) {
  const size = { columns: 120, rows: 40 };
  const dashboard = new TestDashboard({ size, wanted: { kind: 'deploy', name: NAME } });
  if (listed) dashboard.list('pods', pods);
  const loop = startLoop(dashboard.state, reduceWith(dashboard.program.owns));
  const keys$ = new Subject<Key>();
  let text = '';
  const draw = (frame: Parameters<typeof frameText>[0]): void => void (text = frameText(frame));
  connectScreen({ keys$, mouse$: NEVER, size$: NEVER, draw }, loop, dashboard.program, frames, {
    now: () => 0,
  });
  const list = (kind: KindId, ...objects: readonly object[]): void => {
    const feed = listIn(loop.state$.value.look, kind);
    const upserts = objects.map((object) => ({ type: 'upsert', object }) as never);
    const synced = { type: 'synced', count: objects.length } as never;
    loop.dispatch({ type: 'feed-opened', feed });
    loop.dispatch({ type: 'batch', batch: [{ feed, events: [{ type: 'live' }, ...upserts, synced] }] });
  };
  return {
    loop,
    list,
    footer: () => text.trimEnd().split('\n').at(-1)?.trim(),
    press: async (...names: readonly string[]) => {
      for (const name of names) keys$.next({ type: 'key', name });
      await Promise.resolve();
    },
    /** All other lists come, the Deployment with them or not. */
    come: async (...objects: readonly Workload[]) => {
      for (const kind of WORKLOAD_KINDS) list(kind, ...(kind === 'deployments' ? objects : []));
      await Promise.resolve();
    },
  };
}

it('a key about an object that is still looked for waits for it, and says so', async () => {
  const { loop, footer, press, come } = looking();
  await press('l');
  expect(footer()).toBe(`l waits for deploy ${NAME} · esc forgets it`);
  expect(loop.state$.value.look.tabs[3]).toBeUndefined();
  await come(workloadNamed('Deployment', NAME));
  expect(logsOf(loop.state$.value)?.title).toBe(`Deployment ${NAME}`);
  expect(loop.state$.value.look).toMatchObject({ focus: 3, tabs: { 3: 'logs' } });
});

it('in Ownership too, where nobody has chosen the row that its cursor is on', async () => {
  const { loop, press, come } = looking();
  await press('1', 'l');
  await come(workloadNamed('Deployment', NAME));
  expect(logsOf(loop.state$.value)?.title).toBe(`Deployment ${NAME}`);
});

it('the latest key counts, and what is no such key acts at once', async () => {
  const { loop, press, come } = looking();
  await press('l', 'y', 'z');
  expect(loop.state$.value.look.zoomed).toBe(true);
  await come(workloadNamed('Deployment', NAME));
  expect(loop.state$.value.look).toMatchObject({ focus: 4, tabs: { 4: 'yaml' } });
});

it.each([':', '?', '/', 'n'])('what is opened by %s meanwhile does not get it', async (key) => {
  const { loop, press, come } = looking();
  await press('l', key);
  const { overlays, own } = loop.state$.value.look;
  expect(overlays).toHaveLength(1);
  await come(workloadNamed('Deployment', NAME));
  expect(loop.state$.value.look).toMatchObject({ overlays, own, tabs: {} });
  await press('escape');
  expect(loop.state$.value.look).toMatchObject({ focus: 1, tabs: {} });
});

it('a key of a pane is not held, since the focus goes to what is found', async () => {
  const { loop, press } = looking();
  await press('3', 'enter');
  expect(loop.state$.value.look.message?.text).toBe('there is no container');
});

it('that it waits is told until it is found, whatever comes before', async () => {
  const { loop, list, press, come } = looking(false);
  await press('s');
  const said = `s waits for deploy ${NAME} · esc forgets it`;
  expect(loop.state$.value.look.message?.text).toBe(said);
  list('pods', ...pods);
  expect(loop.state$.value.look.message?.text).toBe(said);
  await come();
  expect(loop.state$.value.look.message?.text).not.toBe(said);
});

it('esc forgets it', async () => {
  const { loop, footer, press, come } = looking();
  await press('l', 'escape');
  expect(footer()).toBe(`deploy ${NAME} is looked for`);
  await come(workloadNamed('Deployment', NAME));
  expect(loop.state$.value.look).toMatchObject({ focus: 1, tabs: {} });
});

it('where there is no such object it is not about another one', async () => {
  const { loop, press, come } = looking();
  await press('l');
  await come();
  expect(loop.state$.value.look.message?.text).toMatch(/^no Deployment nginx-deployment in /);
  expect(loop.state$.value.look).toMatchObject({ tabs: {} });
});

it('in a window too small to show anything it waits until that is larger', async () => {
  const { loop, press, come } = looking();
  await press('l');
  loop.dispatch({ type: 'resize', columns: 20, rows: 5 });
  await come(workloadNamed('Deployment', NAME));
  expect(loop.state$.value.look).toMatchObject({ wanted: undefined, tabs: {} });
  loop.dispatch({ type: 'resize', columns: 120, rows: 40 });
  await Promise.resolve();
  expect(loop.state$.value.look).toMatchObject({ focus: 3, tabs: { 3: 'logs' } });
});
