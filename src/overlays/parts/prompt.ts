import { type Command, type CommandContext, say } from '../../commands/command.ts';
import { printable, shortened, typedOn } from '../../commands/keys/printable.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import { defineOverlay, type Overlay } from '../define-overlay.ts';
import { CLOSE, closing } from './close.ts';

export interface Prompt {
  readonly text: string;
  /** What it was opened with; a text, or what has one, is what it begins with. */
  readonly given: unknown;
}

export interface PromptDefinition {
  readonly id: string;
  /** What stands before the text: `/`. */
  readonly label: string;
  /** What could follow the text, muted. */
  readonly ghost?: (context: CommandContext, text: string) => string;
  /** What is to be known of the text, at the other end of the line. */
  readonly note?: (context: CommandContext, text: string) => string;
  /** What happens as the text is typed. */
  readonly typed?: (context: CommandContext, text: string, given: unknown) => readonly Action[];
  /** Why a text cannot be taken: that is said, and it stays to be mended. */
  readonly refusal?: (context: CommandContext, text: string) => string | undefined;
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
  const given = ownOf<Prompt>(context.state, prompt.id)?.given;
  return [{ type: 'own', of: prompt.id, action: text }, ...(prompt.typed?.(context, text, given) ?? [])];
}

/** A line that is typed in the footer's place; `with` is the text it begins with, or has it as its `text`. */
export function definePrompt(prompt: PromptDefinition): Overlay {
  const { id, label, needs } = prompt;
  const own = ({ state }: CommandContext): Prompt => ownOf<Prompt>(state, id) ?? { text: '', given: '' };
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
    initial: (given) => ({ text: startOf(given), given }),
    reduce: ({ given }, text) => ({ text, given }),
    prompt: (context) => {
      const { text } = own(context);
      const [ghost, note] = [prompt.ghost?.(context, text) ?? '', prompt.note?.(context, text) ?? ''];
      return { label, text, ghost, note };
    },
    press: (context, key) => {
      const letter = printable(key);
      return letter === undefined ? [] : add(context, letter);
    },
    paste: add,
    commands: [
      entering(prompt, own),
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

/** Takes the text, or says why it cannot be taken. */
const entering = (prompt: PromptDefinition, own: (context: CommandContext) => Prompt): Command => ({
  id: `${prompt.id}-enter`,
  keys: ['enter'],
  title: 'take it',
  scope: `overlay:${prompt.id}`,
  run: (context) => {
    const { text } = own(context);
    const refusal = prompt.refusal?.(context, text);
    return refusal === undefined ? [CLOSE, ...prompt.enter(context, text)] : [say(refusal, 'failing')];
  },
});

function startOf(given: unknown): string {
  if (typeof given === 'object' && given !== null && 'text' in given) return String(given.text);
  return typeof given === 'string' ? given : '';
}

function withoutLastWord(text: string): string {
  const words = text.trimEnd();
  return words.slice(0, words.lastIndexOf(' ') + 1);
}
