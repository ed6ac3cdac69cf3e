import { remark } from '../commands/command.ts';
import { keyLabel } from '../commands/keys/key-label.ts';
import { ableNow, commandFor } from '../commands/keys/resolve.ts';
import type { Action } from '../store/actions.ts';
import { type State, withLook } from '../store/state.ts';
import type { Composer } from '../view/composer.ts';
import { isTooSmall } from '../view/layout.ts';
import type { Program } from './program.ts';

/**
 * Whether a key can do nothing yet, and that since the object which was named is still looked for: nothing is selected before.
 * Keys that mean something of their own in a pane are none: the focus goes to what is found.
 */
export function isAboutNamed(key: string, state: State, program: Program, composer: Composer): boolean {
  const { wanted, size, overlays } = state.look;
  if (!wanted || isChosen(state) || overlays.length > 0 || isTooSmall(size)) return false;
  const { commands, pane } = program.context(state, composer.extentOf);
  const command = commandFor(commands, pane.id, key);
  // Nobody has chosen the namespace that the cursor of Ownership is on.
  const unchosen = withLook(state, { focus: 2 });
  return (
    command?.scope === 'global' && ableNow(command, program.context(unchosen, composer.extentOf)) !== true
  );
}

/** Whether something is selected, found or chosen. */
export const isChosen = ({ look: { place } }: State): boolean =>
  place.selection.pod !== undefined || place.selection.row !== undefined;

/** That a key waits for the object which was named. */
export const waitsForNamed = (key: string, state: State): readonly Action[] =>
  remark(`${keyLabel(key)} waits for ${named(state)} · esc forgets it`);

/** That no key waits for it any more. */
export const isLookedFor = (state: State): readonly Action[] => remark(`${named(state)} is looked for`);

const named = ({ look: { wanted } }: State): string => (wanted ? `${wanted.kind} ${wanted.name}` : '');
