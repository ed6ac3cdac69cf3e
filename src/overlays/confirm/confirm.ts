import type { Choice, Question } from '../../commands/choice.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import type { State } from '../../store/state.ts';
import { defineOverlay } from '../define-overlay.ts';
import { CLOSE, closing } from '../parts/close.ts';
import { confirmView } from './confirm-view.ts';

const ID = 'confirm';

interface Asking extends Question {
  /** Which of the choices the cursor is on. */
  readonly cursor: number;
}

const CANCEL: Choice = { label: 'Cancel', actions: [] };
const NOTHING_ASKED: Asking = { title: '', lines: [], choices: [], cursor: 0 };

const asking = (state: State): Asking => ownOf<Asking>(state, ID) ?? NOTHING_ASKED;
const choose = ({ actions }: Choice): readonly Action[] => [CLOSE, ...actions];

function moving(name: string, keys: readonly string[], title: string, by: 1 | -1): Command {
  return {
    id: `${ID}-${name}`,
    keys,
    title,
    scope: `overlay:${ID}`,
    when: asks,
    run: ({ state }) => {
      const { choices, cursor } = asking(state);
      return [{ type: 'own', of: ID, action: (cursor + by + choices.length) % choices.length }];
    },
  };
}

/** A question that has choices; what is only to be known has none. */
const asks = ({ state }: CommandContext): true | string =>
  asking(state).choices.length > 0 || 'there is nothing to choose';

/** Asks before something is done. The cursor begins on Cancel. */
export const confirm = defineOverlay<Asking, number>({
  id: ID,
  initial: (given) => {
    const question = given as Question;
    const choices = question.choices.length === 0 ? [] : [CANCEL, ...question.choices];
    return { ...question, choices, cursor: 0 };
  },
  reduce: (own, cursor) => ({ ...own, cursor }),
  view: ({ state }) => confirmView(asking(state), asking(state).cursor),
  press: ({ state }, key) => {
    const { choices } = asking(state);
    if (choices.length === 0) return [CLOSE];
    const choice = choices.find((candidate) => candidate.key === key);
    return choice ? choose(choice) : [];
  },
  commands: [
    moving('next', ['right', 'tab', 'down', 'j'], 'the next choice', 1),
    moving('previous', ['left', 'shift-tab', 'up', 'k'], 'the choice before', -1),
    {
      id: `${ID}-choose`,
      keys: ['enter'],
      title: 'do what is chosen',
      scope: `overlay:${ID}`,
      run: ({ state }) => choose(asking(state).choices[asking(state).cursor] ?? CANCEL),
    },
    closing(ID, ['escape', 'q']),
  ],
});
