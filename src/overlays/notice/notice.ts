import type { Choice } from '../../store/choice.ts';
import { choose } from '../../commands/keys/resolve.ts';
import { ownOf } from '../../store/own.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { defineOverlay } from '../define-overlay.ts';
import { CLOSE, closing } from '../parts/close.ts';

const ID = 'notice';

/** Something to know, and what one may try next: its choices have keys. */
export interface Notice {
  readonly title: string;
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
}

const noticed = (state: State): Notice => ownOf<Notice>(state, ID) ?? { title: '', lines: [], choices: [] };

/** Any key closes it; the key of a choice also does what it stands for. */
export const notice = defineOverlay<Notice, never>({
  id: ID,
  initial: (given) => given as Notice,
  reduce: (own) => own,
  view: ({ state }) => {
    const { title, lines, choices } = noticed(state);
    const foot = choices.flatMap(({ key = '', label }): Line => [
      { ...span(key, styleOf('key', BOLD)), press: key },
      { ...span(` ${label}`), press: key },
      span('   '),
    ]);
    return {
      type: 'page',
      title,
      lines: lines.map((text): Line => [span(text)]),
      top: 0,
      foot: [...foot, span('any other key: look around', styleOf('muted'))],
    };
  },
  press: (context, key) => {
    const choice = noticed(context.state).choices.find((candidate) => candidate.key === key);
    return [CLOSE, ...(choice ? choose(context, choice) : [])];
  },
  commands: [closing(ID)],
});
