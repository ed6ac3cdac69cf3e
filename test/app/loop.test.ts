import { expect, it } from 'vitest';
import { startLoop } from '../../src/app/loop.ts';
import type { Action } from '../../src/store/actions.ts';
import { initialState } from '../../src/store/initial-state.ts';
import { reduceWith } from '../../src/store/reduce.ts';

const start = {
  now: 0,
  size: { columns: 80, rows: 24 },
  context: 'a',
  contexts: [],
  namespace: 'default',
};

it('tells of an action once it was reduced, one dispatched from within another too, with the state it made', () => {
  const { actions$, state$, dispatch } = startLoop(initialState(start), reduceWith(new Map()));
  const heard: [Action['type'], number, boolean][] = [];
  actions$.subscribe((action) => {
    if (action.type === 'tick') dispatch({ type: 'wide', on: true });
    heard.push([action.type, state$.value.look.now, state$.value.look.wide]);
  });
  dispatch({ type: 'tick', now: 7 }, { type: 'wide', on: false });
  expect(heard).toEqual([
    ['tick', 7, false],
    ['wide', 7, true],
    ['wide', 7, false],
  ]);
});
