import { type Command, say } from '../../commands/command.ts';
import { selectedObject } from '../../store/selectors/selected-object.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { nextMatch } from './search.ts';
import { yamlPart } from './yaml-part.ts';

const ID = 'yaml';

export const yamlPane = definePane({
  id: ID,
  title: 'YAML',
  slot: 4,
  needs: () => [],
  wantsDocument: true,
  lines: (state) => document(state)?.lines.length ?? 0,
  find: (state, text, from, by) => nextMatch(document(state)?.lines ?? [], text, from, by),
  view: (state) => ({
    note: note(state),
    summary: () => [span(note(state), styleOf('muted'))],
    body: body(state),
  }),
  commands: [
    jump('next-match', 'n', 'the next match of the search', 1),
    jump('previous-match', 'N', 'the match before', -1),
  ],
});

function document(state: State): State['cluster']['document'] {
  return state.cluster.document?.key === selectedObject(state)?.key ? state.cluster.document : undefined;
}

function body(state: State): Body {
  const found = document(state);
  const message = (text: string, tone: 'muted' | 'progress' | 'failing'): Body => ({
    type: 'message',
    lines: [[span(text, styleOf(tone))]],
  });
  if (!selectedObject(state)) return message('nothing is selected', 'muted');
  if (!found || found.status === 'loading') return message('◐ loading …', 'progress');
  if (found.failure) return message(`✖ ${found.failure.message}`, 'failing');
  const { top, sideways, filter } = paneState(state, ID);
  return {
    type: 'text',
    count: found.lines.length,
    part: (index, from, length) => yamlPart(found.lines[index] ?? '', from, length, filter),
    top,
    sideways,
  };
}

function jump(id: string, key: string, title: string, by: 1 | -1): Command {
  return {
    id,
    keys: [key],
    title,
    scope: `pane:${ID}`,
    run: ({ state, pane }) => {
      const { filter, top } = paneState(state, ID);
      if (filter === '') return [say(state, 'nothing is searched for; / searches')];
      const found = pane.find?.(filter, top + by, by);
      return found === undefined
        ? [say(state, `nothing has ${filter}`)]
        : [{ type: 'scroll', pane: ID, top: found }];
    },
  };
}

function note(state: State): string {
  const object = selectedObject(state);
  return object ? `${object.ref.kind} ${object.ref.name}` : '';
}
