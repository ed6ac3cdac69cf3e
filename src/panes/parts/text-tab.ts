import { type Command, say, toFound } from '../../commands/command.ts';
import type { Feed } from '../../model/feed.ts';
import { MOST_COUNTED, SearchedLines } from '../../model/text/searched-lines.ts';
import type { Slot } from '../../store/look.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, span } from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { foundAt } from '../../view/text/found-at.ts';
import type { Search, Stretch } from '../../view/text/searched-part.ts';
import { definePane, type Pane } from '../define-pane.ts';

export const NO_LINES = new SearchedLines([]);

/** A tab of lines that are read: they are scrolled, and searched with `/`, `n` and `N`. */
export interface TextTab {
  readonly id: string;
  readonly title: string;
  readonly slot: Slot;
  readonly needs: (state: State) => readonly Feed[];
  /** Made once, since every key asks: there may be megabytes. */
  readonly lines: (state: State) => SearchedLines;
  /** What stands in place of the lines while there are none. */
  readonly instead: (state: State) => { readonly tone: Tone; readonly text: string } | undefined;
  /** What it is of. */
  readonly of: (state: State) => string;
  readonly part: (line: string, stretch: Stretch, search: Search) => Line;
  readonly commands?: readonly Command[];
}

export function defineTextTab(tab: TextTab): Pane {
  const { id, title, slot, needs, lines } = tab;
  const found = (state: State): string => {
    const { filter, top } = paneState(state, id);
    return filter === '' ? '' : foundText(lines(state).count(filter, top));
  };
  const note = (state: State): string => {
    const of = tab.of(state);
    const { filter } = paneState(state, id);
    return of === '' || filter === '' ? of : `${of} · /${filter} ${found(state)}`;
  };
  return definePane({
    id,
    title,
    slot,
    tall: true,
    needs,
    lines: (state) => lines(state).lines.length,
    find: (state, text, from, by) => lines(state).next(text, from, by),
    foundAt: (state, text, line, room) =>
      foundAt(lines(state).lines[line] ?? '', text, paneState(state, id).sideways, room),
    found,
    view: (state) => ({
      note: note(state),
      summary: () => [span(note(state), styleOf('muted'))],
      body: bodyOf(tab, state),
    }),
    commands: [
      ...(tab.commands ?? []),
      jump(id, 'next', 'n', 'the next match of the search', 1),
      jump(id, 'previous', 'N', 'the match before', -1),
    ],
  });
}

function bodyOf({ id, lines: linesOf, instead, part }: TextTab, state: State): Body {
  const message = instead(state);
  if (message) return { type: 'message', lines: [[span(message.text, styleOf(message.tone))]] };
  const { lines, widest } = linesOf(state);
  const { top, sideways, filter: text } = paneState(state, id);
  return {
    type: 'text',
    count: lines.length,
    part: (index, from, length) =>
      part(lines[index] ?? '', { from, length }, { text, current: index === top }),
    top,
    sideways,
    widest,
  };
}

/** Goes to what was searched for. */
export function jump(pane: string, name: string, key: string, title: string, by: 1 | -1): Command {
  return {
    id: `${pane}-${name}-match`,
    keys: [key],
    title,
    scope: `pane:${pane}`,
    run: ({ state, pane: focused }) => {
      const { filter, top } = paneState(state, pane);
      if (filter === '') return [say('nothing is searched for; / searches')];
      const to = focused.find?.(filter, top + by, by);
      return to === undefined ? [say(focused.lacks(filter))] : toFound(focused, filter, to);
    },
  };
}

/** What the search has found: `3 of 7` where the line on top is one of them. */
export function foundText({ at, of }: { readonly at: number; readonly of: number }): string {
  const all = of === MOST_COUNTED ? `${of}+` : `${of}`;
  if (of === 0) return 'is in no line';
  return at === 0 ? `in ${all} line${of === 1 ? '' : 's'}` : `${at} of ${all}`;
}
