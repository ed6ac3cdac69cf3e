import { type Command, say } from '../../commands/command.ts';
import type { KubeObject } from '../../model/objects.ts';
import type { Derived } from '../../store/kept.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { selectedObject, selectedObjectFeed } from '../../store/selectors/selected-object.ts';
import { paneState, type State } from '../../store/state.ts';
import { type Body, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { definePane } from '../define-pane.ts';
import { MOST_COUNTED, SearchedLines } from '../../model/searched-lines.ts';
import { yamlLines } from './yaml-lines.ts';
import { yamlPart } from './yaml-part.ts';

const ID = 'yaml';

export const yamlPane = definePane({
  id: ID,
  title: 'YAML',
  slot: 4,
  tall: true,
  needs: (state) => {
    const feed = selectedObjectFeed(state);
    return feed ? [feed] : [];
  },
  lines: (state) => linesOf(state).lines.length,
  find: (state, text, from, by) => linesOf(state).next(text, from, by),
  found,
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

interface Written {
  readonly object: KubeObject | undefined;
  readonly lines: SearchedLines;
}

const NOTHING = new SearchedLines([]);
const WRITTEN: Derived<Written> = { initial: { object: undefined, lines: NOTHING } };

/** The lines of the object on show: written once, since it may have megabytes, and asked for with every key. */
function linesOf(state: State): SearchedLines {
  const feed = selectedObjectFeed(state);
  const object = feed && fedBy(state, feed).data;
  if (!object) return NOTHING;
  return state.cluster.kept.next(WRITTEN, (last) =>
    last.object === object ? last : { object, lines: new SearchedLines(yamlLines(object)) },
  ).lines;
}

const widest = new WeakMap<readonly string[], number>();

/** Looked for once: there may be many lines. */
function widestOf(lines: readonly string[]): number {
  let known = widest.get(lines);
  if (known === undefined) {
    known = lines.reduce((most, { length }) => Math.max(most, length), 0);
    widest.set(lines, known);
  }
  return known;
}

function body(state: State): Body {
  const message = (text: string, tone: 'muted' | 'progress' | 'failing'): Body => ({
    type: 'message',
    lines: [[span(text, styleOf(tone))]],
  });
  const feed = selectedObjectFeed(state);
  if (!feed) return message('nothing is selected', 'muted');
  const { connection, complete, failure } = fedBy(state, feed);
  if (failure && connection === 'failed') return message(`✖ ${failure.message}`, 'failing');
  if (!complete) return message('◐ loading …', 'progress');
  const { lines } = linesOf(state);
  const { top, sideways, filter } = paneState(state, ID);
  return {
    type: 'text',
    count: lines.length,
    part: (index, from, length) => yamlPart(lines[index] ?? '', { from, length }, filter, index === top),
    top,
    sideways,
    widest: widestOf(lines),
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
      if (filter === '') return [say('nothing is searched for; / searches')];
      const found = pane.find?.(filter, top + by, by);
      return found === undefined
        ? [say(`no line has ${filter}`)]
        : [{ type: 'scroll', pane: ID, top: found }];
    },
  };
}

function note(state: State): string {
  const { filter } = paneState(state, ID);
  const object = selectedObject(state);
  if (!object) return '';
  const { kind, name } = object.ref;
  return filter === '' ? `${kind} ${name}` : `${kind} ${name} · /${filter} ${found(state)}`;
}

/** What the search has found: `3 of 7` where the line on top is one of them. */
function found(state: State): string {
  const { filter, top } = paneState(state, ID);
  if (filter === '') return '';
  const { at, of } = linesOf(state).count(filter, top);
  const all = of === MOST_COUNTED ? `${of}+` : `${of}`;
  if (of === 0) return 'is in no line';
  return at === 0 ? `in ${all} line${of === 1 ? '' : 's'}` : `${at} of ${all}`;
}
