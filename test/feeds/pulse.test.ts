import { expect, it } from 'vitest';
import { globalCommands } from '../../src/commands/index.ts';
import { keepFed } from '../../src/feeds/keep-fed.ts';
import { rights } from '../../src/feeds/pod/rights.ts';
import { list } from '../../src/feeds/list.ts';
import { namespace } from '../../src/feeds/cluster/namespace.ts';
import { overlays } from '../../src/overlays/index.ts';
import { definePane } from '../../src/panes/define-pane.ts';
import { panes } from '../../src/panes/index.ts';
import { Program } from '../../src/screen/program.ts';
import { fedBy } from '../../src/store/selectors/lists.ts';
import { span } from '../../src/view/block.ts';
import { Composer } from '../../src/view/composer.ts';
import { takenAt } from '../fixtures/index.ts';
import { frameText, TestDashboard } from '../support/dashboards/dashboard.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';
import { fed, scheduledTime } from '../support/dashboards/fed.ts';
import { settle } from '../support/virtual-time.ts';
import type { PulseFeed } from './pulse/feed.ts';
import { pulse } from './pulse/opener.ts';

const PULSE: PulseFeed = { type: 'pulse', every: 1_000 };

const pane = definePane({
  id: 'pulse',
  title: 'Pulse',
  slot: 4,
  needs: () => [PULSE],
  view: (state) => {
    const { complete, connection, data, failure } = fedBy(state, PULSE);
    const text = failure?.message ?? (complete ? `${data} beats` : connection);
    return { note: '', summary: () => [], body: { type: 'message', lines: [[span(text)]] } };
  },
  commands: [],
});

/** A dashboard with one pane and one type of feed more than the program has: two files, and no other. */
function dashboard() {
  const { scheduler, pass } = scheduledTime();
  const connection = new FakeConnection();
  const program = new Program([...panes, pane], overlays, globalCommands);
  const { state } = new TestDashboard({ now: takenAt });
  const running = fed(
    keepFed([list, rights, namespace, pulse(scheduler)], scheduler),
    state,
    connection.port,
    program.needs,
  );
  const composer = new Composer();
  const text = (): string =>
    frameText(composer.compose(program.screen(running.state$.value, composer.extentOf), 156, 40));
  const after = async (ms: number): Promise<string> => {
    pass(ms);
    await settle();
    pass(100);
    return text();
  };
  return { ...running, connection, text, after };
}

it('a feed that only this test knows is opened for its pane, brings to it, lingers and is closed', async () => {
  const { dispatch, state$, connection, text, after, close } = dashboard();
  expect(fedBy(state$.value, PULSE).connection).toBe('idle');
  dispatch({ type: 'tab', slot: 4, pane: 'pulse' });
  expect(text()).toContain('connecting');
  expect(await after(10)).toContain('1 beats');
  expect(await after(2_500)).toMatch(/[23] beats/);
  dispatch({ type: 'tab', slot: 4, pane: 'volumes' });
  await after(4_000);
  dispatch({ type: 'tab', slot: 4, pane: 'pulse' });
  expect(text()).toMatch(/[67] beats/);
  dispatch({ type: 'tab', slot: 4, pane: 'volumes' });
  await after(5_000);
  expect(fedBy(state$.value, PULSE)).toMatchObject({ connection: 'idle', data: undefined });
  expect(connection.log).not.toContain('close');
  close();
});

it('says why it failed, which breaks nothing else', async () => {
  const { dispatch, state$, connection, after, close } = dashboard();
  connection.version = () => Promise.reject(Object.assign(new Error('no version'), { reason: 'Gone' }));
  dispatch({ type: 'tab', slot: 4, pane: 'pulse' });
  expect(await after(10)).toContain('no version');
  connection.tell('pods', { type: 'live' }, { type: 'synced', count: 0 });
  await after(100);
  expect(
    [...state$.value.cluster.feeds.values()].map(({ feed, connection: how }) => [feed.type, how]),
  ).toContainEqual(['list', 'live']);
  close();
});
