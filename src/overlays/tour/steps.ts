import type { CommandContext } from '../../commands/command.ts';
import { offered } from '../../commands/keys/resolve.ts';
import type { State } from '../../store/state.ts';

/** One step: what is said, and when it was taken. Pure, so that the tour goes on by itself, whoever takes it how. */
export interface Step {
  readonly say: string | ((context: CommandContext) => string);
  readonly until: (state: State) => boolean;
}

export const STEPS: readonly Step[] = [
  {
    say: 'The line in the middle says what the containers of this Pod share, or why it is not well. Press 4: its volumes, and who has which where.',
    until: ({ look }) => look.focus === 4,
  },
  {
    say: 'Press 1: who made it, up to the top. ← → fold; Enter on an owner lists its Pods alone.',
    until: ({ look }) => look.focus === 1,
  },
  {
    say: 'Press ! for what is not well alone, here and in Pods. j and k walk through it, and the middle says why.',
    until: ({ look }) => look.notWellOnly,
  },
  {
    say: 'Press v for the whole of it where two lines are too few; v again closes it.',
    until: ({ look }) => look.overlays.includes('diagnosis'),
  },
  {
    say: (context) =>
      `${offered(context, 'shell', 's opens a shell, ')}y the YAML, / filters, : takes commands, Esc closes one thing after the other. Press ? for all keys.`,
    until: ({ look }) => look.overlays.includes('help'),
  },
];

export const END: string =
  'That was the tour; :tour begins it again. podscope --context NAME shows a cluster of yours.';
