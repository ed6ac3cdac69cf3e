import { grouped } from '../model/text/grouped.ts';
import { KIND_IDS, KIND_NAMES, type KindId } from '../model/kinds/kinds.ts';
import { comingText } from '../model/text/coming-text.ts';
import { notWellText } from '../model/owners/verdict/not-well-text.ts';
import { podCounts } from '../store/selectors/pods/counts.ts';
import { ownerSums } from '../store/selectors/tree/owner-sums.ts';
import type { Cluster, Fed, Standing } from '../store/cluster.ts';
import { secondsLeft } from '../model/failure.ts';
import { isList } from '../model/feed.ts';
import { onceEach } from '../model/once-each.ts';
import { standingOf } from '../store/selectors/lists.ts';
import { runningForwards } from '../store/sessions.ts';
import type { State } from '../store/state.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';
import { lineWidth } from '../view/painting/grid.ts';
import { cutEnd, cutMiddle, displayWidth } from '../view/text/text.ts';

/**
 * `podscope  admin@test ▸ default`, and that it is read-only if it is. Where it is too long the context gives way.
 *
 * @param room in cells
 */
export function headerLeft(state: State, room: number): Line {
  const line = headerParts(state, span(state.cluster.context).text);
  const excess = lineWidth(line) - room;
  if (excess <= 0) return line;
  const { text } = span(state.cluster.context);
  return headerParts(state, cutMiddle(text, Math.max(1, displayWidth(text) - excess)));
}

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

/** `● live   v1.34.4   14 pods · 7 not well   1 forward` */
export function headerRight(state: State): Line {
  const { pods, notWell } = podCounts(state);
  const trouble = notWellText({ notWell, owners: ownerSums(state).ofAll().owners });
  const counts =
    standingOf(state, 'pods').complete || pods > 0 ? `${grouped(pods)} pod${pods === 1 ? '' : 's'}` : '';
  return [
    ...connection(state),
    span(
      state.cluster.serverVersion === undefined || state.look.size.columns < ROOMY
        ? ''
        : `   ${state.cluster.serverVersion}`,
      styleOf('muted'),
    ),
    span(counts === '' ? '' : `   ${counts}`),
    { ...span(trouble === '' ? '' : ` · ${trouble}`, styleOf('failing')), press: '!' },
    span(forwardsText(state)),
  ];
}

function forwardsText({ sessions }: State): string {
  const { length } = runningForwards(sessions);
  return length === 0 ? '' : `   ${length} forward${length === 1 ? '' : 's'}`;
}

/** Without `failed`: see `connection`. */
const SEVERITY: readonly Standing['connection'][] = ['stale', 'connecting', 'polled', 'live'];

/** One word for all that is watched: the worst of it, except that one refused kind is its pane's affair. */
function connection(state: State): Line {
  const watched = listsOf(state.cluster.feeds);
  const pods = standingOf(state, 'pods');
  const [kind, status] = pods.connection === 'failed' ? ['pods' as const, pods] : worst(watched);
  // No list is open only where the connection is just being made.
  if (!status) return [span('◐ connecting', styleOf('progress'))];
  const seconds = secondsSince(status.since, state);
  switch (status.connection) {
    case 'stale':
      if (!status.complete)
        return coming(state) ?? [span(`◐ connecting: ${reasonOf(status)}`, styleOf('progress'))];
      return [
        span(
          `◐ stale ${seconds}s: ${reasonOf(status)}${nextTry(status, state.look.now)}`,
          styleOf('progress'),
        ),
      ];
    case 'failed':
      return [span(`✖ ${denial(status)} (${KIND_NAMES[kind].kind}s)`, styleOf('failing'))];
    case 'connecting':
      return silent(status, state) ?? coming(state) ?? [span('◐ connecting', styleOf('progress'))];
    case 'polled':
      if (kind === 'pods' && state.look.place.alone !== undefined && isDenied(status))
        return [span(`◐ asked ${seconds}s ago: may not list pods`, styleOf('progress'))];
      return [span(`◐ listed ${seconds}s ago: ${unwatched(status, watched)}`, styleOf('progress'))];
    default:
      return silent(status, state) ?? loading(state, watched) ?? [span('● ', styleOf('well')), span('live')];
  }
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

/** `may not watch pods and 6 more`, `nothing comes of the watch (pods)` */
function unwatched(status: Standing, watched: readonly [KindId, Standing][]): string {
  const [first, ...rest] = watched.flatMap(([kind, { connection }]) =>
    connection === 'polled' ? [kind] : [],
  );
  const kinds = rest.length === 0 ? `${first}` : `${first} and ${rest.length} more`;
  return isDenied(status) ? `may not watch ${kinds}` : `${reasonOf(status)} (${kinds})`;
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

function worst(watched: readonly [KindId, Standing][]): [KindId, Standing | undefined] {
  // What is only opened, as a tab's lists are, tells nothing of a connection by which others are heard.
  const heard = watched.some(([, { connection }]) => connection === 'live' || connection === 'polled');
  const telling = watched.filter(
    ([kind, { connection }]) => !heard || kind === 'pods' || connection !== 'connecting',
  );
  for (const connection of SEVERITY) {
    const found = telling.find(([, status]) => status.connection === connection);
    if (found) return found;
  }
  return watched[0] ?? ['pods', undefined];
}

/** Cells for a reason: it is a word where the server keeps to the rules. */
const REASON = 40;

const isDenied = ({ failure }: Standing): boolean => failure?.code === 403;

const denial = (status: Standing): string =>
  isDenied(status) ? 'denied' : cutEnd(span(status.failure?.reason || 'failed').text, REASON);

/** The system's words for what happened to a connection. */
const SYSTEM: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ECONNRESET: 'connection reset',
    ECONNREFUSED: 'connection refused',
    ETIMEDOUT: 'timed out',
    EHOSTUNREACH: 'host unreachable',
    ENETUNREACH: 'network unreachable',
    ENOTFOUND: 'host not found',
    EAI_AGAIN: 'host name not resolved',
    ECONNABORTED: 'connection aborted',
    EPROTO: 'TLS failed',
    UnexpectedEnd: 'the answer was cut off',
    InvalidAnswer: 'the answer cannot be read',
    EmptyAnswer: 'the answer was empty',
    InternalError: 'the server failed',
    Timeout: 'timed out',
    EPIPE: 'connection closed',
    NoAnswer: 'no answer',
    DeadConnection: 'the connection was dead',
    IdleTimeout: 'nothing came any more',
    VeryShortWatch: 'the watch ended at once',
    SilentWatch: 'nothing comes of the watch',
    TooLarge: 'the answer was too large',
    ConnectTimeout: 'no connection',
    Expired: 'too old, listed anew',
    Gone: 'too old, listed anew',
    ListedAnew: 'listing anew',
    NotKubernetes: 'not a Kubernetes API server',
    NotHTTP: 'not HTTP',
    UntrustedCertificate: 'certificate not trusted',
    ClientCertificate: 'client certificate refused',
    NoTLS: 'no TLS there',
    Proxy: 'refused by the proxy',
    CredentialPlugin: 'credential plugin failed',
  }),
);

/** A code that nobody has translated reads better as words: `UNABLE_TO_GET_CRL`. */
const inWords = (reason: string): string =>
  /^[A-Z\d]+(_[A-Z\d]+)+$/.test(reason) ? reason.toLowerCase().replaceAll('_', ' ') : reason;

function reasonOf({ failure }: Standing): string {
  if (!failure) return 'no answer';
  return cutEnd(span(SYSTEM.get(failure.reason) ?? inWords(failure.reason)).text, REASON);
}

/** `, again in 8s`: nobody has to wait for it, ctrl-r tries at once. */
function nextTry({ failure }: Standing, now: number): string {
  const seconds = failure === undefined ? 0 : (secondsLeft(failure, now) ?? 0);
  return seconds > 1 ? `, again in ${seconds}s or ctrl-r` : '';
}
