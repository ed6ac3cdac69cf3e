import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import type { Action } from '../../store/actions.ts';
import { scrolled } from '../../model/scrolling.ts';
import { stampOf } from '../../model/logs/stamp.ts';
import { grouped } from '../../model/text/grouped.ts';
import { rowText } from '../../model/logs/log-chunk.ts';
import { timeTold } from '../../model/logs/log-item.ts';
import { filtersText, keepsAll } from '../../model/logs/log-filter.ts';
import { LOGS, type LogReach, logsLook, logsOf, ofRun } from '../../store/selectors/fares/logs.ts';
import { logRows } from '../../store/selectors/fares/log-rows.ts';
import { fedBy, podsAreAwaited } from '../../store/selectors/lists.ts';
import { paneState, type State } from '../../store/state.ts';
import { clean } from '../../view/text/clean.ts';
import { cleanColoured } from '../../view/text/coloured.ts';
import { labelsIn } from './labels.ts';
import { reachText } from './reach-text.ts';
import { asked, change, others, SCOPE, toEnd } from './log-actions.ts';
import { rowMeant } from './reading-keys.ts';
import { followsText, isFollowingTold, noMoreText } from './standing.ts';

/** k9s' keys for how far back. */
const REACHES: readonly { readonly reach: LogReach; readonly title: string }[] = [
  { reach: 'tail', title: 'the last 1,000 lines and on' },
  { reach: 'head', title: 'all, from its beginning' },
  { reach: { seconds: 60 }, title: 'of the last minute' },
  { reach: { seconds: 300 }, title: 'of the last 5 minutes' },
  { reach: { seconds: 900 }, title: 'of the last 15 minutes' },
  { reach: { seconds: 1800 }, title: 'of the last 30 minutes' },
  { reach: { seconds: 3600 }, title: 'of the last hour' },
];

const key = (
  id: string,
  keys: readonly string[],
  title: string,
  run: (context: CommandContext) => readonly Action[],
  hint?: string,
): Command => ({ id: `logs-${id}`, keys, title, scope: SCOPE, run, ...(hint !== undefined && { hint }) });

/** Whether there is something whose logs are on show, or about to come. */
const whenLogs: Command['when'] = ({ state }) =>
  logsOf(state) !== undefined || podsAreAwaited(state) || 'no Pod is selected';

export const logKeys: readonly Command[] = [
  {
    ...key('follow', ['s'], 'follow what is said, or stand still', follow, 'follow'),
    when: (context) => noMoreText(context.state) ?? whenLogs(context),
  },
  key(
    'full',
    ['f'],
    'the whole screen, or not',
    ({ state }) => [{ type: 'zoom', zoomed: !state.look.zoomed }],
    'full',
  ),
  { ...key('wrap', ['w'], 'long lines go on below, or do not', wrap, 'wrap'), when: whenLogs },
  { ...key('stamps', ['t'], 'times before lines, or none', stamps, 'times'), when: whenLogs },
  {
    ...key(
      'filter',
      ['&'],
      'keep only lines with a text; &!text, &/regex/; they stack',
      () => [{ type: 'open', overlay: 'log-filter' }],
      'filter',
    ),
    when: whenLogs,
  },
  key('previous-run', ['p'], 'what ran before the last restart, or what runs now', ({ state }) =>
    others(state, ofRun(state, !logsLook(state).previous)),
  ),
  key('level', ['l'], 'of the chosen container, or of all of the Pod', level),
  key('save', ['ctrl-s'], 'save the lines on show to a file, as plain text', save),
  key('copy', ['c'], 'copy the line on top, or that was found; following: the last', copy),
  key('first-line', ['g', 'home'], 'to the first line', first),
  key('last-line', ['G', 'end'], 'to the last line, and on', last),
  ...REACHES.map(({ reach, title }, index) =>
    key(`reach-${index}`, [`${index}`], title, ({ state }) => asked(state, reach)),
  ),
];

function follow({ state, pane }: CommandContext): readonly Action[] {
  const { top } = paneState(state, LOGS);
  const still = scrolled(Infinity, { count: pane.lines, page: pane.page });
  const to = top === Infinity ? still : Infinity;
  return [
    { type: 'scroll', pane: LOGS, top: to },
    ...(isFollowingTold(state) ? [] : remark(followsText(to))),
  ];
}

/** Where no line is longer than the pane nothing is seen of it. */
function wrap({ state, pane }: CommandContext): readonly Action[] {
  const isOn = !logsLook(state).wrap;
  const told = isOn
    ? 'long lines go on below, and none is long here'
    : 'long lines go on at the right: → shows it';
  return [change({ wrap: isOn }), ...(pane.sideways === 0 ? remark(told) : [])];
}

function stamps({ state, pane }: CommandContext): readonly Action[] {
  const isOn = !logsLook(state).stamps;
  const told = `lines will stand here with${isOn ? '' : 'out'} their times`;
  return [change({ stamps: isOn }), ...(pane.lines === 0 ? remark(told) : [])];
}

function level({ state }: CommandContext): readonly Action[] {
  const { level: now, owner, marked, previous } = logsLook(state);
  if (previous) return others(state, { previous: false });
  if (owner ?? marked) return [change({ owner: undefined, marked: undefined, level: 'pod' }), toEnd];
  if (state.look.place.selection.container === undefined)
    return remark(
      `these are all containers of the Pod · ${state.look.peek ? 'esc, then 3,' : '[ to Containers'} chooses one`,
    );
  return others(state, { level: now === 'pod' ? 'container' : 'pod' });
}

/** The row that says what was dropped is the first, where some was. */
function first({ state, pane }: CommandContext): readonly Action[] {
  const to = Math.max(0, logRows(state).first - 1);
  const { top } = paneState(state, LOGS);
  // Who follows stands still there.
  const at = isFollowingTold(state) ? top : scrolled(top, { count: pane.lines, page: pane.page });
  return at === to ? remark('Logs begins here') : [{ type: 'scroll', pane: LOGS, top: to }];
}

function last({ state }: CommandContext): readonly Action[] {
  if (paneState(state, LOGS).top !== Infinity) return [toEnd];
  return remark(`these are the last lines${noMoreText(state) === undefined ? ', as they come' : ''}`);
}

/**
 * What one sees of it, filtered as it is; times and whose a line is stand before it where they do on the screen, so that
 * what is read of one container is what `kubectl logs` prints, for jq or a diff. What happened stands in lines of its own, which are not counted. It is text for whatever
 * program: nothing in it steers a terminal, colours neither.
 */
function save({ state }: CommandContext): readonly Action[] {
  const logs = logsOf(state);
  const rows = logRows(state);
  if (rows.pending > 0) return remark('the filter still looks at lines: save when it has seen all');
  if (!logs || !fedBy(state, logs.feed).complete) return remark('there are no lines to save');
  const { of } = labelsIn(state, logs);
  const { stamps } = logsLook(state);
  const lines: string[] = [];
  let count = 0;
  for (const item of rows.all()) {
    if (!('note' in item)) count++;
    const label = of(item).text;
    const said = 'note' in item ? `-- ${rowText(item)}` : cleanColoured(item.text, false);
    lines.push(`${stamps ? `${stampOf(timeTold(item))} ` : ''}${label === '' ? '' : `${label} `}${said}\n`);
  }
  if (count === 0) return remark(`${noLineText(state)}: there is nothing to save`);
  const time = stampOf(state.look.now * 1000)
    .slice(0, 19)
    .replaceAll(':', '');
  const name = `${logs.title.replace(/[^\w.-]+/g, '-')}-${time}.log`;
  const filters = filtersText(logsLook(state).filters);
  const kept = filters === '' ? '' : ` that ${filters} keeps`;
  const what = `${grouped(count)} line${count === 1 ? '' : 's'}${kept}, plain text`;
  return [{ type: 'save', name, text: lines.join(''), what }];
}

/** Why no line is on show. */
function noLineText(state: State): string {
  const { filters, reach } = logsLook(state);
  if (!keepsAll(filters)) return `no line is kept by ${filtersText(filters)}`;
  return typeof reach === 'object'
    ? `nothing was said in the last ${reachText(reach)}`
    : 'no container has said anything here';
}

/**
 * What is pasted in a shell must not run: one line is copied, the one that was found or stands on top; the last, following.
 * What happened is no line of the log: where it stands there the line next to it is copied.
 */
function copy({ state }: CommandContext): readonly Action[] {
  const isFollowing = paneState(state, LOGS).top === Infinity;
  const line = logRows(state).lineNear(rowMeant(state), isFollowing ? -1 : 1);
  if (!line) return remark('there is no line to copy');
  return [{ type: 'copy', text: clean(cleanColoured(line.text, false)) }];
}
