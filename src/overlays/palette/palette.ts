import { remark } from '../../commands/command.ts';
import { lists } from '../../store/selectors/lists.ts';
import { definePrompt, type PromptDefinition, promptText, typing } from '../parts/prompt.ts';
import { completions } from './completions.ts';
import { isWord, runLine } from './lines.ts';

const ID = 'palette';
/** So many completions are told beside what is typed. */
const MOST_TOLD = 8;

/** A command by its word, with completion. */
const definition: PromptDefinition = {
  id: ID,
  label: ':',
  needs: (state) => lists(state, 'namespaces'),
  // What is a word already is not another one.
  ghost: (context, text) =>
    text === '' || isWord(context, text) ? '' : (completions(context, text)[0]?.slice(text.length) ?? ''),
  note: (context, text) => completions(context, text).slice(0, MOST_TOLD).join('  '),
  enter: runLine,
  commands: [
    {
      id: `${ID}-complete`,
      keys: ['tab'],
      title: 'complete',
      scope: `overlay:${ID}`,
      run: (context) => {
        const next = completions(context, promptText(context, ID))[0];
        return next === undefined ? remark('nothing completes it') : typing(definition, context, next);
      },
    },
  ],
};

export const palette = definePrompt(definition);
