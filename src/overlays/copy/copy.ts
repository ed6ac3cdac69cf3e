import { copyOf, type CopyAsked } from '../../commands/copy.ts';
import { remark } from '../../commands/command.ts';
import { ownOf } from '../../store/own.ts';
import type { State } from '../../store/state.ts';
import { definePrompt, type Prompt } from '../parts/prompt.ts';

const [SOURCE, TARGET] = ['copy-source', 'copy-target'];

const askedIn = (state: State, id: string): CopyAsked | undefined =>
  ownOf<Prompt>(state, id)?.given as CopyAsked | undefined;

const sideOf = ({ target }: CopyAsked, isThere: boolean): string =>
  isThere ? `a path in ${target.container} of ${target.pod}` : 'a path here; ~ is your home';

/** Asks what is copied. */
export const copySource = definePrompt({
  id: SOURCE,
  label: 'copy ',
  note: ({ state }) => {
    const asked = askedIn(state, SOURCE);
    return asked ? sideOf(asked, asked.direction === 'from-container') : '';
  },
  enter: ({ state }, source) => {
    const asked = askedIn(state, SOURCE);
    if (!asked || source === '') return remark('nothing is copied: no path was given');
    const name = source.split('/').findLast((part) => part !== '') ?? '';
    const text = asked.direction === 'from-container' ? `./${name}` : `/tmp/${name}`;
    return [{ type: 'open', overlay: TARGET, with: { ...asked, source, text } }];
  },
});

/** Asks where it goes. */
export const copyTarget = definePrompt({
  id: TARGET,
  label: 'to ',
  note: ({ state }) => {
    const asked = askedIn(state, TARGET);
    return asked ? sideOf(asked, asked.direction === 'to-container') : '';
  },
  enter: ({ state }, place) => {
    const asked = askedIn(state, TARGET);
    if (!asked || place === '') return remark('nothing is copied: no path was given');
    return [copyOf(asked, place)];
  },
});
