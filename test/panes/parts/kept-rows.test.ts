import { expect, it } from 'vitest';
import { keptRow, rowsOf } from '../../../src/panes/parts/kept-rows.ts';
import type { State } from '../../../src/store/state.ts';
import { cell } from '../../../src/view/block.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

it('keeps rows that are on show, and what they were made from no longer than that', () => {
  const rows = rowsOf();
  let made = '';
  const shown = (state: State, key: string): object =>
    keptRow(state, rows, key, { asked: [], heard: () => [state.cluster] }, () => {
      made += key;
      return { cells: [cell(key)] };
    });
  const { state } = new TestDashboard();
  const states = Array.from({ length: 4 }, () => ({ ...state }));
  const first = shown(states[0]!, 'a');
  shown(states[0]!, 'b');
  expect(shown(states[1]!, 'a')).toBe(first);
  expect(made).toBe('ab');
  // The other was scrolled away meanwhile.
  shown(states[2]!, 'b');
  expect(made).toBe('abb');
  // A state that is asked again has what it had.
  expect(shown(states[2]!, 'b')).toBe(shown(states[2]!, 'b'));
  expect(made).toBe('abb');
});

it('makes no cells anew where what was heard is not about them', () => {
  const rows = rowsOf();
  let made = 0;
  const { state } = new TestDashboard();
  const shown = ({ cluster, ...rest }: State, ...heard: unknown[]): object =>
    keptRow({ cluster: { ...cluster }, ...rest }, rows, 'a', { asked: [], heard: () => heard }, () => {
      made += 1;
      return { cells: [cell('a')] };
    });
  const first = shown(state, 1);
  expect(shown({ ...state }, 1)).toBe(first);
  expect(made).toBe(1);
  // Such as says the same is the same row all the same.
  expect(shown({ ...state }, 2)).toBe(first);
  expect(made).toBe(2);
});
