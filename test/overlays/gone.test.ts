import { expect, it, vi } from 'vitest';
import { askDebug } from '../../src/effects/sessions/ask-debug.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podNamed } from '../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../support/dashboards/dashboard.ts';
import { running } from '../support/dashboards/running-effect.ts';

const NAME = 'anatomy-0';
const GONE = `✖ Pod ${NAME} is gone`;
const target = { namespace: 'default', pod: NAME, container: 'app' };

function onPod(container?: string): TestDashboard {
  const dashboard = screenOf({ columns: 120, rows: 40 });
  const { uid: pod } = podNamed(NAME).metadata;
  dashboard.dispatch({ type: 'select', selection: { pod, ...(container !== undefined && { container }) } });
  return dashboard;
}

const remove = (dashboard: TestDashboard, pod: Pod = podNamed(NAME)): void =>
  dashboard.deliver('pods', { type: 'delete', object: pod });

it.each([
  ['s', 'Shell in a container of'],
  ['a', 'Attach in a container of'],
  ['D', 'A debug container beside a container of'],
  ['t', 'Copy files in a container of'],
  ['F', 'Forward a port of'],
])('the picker of %s stays where its Pod goes, says so, and enter begins nothing', (key, title) => {
  const dashboard = onPod();
  dashboard.press(key);
  expect(dashboard.text()).toContain(`${title} ${NAME}`);
  remove(dashboard);
  expect(dashboard.text()).toContain(`${title} ${NAME}`);
  expect(dashboard.text()).toContain(GONE);
  expect(dashboard.text()).not.toMatch(/┃.app +running/);
  dashboard.press('enter', '8', 'enter');
  expect(dashboard.text()).toContain(`Pod ${NAME} is gone · esc closes this`);
  expect(dashboard.state.look.overlays).toEqual(['picker']);
  expect(dashboard.asked).toEqual([]);
  dashboard.press('escape');
  expect(dashboard.state.look.overlays).toEqual([]);
});

it('of several Pods only those that are there are entered', () => {
  const dashboard = onPod();
  dashboard.press('1', 'g', 's', ...NAME);
  expect(dashboard.text()).toMatch(/┃.anatomy-0 {2}app +running/);
  remove(dashboard);
  expect(dashboard.text()).toMatch(/┃.anatomy-0 {2}app +the Pod is gone/);
  dashboard.press('enter');
  expect(dashboard.text()).toContain(`Pod ${NAME} is gone · esc closes this`);
  expect(dashboard.asked).toEqual([]);
});

it('the prompts of a copy say that the Pod is gone, and copy nothing', () => {
  const dashboard = onPod('app');
  dashboard.press('t', 'enter', 'e');
  remove(dashboard);
  expect(dashboard.text()).toMatch(/ copy \/e .*Pod anatomy-0 is gone/);
  dashboard.press('enter');
  expect(dashboard.state.look.overlays).toEqual(['copy-source']);
  const other = onPod('app');
  other.press('t', 'enter', 'e', 'enter');
  remove(other);
  expect(other.text()).toMatch(/ to \.\/e .*Pod anatomy-0 is gone/);
  other.press('enter');
  expect(other.state.look.overlays).toEqual(['copy-target']);
  expect(other.asked).toEqual([]);
});

it('says so where another one has its name by now', () => {
  const dashboard = onPod();
  dashboard.press('s');
  const pod = podNamed(NAME);
  remove(dashboard);
  dashboard.deliver('pods', {
    type: 'upsert',
    object: { ...pod, metadata: { ...pod.metadata, uid: 'another' } },
  });
  expect(dashboard.text()).toContain(`${GONE}: another one has its name by now`);
  dashboard.press('enter');
  expect(dashboard.asked).toEqual([]);
});

it('a question stays too, says so, and begins nothing but its end', () => {
  const dashboard = onPod();
  const look = { type: 'copy', text: 'looked' } as const;
  const of = { namespace: 'default', name: NAME, uid: podNamed(NAME).metadata.uid };
  const question = {
    title: 'Look?',
    lines: ['By a Pod.'],
    of,
    choices: [{ key: 'l', label: 'Look', actions: [look] }],
  };
  dashboard.dispatch({ type: 'open', overlay: 'confirm', with: question });
  expect(dashboard.text()).not.toContain(GONE);
  remove(dashboard);
  expect(dashboard.text()).toContain(GONE);
  dashboard.press('l', 'right', 'enter');
  expect(dashboard.text()).toContain(`Pod ${NAME} is gone · esc closes this`);
  expect(dashboard.asked).toEqual([]);
  dashboard.press('left', 'enter');
  expect(dashboard.state.look.overlays).toEqual([]);
});

/** What is answered to who asked for a debug container, and maybe closed what waits for it. */
async function answered(whole: Promise<Pod>, closes: boolean) {
  const effect = running(askDebug);
  const asked = vi.fn(() => whole);
  effect.connection.port.get = ({ kind }) => (kind === 'Pod' ? asked() : Promise.reject(new Error('no')));
  const waiting = { title: 'Waits', choices: [], empty: 'asking …', awaits: target };
  effect.dispatch({ type: 'open', overlay: 'picker', with: waiting });
  if (closes) effect.dispatch({ type: 'close' });
  effect.dispatch({ type: 'ask-debug', target, image: 'mine', awaited: true });
  // Another one, which nobody can have closed, is answered behind it.
  effect.dispatch({ type: 'ask-debug', target, image: 'other' });
  await vi.waitUntil(() => effect.told.length >= (closes ? 1 : 2));
  effect.close();
  return JSON.stringify(effect.told);
}

it('while it is asked what a debug container may be, that is said and takes the keys', () => {
  const dashboard = onPod('app');
  const { focus } = dashboard.state.look;
  dashboard.press('D', 'enter', 'enter');
  expect(dashboard.text()).toContain('asking what a debug container may be here …');
  expect(dashboard.asked).toEqual([{ type: 'ask-debug', target, awaited: true }]);
  remove(dashboard);
  expect(dashboard.text()).toContain(GONE);
  dashboard.press('enter');
  expect(dashboard.state.look).toMatchObject({ focus, overlays: ['picker'] });
});

it('the answer takes its place, and comes to nobody who closed it', async () => {
  const there = Promise.resolve(podNamed(NAME));
  expect(await answered(there, false)).toContain('Profile of the debug container (mine)');
  expect(await answered(there, true)).not.toContain('(mine)');
});

it('where it cannot be asked that stands in its place', async () => {
  const gone = Promise.reject(new Error('pods "anatomy-0" not found'));
  const told = await answered(gone, false);
  expect(told).toContain(`✖ debug container in ${NAME}: pods \\"anatomy-0\\" not found`);
});

it('what is typed over the panes stays meant for the Pod that it was typed for, and for no neighbour', () => {
  const dashboard = onPod();
  dashboard.press(':', ...'exec');
  remove(dashboard);
  expect(dashboard.state.look.place.selection.deleted?.pod.metadata.name).toBe(NAME);
  dashboard.press('enter');
  expect(dashboard.text()).toContain('the Pod is deleted');
  dashboard.press('s');
  expect(dashboard.text()).toContain('the Pod is deleted');
  expect(dashboard.asked).toEqual([]);
  dashboard.dispatch({ type: 'tick', now: dashboard.state.look.now + 1000 });
  const { pod, deleted } = dashboard.state.look.place.selection;
  expect(deleted).toBeUndefined();
  expect(pod).not.toBe(podNamed(NAME).metadata.uid);
});
