import { copyOf, type CopyAsked } from '../../commands/opening/copy.ts';
import { remark } from '../../commands/command.ts';
import { ownOf } from '../../store/own.ts';
import { goneText } from '../../store/selectors/pods/gone.ts';
import type { State } from '../../store/state.ts';
import { definePrompt, type Prompt, promptText } from '../parts/prompt.ts';

const [SOURCE, TARGET] = ['copy-source', 'copy-target'];

const askedIn = (state: State, id: string): CopyAsked | undefined =>
  ownOf<Prompt>(state, id)?.given as CopyAsked | undefined;

/** That nothing can be copied any more, where the Pod is gone. */
const goneIn = (state: State, id: string): string | undefined => goneText(state, askedIn(state, id)?.of);

const sideOf = ({ target }: CopyAsked, isThere: boolean): string =>
  isThere ? `a path in ${target.container} of ${target.pod}` : 'a path here; ~ is your home';

/** Asks what is copied. */
export const copySource = definePrompt({
  id: SOURCE,
  label: 'copy ',
  note: ({ state }) => {
    const asked = askedIn(state, SOURCE);
    return goneIn(state, SOURCE) ?? (asked ? sideOf(asked, asked.direction === 'from-container') : '');
  },
  refusal: ({ state }) => goneIn(state, SOURCE),
  enter: ({ state }, given) => {
    const asked = askedIn(state, SOURCE);
    // Who goes on with an absolute path after the / that stands there means that path.
    const source = given.replace(/^\/+/, '/');
    if (!asked || source === '') return remark('nothing is copied: no path was given');
    const name = source.split('/').findLast((part) => part !== '') ?? '';
    const offer = asked.direction === 'from-container' ? `./${name}` : `/tmp/${name}`;
    return [{ type: 'open', overlay: TARGET, with: { ...asked, source, text: '', offer } }];
  },
});

const offerIn = (state: State): string => (askedIn(state, TARGET) as Offered | undefined)?.offer ?? '';

/** With where it goes unless another place is typed. */
interface Offered extends CopyAsked {
  readonly offer: string;
}

/** Asks where it goes: Enter takes what is offered, Tab puts it in to go on with. */
export const copyTarget = definePrompt({
  id: TARGET,
  label: 'to ',
  ghost: ({ state }, text) => (text === '' ? offerIn(state) : ''),
  note: ({ state }) => {
    const asked = askedIn(state, TARGET);
    return goneIn(state, TARGET) ?? (asked ? sideOf(asked, asked.direction === 'to-container') : '');
  },
  refusal: ({ state }) => goneIn(state, TARGET),
  enter: ({ state }, given) => {
    const asked = askedIn(state, TARGET);
    const place = given || offerIn(state);
    if (!asked || place === '') return remark('nothing is copied: no path was given');
    return [copyOf(asked, place)];
  },
  commands: [
    {
      id: `${TARGET}-tab`,
      keys: ['tab'],
      title: 'put in what is offered',
      scope: `overlay:${TARGET}`,
      run: (context) =>
        promptText(context, TARGET) === ''
          ? [{ type: 'own', of: TARGET, action: offerIn(context.state) }]
          : remark('a path stands here already'),
    },
  ],
});
