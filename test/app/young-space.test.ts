import { BehaviorSubject } from 'rxjs';
import { expect, it } from 'vitest';
import { widenForLongLists } from '../../src/app/young-space.ts';
import type { State } from '../../src/store/state.ts';

const MIB = 1024 * 1024;

function stateWith(pods: number): State {
  return { cluster: { tables: { pods: { size: pods } } } } as unknown as State;
}

it('V8 is given room for what is new with a long list alone, and only until it has enough', () => {
  const told: number[] = [];
  let size = 2 * MIB;
  const state$ = new BehaviorSubject(stateWith(0));
  const running = widenForLongLists(state$, { youngSize: () => size, growBy: (factor) => told.push(factor) });
  state$.next(stateWith(499));
  expect(told).toEqual([]);
  state$.next(stateWith(600));
  state$.next(stateWith(700));
  expect(told).toEqual([2]);
  size = 8 * MIB;
  state$.next(stateWith(800));
  state$.next(stateWith(900));
  expect(told).toEqual([2, 1]);
  expect(state$.observed).toBe(false);
  running.unsubscribe();
});

it('nothing is changed where no list is long', () => {
  const told: number[] = [];
  const state$ = new BehaviorSubject(stateWith(14));
  widenForLongLists(state$, { youngSize: () => 0, growBy: (factor) => told.push(factor) });
  state$.complete();
  expect(told).toEqual([]);
});
