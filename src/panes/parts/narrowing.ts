import type { Derived } from '../../store/kept.ts';
import { paneState, type State } from '../../store/state.ts';
import { matcher, narrows } from '../../store/selectors/matcher.ts';
import type { Searched } from '../../store/selectors/searched.ts';

interface Narrowed<T> {
  readonly of: readonly T[];
  /** All the rows, each with what the filter looks at. */
  readonly all: readonly Row<T>[];
  readonly filter: string;
  readonly found: readonly Row<T>[];
  readonly rows: readonly T[];
}

/** Of thousands of rows, each is looked at with the first letter: one object and one text a row are all that it takes. */
class Row<T> implements Searched {
  private readonly text: string;

  constructor(
    readonly row: T,
    texts: readonly string[],
  ) {
    this.text = texts.join('\n').toLowerCase();
  }

  contains(wanted: string): boolean {
    return this.text.includes(wanted);
  }
}

/** The rows of a pane that its filter keeps: a selector of the state and all the rows. */
export type Narrow<T> = (state: State, rows: readonly T[]) => readonly T[];

/**
 * A pane's filter over its rows, of which there may be thousands: looked through once for a filter and its rows.
 *
 * @param textsOf what of a row the filter looks at: what is on show of it
 */
export function narrowing<T>(pane: string, textsOf: (row: T) => readonly string[]): Narrow<T> {
  const kept: Derived<Narrowed<T>> = { initial: { of: [], all: [], filter: '', found: [], rows: [] } };
  return (state, of) => {
    const { filter } = paneState(state, pane);
    if (filter === '') return of;
    return state.cluster.kept.next(kept, (last) => {
      const same = last.of === of;
      if (same && last.filter === filter) return last;
      const all = same ? last.all : of.map((row) => new Row(row, textsOf(row)));
      const matches = matcher(filter);
      const among = same && narrows(filter, last.filter) ? last.found : all;
      const found = among.filter(matches);
      return { of, all, filter, found, rows: found.map(({ row }) => row) };
    }).rows;
  };
}

/** `3 of 14 · /web`; empty without a filter. */
export function narrowedNote(state: State, pane: string, shown: number, all: number): string {
  const { filter } = paneState(state, pane);
  return filter === '' ? '' : `${shown} of ${all} · /${filter}`;
}
