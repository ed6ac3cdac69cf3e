import type { Action } from '../../store/actions.ts';
import type { State } from '../../store/state.ts';
import { defineOverlay } from '../define-overlay.ts';
import { definePrompt } from '../parts/prompt.ts';
import { clicked, commands, onto, ontoFound } from './commands.ts';
import { contentOf } from './content.ts';
import { nodeFeed } from '../../store/selectors/nodes.ts';
import { able, failedForNode, feedOf, ID, type Looking, lookingOf, type Step, stepped } from './looking.ts';
import { filesView } from './view.ts';

/** The files of a volume, as one of the containers that mount it sees them. Opened with a `Looking`. */
export const files = defineOverlay<Looking, Step>({
  id: ID,
  needs: (state) => {
    const looking = lookingOf(state);
    if (!looking || able(state, looking) !== true) return [];
    const pod = failedForNode(state, looking);
    return [feedOf(state, looking), ...(pod ? [nodeFeed(pod.spec?.nodeName ?? '')] : [])];
  },
  initial: (given) => given as Looking,
  reduce: stepped,
  view: filesView,
  click: clicked,
  commands,
});

/** How it was before anything was typed. */
interface Before {
  readonly text: string;
  readonly line: number;
  readonly sideways: number;
}

/** Back to where it was. */
const asBefore = (state: State, looking: Looking, { line, sideways }: Before): readonly Action[] => [
  ...onto(state, looking, line),
  { type: 'sideways', pane: ID, to: sideways },
];

/** Searches as it is typed; Escape brings back what was. */
export const filesSearch = definePrompt({
  id: `${ID}-search`,
  label: '/',
  typed: ({ state }, text, given) => {
    const before = given as Before;
    const looking = lookingOf(state);
    const searched: Action = { type: 'filter', pane: ID, text };
    if (!looking) return [searched];
    const found = text === '' ? undefined : contentOf(state, looking).next(text, before.line, 1);
    if (found === undefined) return [searched, ...asBefore(state, looking, before)];
    return [searched, ...ontoFound(state, looking, found, text)];
  },
  enter: () => [],
  escape: ({ state }, { given }) => {
    const before = given as Before;
    const looking = lookingOf(state);
    const searched: Action = { type: 'filter', pane: ID, text: before.text };
    return [searched, ...(looking ? asBefore(state, looking, before) : [])];
  },
});
