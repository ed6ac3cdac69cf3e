import { filter, ignoreElements, map, merge, tap, withLatestFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Effect } from '../../src/effects/environment.ts';
import { fed, opened, teller } from '../support/dashboards/played-dashboard.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('two dashboards side by side', () => {
  it('each show what their own cluster and keys make of them', async () => {
    const left = opened({ columns: 156, rows: 42 });
    const right = opened({ columns: 120, rows: 40 });
    const tellers = [teller(left, 3), teller(right, 2)];
    await fed(...tellers);
    await expect(left.text()).toMatchFileSnapshot('../golden/two-dashboards-156x42.txt');
    while (!/Containers.*anatomy-0/.test(right.text())) {
      right.press('j');
      left.press('k');
      await fed(...tellers);
    }
    right.press('3');
    left.press('z');
    left.press('z');
    await fed(...tellers);
    await expect(right.text()).toMatchFileSnapshot('../golden/two-dashboards-120x40.txt');
    await expect(left.text()).toMatchFileSnapshot('../golden/two-dashboards-156x42.txt');
    left.close();
    right.close();
  });
});

describe('the first rows', () => {
  it('are drawn at once, however soon after another frame they come; what follows is not', async () => {
    const dashboard = opened({ columns: 120, rows: 40 });
    await vi.advanceTimersByTimeAsync(1000);
    const tell = teller(dashboard, 2);
    dashboard.connection.tell('pods', { type: 'live' });
    const before = dashboard.frames.length;
    expect(dashboard.text()).toContain('loading');
    tell();
    expect(dashboard.frames.length).toBe(before + 1);
    expect(dashboard.text()).toContain('2 pods');
    tell();
    expect(dashboard.frames.length).toBe(before + 1);
    dashboard.close();
  });
});

describe('what an effect answers', () => {
  it('is heard by the others with the state that it made, though it came while another action was heard', () => {
    const heard: [string, boolean, string | undefined][] = [];
    const answering: Effect = ({ actions$ }) =>
      actions$.pipe(
        filter(({ type }) => type === 'wide'),
        map(
          () => ({ type: 'message', message: { tone: 'plain', text: 'wide now', until: Infinity } }) as const,
        ),
      );
    const hearing: Effect = ({ actions$, state$ }) =>
      actions$.pipe(
        withLatestFrom(state$),
        tap(([{ type }, { look }]) => heard.push([type, look.wide, look.message?.text])),
        ignoreElements(),
      );
    const { loop, close } = opened({ columns: 80, rows: 24 }, (environment) =>
      merge(answering(environment), hearing(environment)),
    );
    heard.length = 0;
    loop.dispatch({ type: 'wide', on: true }, { type: 'zoom', zoomed: true });
    expect(heard).toEqual([
      ['wide', true, undefined],
      ['message', true, 'wide now'],
      ['zoom', true, 'wide now'],
    ]);
    close();
  });
});
