import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { globalCommands } from '../../src/commands/index.ts';
import { runEffects } from '../../src/effects/index.ts';
import { overlays } from '../../src/overlays/index.ts';
import { panes } from '../../src/panes/index.ts';
import { Program } from '../../src/screen/program.ts';
import { Composer } from '../../src/view/composer.ts';
import { type Frame, UNDERLINE } from '../../src/view/frame.ts';
import { pods, takenAt } from '../fixtures/index.ts';
import { frameText } from '../support/dashboards/dashboard.ts';
import { fed, opened, teller } from '../support/dashboards/played-dashboard.ts';

const SIZE = { columns: 200, rows: 50 };
const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A dashboard that has all there is, so long after its Pods were as the fixtures have them, in ms. */
async function later(after: number) {
  vi.setSystemTime(takenAt + after);
  const dashboard = opened(SIZE, runEffects, Date.now);
  await fed(teller(dashboard, 100));
  await vi.advanceTimersByTimeAsync(5000);
  dashboard.frames.length = 0;
  return dashboard;
}

/** The durations on a screen: what stands beside them depends on how wide columns once were. */
const told = (text: string): readonly string[] => text.match(/\b\d+[smhdy](?:\d+[smhd])?\b/g) ?? [];

/** The screen of a state, had it been drawn now and for the first time. */
function drawnNow({ loop }: Awaited<ReturnType<typeof later>>): string {
  const program = new Program(panes, overlays, globalCommands);
  const composer = new Composer();
  const state = loop.state$.value;
  const model = program.screen({ ...state, look: { ...state.look, now: Date.now() } }, composer.extentOf);
  return frameText(composer.compose(model, SIZE.columns, SIZE.rows));
}

const marks = (frame: Frame | undefined): number =>
  Array.from(frame?.styles ?? []).filter((style) => style & UNDERLINE).length;

describe('while nothing happens', () => {
  it.each([
    ['young, with seconds in ages', 0, 40, 1000],
    ['hours old', 9 * HOUR, 50, 23_000],
    ['days old', 50 * HOUR, 50, 83_000],
  ])('the screen is always what the time makes of it: Pods %s', async (_, after, times, step) => {
    const dashboard = await later(after);
    for (let time = 0; time < times; time++) {
      await vi.advanceTimersByTimeAsync(step);
      const shown = dashboard.text();
      if (shown !== '') expect(told(shown)).toEqual(told(drawnNow(dashboard)));
    }
    expect(dashboard.frames.length).toBeGreaterThan(0);
    dashboard.close();
  });

  it('nothing wakes for an hour but where a digit on the screen changes', async () => {
    const dashboard = await later(50 * HOUR);
    const actions: string[] = [];
    dashboard.loop.actions$.subscribe(({ type }) => actions.push(type));
    const before = dashboard.text();
    await vi.advanceTimersByTimeAsync(HOUR);
    const texts = dashboard.frames.map((frame) => frameText(frame));
    expect(new Set(actions)).toEqual(new Set(['tick']));
    const changes = texts.filter((text, index) => text !== (texts[index - 1] ?? before));
    expect(changes.length).toBeGreaterThan(0);
    // Besides, now and then for what is just not on the screen.
    expect(texts.length).toBeLessThan(30);
    dashboard.close();
  });

  it('what comes anew and shows nothing new has nothing drawn after it', async () => {
    const dashboard = await later(50 * HOUR);
    const actions: string[] = [];
    dashboard.loop.actions$.subscribe(({ type }) => actions.push(type));
    const [pod] = pods;
    if (!pod) throw new Error('no Pods');
    const object = { ...pod, metadata: { ...pod.metadata, resourceVersion: '99999999' } };
    dashboard.connection.tell('pods', { type: 'upsert', object });
    await vi.advanceTimersByTimeAsync(100);
    expect(actions).toContain('batch');
    actions.length = 0;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(actions).toEqual([]);
    dashboard.close();
  });

  it('the clock moves once at a time', async () => {
    const dashboard = await later(0);
    const times: number[] = [];
    dashboard.loop.actions$.subscribe((action) => action.type === 'tick' && times.push(action.now));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual([...new Set(times)]);
    dashboard.close();
  });

  it('the time is counted that a list takes which comes slowly', async () => {
    const dashboard = await later(50 * HOUR);
    dashboard.connection.tell('pods', { type: 'coming', bytes: 980, since: Date.now() });
    await vi.advanceTimersByTimeAsync(5000);
    const times: number[] = [];
    dashboard.loop.actions$.subscribe((action) => action.type === 'tick' && times.push(action.now));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(times.length).toBe(10);
    dashboard.close();
  });

  it('what was told of a key stands without a clock', async () => {
    const dashboard = await later(50 * HOUR);
    const actions: string[] = [];
    for (let key = 0; key < 100; key++) dashboard.press('k');
    expect(dashboard.loop.state$.value.look.message).toBeDefined();
    await vi.advanceTimersByTimeAsync(3000);
    dashboard.loop.actions$.subscribe(({ type }) => actions.push(type));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(actions).toEqual([]);
    dashboard.close();
  });

  it('that something was copied goes after some seconds, by one look at the clock', async () => {
    const dashboard = await later(50 * HOUR);
    for (const name of ['2', 'c']) dashboard.press(name);
    await vi.advanceTimersByTimeAsync(3000);
    expect(dashboard.text()).toContain('copied ');
    const actions: string[] = [];
    dashboard.loop.actions$.subscribe(({ type }) => actions.push(type));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(dashboard.text()).not.toContain('copied ');
    expect(actions).toEqual(['tick']);
    dashboard.close();
  });

  it('the mark of what changed is gone within three seconds, though nothing else is due', async () => {
    const dashboard = await later(50 * HOUR);
    const [pod] = pods.filter(({ status }) => status?.containerStatuses?.[0]);
    if (!pod) throw new Error('no Pods');
    const [first, ...more] = pod.status?.containerStatuses ?? [];
    const containerStatuses = [{ ...first, restartCount: 77 }, ...more];
    const object = { ...pod, status: { ...pod.status, containerStatuses } };
    dashboard.connection.tell('pods', { type: 'upsert', object } as never);
    await vi.advanceTimersByTimeAsync(900);
    expect(marks(dashboard.frames.at(-1))).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(marks(dashboard.frames.at(-1))).toBe(0);
    dashboard.close();
  });

  it('a Pod leaves a filter of ages when its time has come, though it reads as before', async () => {
    const dashboard = await later(8.5 * HOUR - 60_000);
    for (const name of ['2', '/', ...'age<8h30m', 'enter']) dashboard.press(name);
    await vi.advanceTimersByTimeAsync(5000);
    expect(dashboard.text()).toMatch(/▌. \S+ +\d\/\d .* 8h/);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(dashboard.text()).toContain('no Pod matches /age<8h30m');
    dashboard.close();
  });

  it('what happens is told with the time at which it does', async () => {
    const dashboard = await later(50 * HOUR);
    await vi.advanceTimersByTimeAsync(47_300);
    dashboard.connection.tell('pods', { type: 'stale', failure: { reason: 'ECONNRESET', message: 'gone' } });
    await vi.advanceTimersByTimeAsync(100);
    expect(dashboard.text()).toContain('stale 0s');
    await vi.advanceTimersByTimeAsync(3000);
    expect(dashboard.text()).toMatch(/stale [23]s/);
    dashboard.close();
  });
});
