import { selectedObject } from '../../store/selectors/selected-object.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { wrap } from '../../view/text.ts';
import { definePane } from '../define-pane.ts';

const ID = 'yaml';

export const yamlPane = definePane({
  id: ID,
  title: 'YAML',
  slot: 4,
  needs: () => [],
  wantsDocument: true,
  lines: (state) => document(state)?.lines.length ?? 0,
  view: (state) => ({ note: note(state), summary: [span(note(state), styleOf('muted'))], body: body(state) }),
  commands: [],
});

function document(state: State): State['document'] {
  return state.document?.key === selectedObject(state)?.key ? state.document : undefined;
}

function body(state: State): Body {
  const found = document(state);
  const message = (text: string, tone: 'muted' | 'progress' | 'failing'): Body => ({
    type: 'message',
    lines: wrap(text, 76).map((line) => [span(line, styleOf(tone))]),
  });
  if (!selectedObject(state)) return message('nothing is selected', 'muted');
  if (!found || found.status === 'loading') return message('◐ loading …', 'progress');
  if (found.failure) return message(`✖ ${found.failure.message}`, 'failing');
  const { top, sideways } = paneState(state, ID);
  return {
    type: 'text',
    count: found.lines.length,
    line: (index) => yamlLine(found.lines[index] ?? ''),
    top,
    sideways,
  };
}

/** Keys stand out from their values. */
function yamlLine(text: string): Line {
  const match = /^(\s*(?:- )*)("[^"]*"|[^\s"'#][^:]*)(:)(?=\s|$)/.exec(text);
  if (!match) return [span(text)];
  const [whole, indent = '', key = ''] = match;
  return [span(indent), span(key, styleOf('key')), span(':' + text.slice(whole.length))];
}

function note(state: State): string {
  const object = selectedObject(state);
  return object ? `${object.ref.kind} ${object.ref.name}` : '';
}
