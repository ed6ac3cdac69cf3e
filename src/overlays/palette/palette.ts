import { lists } from '../../store/selectors/lists.ts';
import { definePrompt, type PromptDefinition, promptText, typing } from '../parts/prompt.ts';
import { completions, runLine } from './lines.ts';

const ID = 'palette';

/** A command by its word, with completion. */
const definition: PromptDefinition = {
  id: ID,
  label: ':',
  needs: (state) => lists(state, 'namespaces'),
  ghost: (context, text) => (text === '' ? '' : (completions(context, text)[0]?.slice(text.length) ?? '')),
  enter: runLine,
  commands: [
    {
      id: `${ID}-complete`,
      keys: ['tab'],
      title: 'complete',
      scope: `overlay:${ID}`,
      run: (context) => {
        const next = completions(context, promptText(context, ID))[0];
        return next === undefined ? [] : typing(definition, context, next);
      },
    },
  ],
};

export const palette = definePrompt(definition);
