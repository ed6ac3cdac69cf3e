import { type Command, say } from '../../commands/command.ts';
import { selectedObject } from '../../store/selectors/selected-object.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, type Line, span } from '../../view/block.ts';
import { INVERSE, styleOf } from '../../view/frame.ts';
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
  find: (state, text, from, by) => nextMatch(document(state)?.lines ?? [], text, from, by),
  view: (state) => ({ note: note(state), summary: [span(note(state), styleOf('muted'))], body: body(state) }),
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
    lines: wrap(text, 76).map((line) => [span(line, styleOf(tone))]),
  });
  if (!selectedObject(state)) return message('nothing is selected', 'muted');
  if (!found || found.status === 'loading') return message('◐ loading …', 'progress');
  if (found.failure) return message(`✖ ${found.failure.message}`, 'failing');
  const { top, sideways, filter } = paneState(state, ID);
  return {
    type: 'text',
    count: found.lines.length,
    line: (index) => marked(yamlLine(found.lines[index] ?? ''), filter),
    top,
    sideways,
  };
}

/** The next line that has the text, in any case, round the end. */
function nextMatch(lines: readonly string[], text: string, from: number, by: 1 | -1): number | undefined {
  const wanted = text.toLowerCase();
  for (let step = 0; step < lines.length; step++) {
    const index = (from + by * step + lines.length * 2) % lines.length;
    if (lines[index]?.toLowerCase().includes(wanted)) return index;
  }
  return undefined;
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

/** What was searched for stands out within a line. */
function marked(line: Line, search: string): Line {
  if (search === '') return line;
  const wanted = search.toLowerCase();
  return line.flatMap((part): Line => {
    const at = part.text.toLowerCase().indexOf(wanted);
    if (at < 0) return [part];
    const end = at + search.length;
    const rest = marked([{ ...part, text: part.text.slice(end) }], search);
    return [
      { ...part, text: part.text.slice(0, at) },
      span(part.text.slice(at, end), styleOf('match', INVERSE)),
      ...rest,
    ];
  });
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
