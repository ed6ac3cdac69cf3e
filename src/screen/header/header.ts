import { againText } from '../../model/failure.ts';
import { grouped } from '../../model/text/grouped.ts';
import { KIND_IDS, KIND_NAMES, type KindId } from '../../model/kinds/kinds.ts';
import { comingText } from '../../model/text/coming-text.ts';
import { notWellText } from '../../model/owners/verdict/not-well-text.ts';
import { podCounts } from '../../store/selectors/pods/counts.ts';
import { ownerSums } from '../../store/selectors/tree/owner-sums.ts';
import type { Cluster, Fed, Standing } from '../../store/cluster.ts';
import { isList } from '../../model/feed.ts';
import { onceEach } from '../../model/once-each.ts';
import { standingOf } from '../../store/selectors/lists.ts';
import { runningForwards } from '../../store/sessions.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import type { ScreenModel } from '../../view/screen-model.ts';
import { BOLD, styleOf } from '../../view/frame.ts';
import { lineWidth } from '../../view/painting/grid.ts';
import { cutMiddle, displayWidth } from '../../view/text/text.ts';
import { denial, isDenied, reasonOf } from './why.ts';

/** Cells between both sides, and before and behind them. */
const GAP = 3;

/** What stands in the screen's first line, on both sides. */
export function header(state: State): Pick<ScreenModel, 'headerLeft' | 'headerRight'> {
  const right = headerRight(state);
  return {
    headerLeft: headerLeft(state, state.look.size.columns - lineWidth(right) - GAP),
    headerRight: right,
  };
}

/**
 * `podscope  admin@test ▸ default`, and that it is read-only if it is. Where it is too long the context gives way.
 *
 * @param room in cells
 */
function headerLeft(state: State, room: number): Line {
  const line = headerParts(state, span(state.cluster.context).text);
  const excess = lineWidth(line) - room;
  if (excess <= 0) return line;
  const { text } = span(state.cluster.context);
  return headerParts(state, cutMiddle(text, Math.max(1, displayWidth(text) - excess)));
}

/** What is shown of a long context at least, in cells. */
const LEAST = 1;

function headerParts(state: State, context: string): Line {
  return [
    span('podscope', styleOf('accent', BOLD)),
    { ...span(`  ${context} ▸ `, styleOf('muted')), press: 'x' },
    { ...span(state.look.place.namespace ?? 'all namespaces', styleOf('title', BOLD)), press: 'n' },
    span(state.look.labelSelector === undefined ? '' : `  -l ${state.look.labelSelector}`, styleOf('muted')),
    span(state.look.readonly ? '  read-only' : '', styleOf('progress')),
  ];
}

/** On fewer columns the server's version has no place. */
const ROOMY = 100;

/**
 * `● live   v1.34.4   14 pods · 7 not well   1 forward`. Where that leaves no room for the left side, the version is left out, and
 * how the connection is told in fewer words.
 */
function headerRight(state: State): Line {
  const counts = countsOf(state);
  const { text } = span(state.cluster.context);
  const left = lineWidth(headerParts(state, cutMiddle(text, LEAST)));
  const room = state.look.size.columns - left - GAP - lineWidth(counts);
  const [full = [], ...shorter] = connection(state);
  const told = [[...full, ...versionOf(state)], full, ...shorter];
  return [...(told.find((line) => lineWidth(line) <= room) ?? told.at(-1) ?? []), ...counts];
}

function versionOf({ cluster: { serverVersion }, look }: State): Line {
  if (serverVersion === undefined || look.size.columns < ROOMY) return [];
  return [span(`   ${serverVersion}`, styleOf('muted'))];
}

function countsOf(state: State): Line {
  const { pods, notWell } = podCounts(state);
  const trouble = notWellText({ notWell, owners: ownerSums(state).ofAll().owners });
  const { complete, unreadable = 0 } = standingOf(state, 'pods');
  const counts = complete || pods > 0 ? `${grouped(pods)} pod${pods === 1 ? '' : 's'}` : '';
  return [
    span(counts === '' ? '' : `   ${counts}`),
    { ...span(trouble === '' ? '' : ` · ${trouble}`, styleOf('failing')), press: '!' },
    span(unreadable > 0 ? ` · ${grouped(unreadable)} unreadable` : '', styleOf('failing')),
    span(forwardsText(state)),
  ];
}

function forwardsText({ sessions }: State): string {
  const { length } = runningForwards(sessions);
  return length === 0 ? '' : `   ${length} forward${length === 1 ? '' : 's'}`;
}

/** Without `failed`: see `connection`. */
const SEVERITY: readonly Standing['connection'][] = ['stale', 'connecting', 'polled', 'live'];

/** One word for all that is watched: the worst of it, except that one refused kind is its pane's affair. The fullest text first. */
function connection(state: State): readonly Line[] {
  const watched = listsOf(state.cluster.feeds);
  const pods = standingOf(state, 'pods');
  const told = pods.connection === 'failed' ? (['pods', pods] as const) : worst(watched);
  // No list is open only where the connection is just being made.
  if (!told) return [inProgress('connecting')];
  const [kind, status] = told;
  const seconds = secondsSince(status.since, state);
  switch (status.connection) {
    case 'stale':
      return stale(kind, status, watched, state);
    case 'failed': {
      const denied = `✖ ${denial(status)} (${KIND_NAMES[kind].kind}s)`;
      const again = againText(status.failure, state.look.now);
      return [denied + again, denied].map((text) => [span(text, styleOf('failing'))]);
    }
    case 'connecting':
      return [silent(status, state) ?? coming(state) ?? inProgress('connecting')];
    case 'polled':
      if (kind === 'pods' && state.look.place.alone !== undefined && isDenied(status))
        return [inProgress(`asked ${seconds}s ago: may not list pods`)];
      return shortened(`listed ${seconds}s ago`, unwatched(kind, status, watched));
    default:
      return [
        silent(status, state) ?? loading(state, watched) ?? [span('● ', styleOf('well')), span('live')],
      ];
  }
}

/** `stale 12s: no answer (replicasets and 1 more), again in 8s or ctrl-r` */
function stale(kind: KindId, status: Standing, watched: readonly Watched[], state: State): readonly Line[] {
  const others = watched.some(([, { connection }]) => !['stale', 'failed'].includes(connection));
  const which = others ? kindsText(kind, 'stale', watched) : undefined;
  const reason = `${reasonOf(status)}${which === undefined ? '' : ` (${which})`}`;
  if (!status.complete) return [coming(state) ?? inProgress(`connecting: ${reason}`)];
  const again = againText(status.failure, state.look.now);
  return shortened(
    `stale ${secondsSince(status.since, state)}s`,
    [`${reason}${again}`, reason, which ?? []].flat(),
  );
}

/** What is said, with the first of these behind it, with the next, and so on; and alone. */
function shortened(said: string, behind: readonly string[]): readonly Line[] {
  return [...behind.map((text) => `${said}: ${text}`), said].map(inProgress);
}

/** The lists that are open, in the order of their kinds: other feeds are their panes' affair. */
const listsOf = onceEach((feeds: Cluster['feeds']): readonly [KindId, Fed][] => {
  const open = [...feeds.values()].flatMap((fed): [KindId, Fed][] =>
    isList(fed.feed) ? [[fed.feed.kind, fed]] : [],
  );
  return open.sort(([a], [b]) => KIND_IDS.indexOf(a) - KIND_IDS.indexOf(b));
});

const secondsSince = (time: number, { look }: State): number =>
  Math.max(0, Math.floor((look.now - time) / 1000));

/** `may not watch pods and 6 more`, `nothing comes of the watch (pods)`; and those kinds alone. */
function unwatched(kind: KindId, status: Standing, watched: readonly Watched[]): readonly string[] {
  const kinds = kindsText(kind, 'polled', watched);
  return [isDenied(status) ? `may not watch ${kinds}` : `${reasonOf(status)} (${kinds})`, kinds];
}

/** `replicasets and 1 more` that stand so. */
function kindsText(kind: KindId, standing: Standing['connection'], watched: readonly Watched[]): string {
  const more = watched.filter(([other, { connection }]) => other !== kind && connection === standing).length;
  return more === 0 ? kind : `${kind} and ${more} more`;
}

/** Connections stand, and the server does not answer: what is on show may be out of date. */
function silent({ silentSince }: Standing, state: State): Line | undefined {
  if (silentSince === undefined) return undefined;
  return [span(`◐ no answer for ${secondsSince(silentSince, state)}s`, styleOf('progress'))];
}

/** A list of which nothing more comes is said to load for how long, after so many seconds. */
const LONG = 3;

function loading(state: State, watched: readonly [KindId, Fed][]): Line | undefined {
  const { connection, complete, since } = standingOf(state, 'pods');
  if (connection === 'live' && !complete) {
    const seconds = secondsSince(since, state);
    return coming(state) ?? inProgress(seconds < LONG ? 'loading' : `loading for ${seconds}s`);
  }
  const anew = watched.find(([, fed]) => fed.connection === 'live' && fed.staged !== undefined);
  return anew && inProgress(`listing anew${cameText(anew[1], state)}`);
}

/** The list of Pods takes long: `◐ loading: 12Ki in 40s`. */
function coming(state: State): Line | undefined {
  const pods = standingOf(state, 'pods');
  return pods.coming && !pods.complete ? inProgress(`loading${cameText(pods, state)}`) : undefined;
}

const cameText = ({ coming: came }: Standing, { look }: State): string =>
  came === undefined ? '' : `: ${comingText(came, look.now)}`;

const inProgress = (text: string): Line => [span(`◐ ${text}`, styleOf('progress'))];

type Watched = readonly [KindId, Standing];

/** Of kinds that stand alike the one that was heard of longest ago; one that never was counts no seconds. */
function longestAgo(watched: readonly Watched[]): Watched | undefined {
  const complete = watched.filter(([, status]) => status.complete);
  const [first, ...rest] = complete.length > 0 ? complete : watched;
  return rest.reduce<Watched | undefined>(
    (oldest, each) => (oldest && oldest[1].since <= each[1].since ? oldest : each),
    first,
  );
}

function worst(watched: readonly Watched[]): Watched | undefined {
  // What is only opened, as a tab's lists are, tells nothing of a connection by which others are heard.
  const heard = watched.some(([, { connection }]) => connection === 'live' || connection === 'polled');
  const telling = watched.filter(
    ([kind, { connection }]) => !heard || kind === 'pods' || connection !== 'connecting',
  );
  for (const connection of SEVERITY) {
    const found = longestAgo(telling.filter(([, status]) => status.connection === connection));
    if (found) return found;
  }
  return watched[0];
}
