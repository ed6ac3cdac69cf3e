import { BehaviorSubject } from 'rxjs';
import { expect, it } from 'vitest';
import { tellMuch } from '../../src/app/optimizing.ts';
import { NO_LOG } from '../../src/model/logs/log-buffer.ts';
import type { State } from '../../src/store/state.ts';

function stateWith(pods: number, lines = 0, sessions = 0): State {
  const feeds = new Map([['a log', { data: { ...NO_LOG, count: lines } }]]);
  return {
    cluster: { tables: { pods: { size: pods } }, feeds },
    sessions: Array(sessions).fill({}),
  } as unknown as State;
}

it.each([
  ['Pods', stateWith(99), stateWith(100)],
  ['lines', stateWith(14, 9_999), stateWith(14, 10_000)],
  ['bytes of a session, which may come,', stateWith(14), stateWith(14, 0, 1)],
])('many %s are told once, and few never', (_, few, many) => {
  let told = 0;
  const state$ = new BehaviorSubject(few);
  tellMuch(state$, () => told++);
  state$.next(few);
  expect(told).toBe(0);
  state$.next(many);
  state$.next(few);
  state$.next(many);
  expect(told).toBe(1);
});

it('that the dashboard ends is not much', () => {
  let told = 0;
  const state$ = new BehaviorSubject(stateWith(14));
  tellMuch(state$, () => told++);
  state$.complete();
  expect(told).toBe(0);
});
