import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import { askDebug } from '../../commands/opening/shell.ts';
import type { FileEntry } from '../../model/files/browsed.ts';
import type { Action } from '../../store/actions.ts';
import { paneState, type State } from '../../store/state.ts';
import { ableTo } from '../../store/selectors/able-to.ts';
import { foundAt } from '../../view/text/found-at.ts';
import { CLOSE, closing } from '../parts/close.ts';
import { contentOf, cursorOf, entriesOf, lineOf, roomOf, topOf, whyNotOpened } from './content.ts';
import { able, above, fedOf, ID, joined, type Looking, lookingOf, othersOf, type Step } from './looking.ts';

type Run = (state: State, looking: Looking) => readonly Action[];

function command(id: string, keys: readonly string[], title: string, run: Run): Command {
  return {
    id: `${ID}-${id}`,
    keys,
    title,
    scope: `overlay:${ID}`,
    run: ({ state }: CommandContext) => {
      const looking = lookingOf(state);
      return looking ? run(state, looking) : [CLOSE];
    },
  };
}

const step = (action: Step): Action => ({ type: 'own', of: ID, action });

/** Something else is on show: it begins at its first line, and with nothing searched for. */
const elsewhere = (to: Step): readonly Action[] => [
  step(to),
  { type: 'scroll', pane: ID, top: 0 },
  { type: 'sideways', pane: ID, to: 0 },
  { type: 'filter', pane: ID, text: '' },
];

/** Onto a line: the cursor of a directory, the first on show of a file. */
export function onto(state: State, looking: Looking, line: number): readonly Action[] {
  const { data } = fedOf(state, looking);
  if (data?.type !== 'directory') return [{ type: 'scroll', pane: ID, top: line }];
  const entry = data.entries[Math.max(0, Math.min(line, data.entries.length - 1))];
  return entry ? [step({ type: 'cursor', name: entry.name })] : [];
}

/** Onto a line that has what is searched for, which in a file is then on show. */
export function ontoFound(state: State, looking: Looking, line: number, text: string): readonly Action[] {
  const moved = onto(state, looking, line);
  if (fedOf(state, looking).data?.type !== 'file') return moved;
  const found = contentOf(state, looking).lines[line] ?? '';
  const to = foundAt(found, text, paneState(state, ID).sideways, roomOf(state, 'file').columns);
  return [...moved, { type: 'sideways', pane: ID, to }];
}

function moving(
  id: string,
  keys: readonly string[],
  title: string,
  by: (from: number, page: number) => number,
): Command {
  return command(id, keys, title, (state, looking) => {
    const { data } = fedOf(state, looking);
    const page = Math.max(1, roomOf(state, data?.type).rows - 1);
    const count = contentOf(state, looking).lines.length;
    if (count === 0) return remark('there is nothing to move through');
    const { top, last } =
      data?.type === 'file' ? topOf(state, looking) : { top: lineOf(state, looking), last: count - 1 };
    const to = Math.max(0, Math.min(by(top, page), last));
    return to === top ? remark(top === 0 ? 'it begins here' : 'it ends here') : onto(state, looking, to);
  });
}

const open: Run = (state, looking) => {
  const { data } = fedOf(state, looking);
  if (data?.type === 'file') return remark('this is the file · esc goes back');
  const entries = entriesOf(state, looking);
  return opened(looking, entries[cursorOf(entries, looking)]);
};

function opened(looking: Looking, entry: FileEntry | undefined): readonly Action[] {
  const why = whyNotOpened(entry);
  if (!entry || why !== undefined) return remark(why ?? '');
  // What the cursor is on is known by its name from now on, so that coming back finds it.
  return [
    step({ type: 'cursor', name: entry.name }),
    ...elsewhere({ type: 'go', path: joined(looking.path, entry.name) }),
  ];
}

/** A click puts the cursor on an entry; a double one opens it. */
export function clicked({ state }: CommandContext, row: number, double: boolean): readonly Action[] {
  const looking = lookingOf(state);
  const entry = looking && entriesOf(state, looking)[row];
  if (!looking || !entry) return [];
  return double ? opened(looking, entry) : onto(state, looking, row);
}

const up =
  (atTop: readonly Action[]): Run =>
  (_, looking) => {
    const path = above(looking.path);
    return path === undefined ? atTop : elsewhere({ type: 'go', path });
  };

/** A search ends first, as in less; then up, and at the mount it closes. */
const back: Run = (state, looking) =>
  paneState(state, ID).filter === '' ? up([CLOSE])(state, looking) : [{ type: 'filter', pane: ID, text: '' }];

const nextContainer: Run = (state, looking) => {
  const [next] = othersOf(state, looking);
  if (!next) return remark('no other container that runs mounts it');
  const { place, path } = next;
  const moved = elsewhere({ type: 'as', place, path: path ?? '' });
  if (path !== undefined) return moved;
  return [
    ...moved,
    ...remark(`${place.container} has only ${place.subPath} of the volume: this is all that it sees`),
  ];
};

const again: Run = (state, looking) => {
  const may = able(state, looking);
  return may === true ? [step({ type: 'go', path: looking.path })] : remark(may);
};

const debug: Run = (state, { namespace, pod, uid, place: { container } }) => {
  const may = ableTo(state, 'debug', namespace);
  return may === true ? askDebug({ namespace, pod, container }, { namespace, name: pod, uid }) : remark(may);
};

const right: Run = (state, looking) => {
  const { data } = fedOf(state, looking);
  if (data?.type !== 'file') return open(state, looking);
  const { sideways } = paneState(state, ID);
  const most = Math.max(0, contentOf(state, looking).widest - roomOf(state, 'file').columns);
  if (sideways >= most) return remark('it has nothing more on this side');
  return [{ type: 'sideways', pane: ID, to: Math.min(most, sideways + 8) }];
};

const left: Run = (state, looking) => {
  const { sideways } = paneState(state, ID);
  if (sideways > 0) return [{ type: 'sideways', pane: ID, to: Math.max(0, sideways - 8) }];
  return up(remark('the volume is mounted here · esc closes'))(state, looking);
};

const jump =
  (by: 1 | -1): Run =>
  (state, looking) => {
    const { filter } = paneState(state, ID);
    if (filter === '') return remark('nothing is searched for; / searches');
    const found = contentOf(state, looking).next(filter, lineOf(state, looking) + by, by);
    return found === undefined ? remark(`nothing has ${filter}`) : ontoFound(state, looking, found, filter);
  };

export const commands: readonly Command[] = [
  moving('down', ['j', 'down'], 'down', (from) => from + 1),
  moving('up', ['k', 'up'], 'up', (from) => from - 1),
  moving('page-down', ['ctrl-f', 'pagedown', 'space'], 'a page down', (from, page) => from + page),
  moving('page-up', ['ctrl-b', 'pageup'], 'a page up', (from, page) => from - page),
  moving('first', ['g', 'home'], 'to the first', () => 0),
  moving('last', ['G', 'end'], 'to the last', () => Number.MAX_SAFE_INTEGER),
  command('open', ['enter'], 'down into the directory, or open the file', open),
  command('right', ['right'], 'open; in a file: scroll right', right),
  command('left', ['left', 'h', 'backspace'], 'up; in a file: scroll left, then back', left),
  command('back', ['escape'], 'end the search, else up; at the mount: close', back),
  closing(ID, ['q']),
  command('as-next', ['c'], 'the same as the next container sees it', nextContainer),
  command('again', ['ctrl-r'], 'look again', again),
  command('debug', ['D'], 'a debug container to look through where there is no shell (asks first)', debug),
  command('search', ['/'], 'search: in a file its text, in a directory names', (state, looking) => [
    {
      type: 'open',
      overlay: `${ID}-search`,
      with: {
        text: paneState(state, ID).filter,
        line: lineOf(state, looking),
        sideways: paneState(state, ID).sideways,
      },
    },
  ]),
  command('next-match', ['n'], 'the next match of the search', jump(1)),
  command('previous-match', ['N'], 'the match before', jump(-1)),
  command('whole', ['i'], 'the volume whole', () => [{ type: 'open', overlay: 'volume' }]),
];
