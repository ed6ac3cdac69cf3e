import { defineOverlay } from '../define-overlay.ts';
import { definePrompt } from '../parts/prompt.ts';
import { clicked, commands, onto } from './commands.ts';
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
}

/** Searches as it is typed; Escape brings back what was. */
export const filesSearch = definePrompt({
  id: `${ID}-search`,
  label: '/',
  typed: ({ state }, text, given) => {
    const { line } = given as Before;
    const looking = lookingOf(state);
    const found = looking && text !== '' ? contentOf(state, looking).next(text, line, 1) : undefined;
    return [{ type: 'filter', pane: ID, text }, ...(looking ? onto(state, looking, found ?? line) : [])];
  },
  enter: () => [],
  escape: ({ state }, { given }) => {
    const { text, line } = given as Before;
    const looking = lookingOf(state);
    return [{ type: 'filter', pane: ID, text }, ...(looking ? onto(state, looking, line) : [])];
  },
});
