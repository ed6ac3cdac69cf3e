import type { Command, CommandContext } from '../../commands/command.ts';
import { printable, shortened, typedOn } from '../../commands/printable.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import { defineOverlay, type Overlay } from '../define-overlay.ts';
import { CLOSE, closing } from './close.ts';

export interface Prompt {
  readonly text: string;
  /** What was there before anything was typed. */
  readonly before: string;
}

export interface PromptDefinition {
  readonly id: string;
  /** What stands before the text: `/`. */
  readonly label: string;
  /** What could follow the text, muted. */
  readonly ghost?: (context: CommandContext, text: string) => string;
  /** What happens as the text is typed. */
  readonly typed?: (context: CommandContext, text: string) => readonly Action[];
  readonly enter: (context: CommandContext, text: string) => readonly Action[];
  readonly escape?: (context: CommandContext, prompt: Prompt) => readonly Action[];
  readonly needs?: Overlay['needs'];
  readonly commands?: readonly Command[];
}

/** What stands in a prompt. */
export function promptText({ state }: CommandContext, id: string): string {
  return ownOf<Prompt>(state, id)?.text ?? '';
}

/** The actions of a text that is typed, pasted or completed in a prompt. */
export function typing(prompt: PromptDefinition, context: CommandContext, text: string): readonly Action[] {
  return [{ type: 'own', of: prompt.id, action: text }, ...(prompt.typed?.(context, text) ?? [])];
}

/** A line that is typed in the footer's place; `with` is the text it begins with. */
export function definePrompt(prompt: PromptDefinition): Overlay {
  const { id, label, needs } = prompt;
  const own = ({ state }: CommandContext): Prompt => ownOf<Prompt>(state, id) ?? { text: '', before: '' };
  const add = (context: CommandContext, more: string): readonly Action[] => {
    const { text } = own(context);
    const longer = typedOn(text, more);
    return longer === text ? [] : typing(prompt, context, longer);
  };
  const editing = (
    name: string,
    key: string,
    title: string,
    edit: (text: string) => string | undefined,
  ): Command => ({
    id: `${id}-${name}`,
    keys: [key],
    title,
    scope: `overlay:${id}`,
    run: (context) => {
      const text = edit(own(context).text);
      return text === undefined ? [CLOSE] : typing(prompt, context, text);
    },
  });
  return defineOverlay<Prompt, string>({
    id,
    ...(needs && { needs }),
    initial: (text) => ({ text: String(text ?? ''), before: String(text ?? '') }),
    reduce: ({ before }, text) => ({ text, before }),
    prompt: (context) => {
      const { text } = own(context);
      return { label, text, ghost: prompt.ghost?.(context, text) ?? '' };
    },
    press: (context, key) => {
      const letter = printable(key);
      return letter === undefined ? [] : add(context, letter);
    },
    paste: add,
    commands: [
      {
        id: `${id}-enter`,
        keys: ['enter'],
        title: 'take it',
        scope: `overlay:${id}`,
        run: (context) => [CLOSE, ...prompt.enter(context, own(context).text)],
      },
      {
        ...closing(id),
        title: 'leave it',
        run: (context) => [CLOSE, ...(prompt.escape?.(context, own(context)) ?? [])],
      },
      editing('erase', 'backspace', 'erase the last letter', (text) =>
        text === '' ? undefined : shortened(text),
      ),
      editing('erase-all', 'ctrl-u', 'erase it', () => ''),
      editing('erase-word', 'ctrl-w', 'erase the last word', withoutLastWord),
      ...(prompt.commands ?? []),
    ],
  });
}

function withoutLastWord(text: string): string {
  const words = text.trimEnd();
  return words.slice(0, words.lastIndexOf(' ') + 1);
}
