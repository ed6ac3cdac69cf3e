import type { Choice, Question } from '../../store/choice.ts';
import { choose } from '../../commands/keys/resolve.ts';
import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import { goneText } from '../../store/selectors/pods/gone.ts';
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
/** What it asks of is gone: nothing is begun then that must fail. */
const gone = (state: State): string | undefined => goneText(state, asking(state).of);
function chosen(context: CommandContext, choice: Choice): readonly Action[] {
  const why = choice === CANCEL ? undefined : gone(context.state);
  return why === undefined ? [CLOSE, ...choose(context, choice)] : remark(`${why} · esc closes this`);
}

function moving(name: string, keys: readonly string[], title: string, by: 1 | -1): Command {
  return {
    id: `${ID}-${name}`,
    keys,
    title,
    scope: `overlay:${ID}`,
    run: ({ state }) => {
      const { choices, cursor } = asking(state);
      return [{ type: 'own', of: ID, action: (cursor + by + choices.length) % choices.length }];
    },
  };
}

/** Asks before something is done. The cursor begins on Cancel, and no letter moves it: it may have been typed ahead. */
export const confirm = defineOverlay<Asking, number>({
  id: ID,
  initial: (given) => {
    const question = given as Question;
    return { ...question, choices: [CANCEL, ...question.choices], cursor: 0 };
  },
  reduce: (own, cursor) => ({ ...own, cursor }),
  view: ({ state }) => {
    const why = gone(state);
    const asked = asking(state);
    const told = why === undefined ? asked : { ...asked, lines: [`✖ ${why}.`, '', ...asked.lines] };
    return confirmView(told, asked.cursor, state.look.size.columns);
  },
  press: (context, key) => {
    const choice = asking(context.state).choices.find((candidate) => candidate.key === key);
    return choice ? chosen(context, choice) : [];
  },
  commands: [
    moving('next', ['right', 'tab', 'down'], 'the next choice', 1),
    moving('previous', ['left', 'shift-tab', 'up'], 'the choice before', -1),
    {
      id: `${ID}-choose`,
      keys: ['enter'],
      title: 'do what is chosen',
      scope: `overlay:${ID}`,
      run: (context) => {
        const { choices, cursor } = asking(context.state);
        return chosen(context, choices[cursor] ?? CANCEL);
      },
    },
    closing(ID, ['escape', 'q']),
  ],
});
