import type { State } from '../../store/state.ts';

/** One step: what is said, and when it was taken. Pure, so that the tour goes on by itself, whoever takes it how. */
export interface Step {
  readonly say: string;
  readonly until: (state: State) => boolean;
}

export const STEPS: readonly Step[] = [
  {
    say: 'The two lines in the middle say what the containers of the Pod under the cursor share. Press 4: all its volumes, and which container has which of them where.',
    until: ({ look }) => look.focus === 4,
  },
  {
    say: 'Press 1: who made it, up to the top, with all else that is there. ← → fold, Enter on an owner lists only its Pods.',
    until: ({ look }) => look.focus === 1,
  },
  {
    say: 'Press ! for what is not well alone, here and in Pods. j and k walk through it, and the middle says why.',
    until: ({ look }) => look.notWellOnly,
  },
  {
    say: 'Press v for the whole of that, where two lines are too few; v again closes it.',
    until: ({ look }) => look.overlays.includes('diagnosis'),
  },
  {
    say: 's opens a shell, y the YAML, / filters, : takes commands, and Esc closes one thing after the other. Press ? for all keys.',
    until: ({ look }) => look.overlays.includes('help'),
  },
];

export const END: string =
  'That was the tour; :tour begins it again. podscope --context NAME shows a cluster of yours.';
