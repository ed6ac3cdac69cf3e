import type { Action } from '../store/actions.ts';
import { scrolled, type Stretch } from '../model/scrolling.ts';
import { paneState, type State } from '../store/state.ts';
import { type Command, type CommandContext, remark } from './command.ts';

type Step = (index: number, context: CommandContext) => number;

/** Moves the cursor of a list, or the lines of a pane without one. */
function move(context: CommandContext, step: Step): readonly Action[] {
  const { state, pane } = context;
  if (!pane.list) {
    const { id, lines: count, firstLine: first, page } = pane;
    const from = stepped(state, id, { count, page, first });
    const top = stepped(state, id, { count, page, first }, (line) => step(line, context));
    return top === from ? remark(atEnd(pane.title, count, top - first)) : [{ type: 'scroll', pane: id, top }];
  }
  const { model, cursor, select } = pane.list;
  const at = cursor === undefined ? -1 : model.indexOf(cursor);
  const index = at < 0 ? 0 : clamp(step(at, context), model.count - 1);
  if (model.count === 0) return remark(atEnd(pane.title, 0, 0));
  // Who stays on a row has chosen it all the same: until then it is only the first of the list.
  const chosen: Action = { type: 'select', selection: select(model.keyAt(index)) };
  return index === at ? [chosen, ...remark(atEnd(pane.title, model.count, index))] : [chosen];
}

/** Why there is nowhere to go. */
function atEnd(title: string, count: number, at: number): string {
  if (count === 0) return `${title} is empty`;
  return at === 0 ? `${title} begins here` : `${title} ends here`;
}

/** Where the lines of a pane or an overlay stand after a step. */
export function stepped(
  state: State,
  id: string,
  stretch: Stretch,
  step: (top: number) => number = (top) => top,
): number {
  return scrolled(step(scrolled(paneState(state, id).top, stretch)), stretch);
}

const clamp = (value: number, last: number): number => Math.max(0, Math.min(value, last));

function moving(id: string, keys: readonly string[], title: string, step: Step): Command {
  return { id, keys, title, scope: 'global', run: (context) => move(context, step) };
}

/** Scrolls sideways: columns of a list, cells of a text. */
function sideways(id: string, keys: readonly string[], title: string, by: 1 | -1): Command {
  return {
    id,
    keys,
    title,
    scope: 'global',
    run: ({ state, pane }) => {
      const from = standsAt(state, pane);
      const to = clamp(from + (pane.list ? by : by * 8), pane.sideways);
      if (to === from) return remark(`${pane.title} has nothing more on this side`);
      return [{ type: 'sideways', pane: pane.id, to }];
    },
  };
}

/** Where a pane stands sideways: no further than it can, however much room a resize has brought. */
const standsAt = (state: State, { id, sideways: most }: CommandContext['pane']): number =>
  Math.min(paneState(state, id).sideways, most);

export const movement: readonly Command[] = [
  moving('down', ['j', 'down'], 'down', (index) => index + 1),
  moving('up', ['k', 'up'], 'up', (index) => index - 1),
  moving(
    'page-down',
    ['ctrl-f', 'pagedown'],
    'a page down',
    (index, { pane }) => index + Math.max(1, pane.page - 1),
  ),
  moving(
    'page-up',
    ['ctrl-b', 'pageup'],
    'a page up',
    (index, { pane }) => index - Math.max(1, pane.page - 1),
  ),
  moving('first', ['g', 'home'], 'to the first', () => 0),
  moving('last', ['G', 'end'], 'to the last', () => Number.MAX_SAFE_INTEGER),
  sideways('right', ['right'], 'scroll right', 1),
  sideways('left', ['left', 'h'], 'scroll left', -1),
];
