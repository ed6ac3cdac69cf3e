import { secondsLeft } from '../../model/failure.ts';
import type { KindId } from '../../model/kinds/kinds.ts';
import { unreadText } from '../../model/text/unread-text.ts';
import { grouped } from '../../model/text/grouped.ts';
import { comingText } from '../../model/text/coming-text.ts';
import { deniedText, failureText } from '../../model/refusal.ts';
import type { Standing } from '../../store/cluster.ts';
import { standingOf } from '../../store/selectors/lists.ts';
import { lacksNamespace } from '../../store/selectors/namespace.ts';
import type { State } from '../../store/state.ts';
import { type Line, type MessageBody, span } from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { styleOf } from '../../view/frame.ts';

/**
 * What a list without rows says: that it is loading, was denied, cannot be reached, or is empty,
 * each with its reason. The kinds are those that the list is made of, the deciding one first.
 */
export function emptyBody(state: State, kinds: readonly KindId[], nothing: string): MessageBody {
  const statuses = kinds.map((kind) => standingOf(state, kind));
  const refused = statuses.find((status) => status.connection === 'failed' && !status.complete);
  if (refused) return messageBody('failing', `✖ ${refusal(refused)}`, reasonLines(refused, state), 'plain');
  const lost = statuses.find((status) => status.connection === 'stale' && !status.complete && !status.coming);
  // What was answered came over a connection.
  const missing = lost?.failure?.code === undefined ? 'connection' : 'list';
  if (lost) return messageBody('progress', `◐ no ${missing} yet`, reasonLines(lost, state), 'plain');
  const loading = statuses.filter((status) => !status.complete);
  if (loading.length > 0) return messageBody('progress', '◐ loading …', comingLines(loading, state));
  const unread = kinds.find((kind) => (standingOf(state, kind).unreadable ?? 0) > 0);
  if (unread) {
    const text = `✖ ${unread}: ${unreadText(standingOf(state, unread).unreadable ?? 0)}`;
    return messageBody('failing', text, [':messages has what is wrong'], 'plain');
  }
  return messageBody('muted', nothing);
}

/** How much came of the first that takes long. */
function comingLines(loading: readonly Standing[], state: State): string[] {
  const coming = loading.find((status) => status.coming)?.coming;
  return coming ? [`${comingText(coming, state.look.now)} so far`] : [];
}

/** The same of a list of the namespace: that there may be none of that name. */
export function emptyList(state: State, kinds: readonly KindId[], nothing: string): MessageBody {
  const { namespace } = state.look.place;
  return namespace !== undefined && lacksNamespace(state, namespace)
    ? messageBody('failing', `✖ namespace ${namespace} does not exist`, ['n switches the namespace'], 'plain')
    : emptyBody(state, kinds, nothing);
}

/** `Forbidden`, `Unauthorized` … in a word that a user knows. */
function refusal({ failure }: Standing): string {
  if (failure?.code === 403) return 'denied';
  if (failure?.code === 401) return 'not logged in';
  return failure?.code === undefined ? 'failed' : 'refused';
}

function reasonLines({ failure }: Standing, state: State): string[] {
  if (!failure) return [];
  const wait = secondsLeft(failure, state.look.now);
  const { saidMs } = failure;
  const said = saidMs === undefined ? '' : `, though the server asks for ${Math.ceil(saidMs / 1000)}s`;
  const again = wait === undefined ? '' : wait > 0 ? `next try in ${wait}s${said}` : 'trying again …';
  return [failureText(failure), again].filter((line) => line !== '');
}

/** A line a verb for the kinds that a pane would like to list or watch and may not, with the server's word on the first. */
export function deniedLines(state: State, kinds: readonly KindId[]): readonly Line[] {
  const isRefused = (kind: KindId): boolean => {
    const { connection } = standingOf(state, kind);
    return connection === 'failed' || connection === 'polled';
  };
  // As everywhere where all may be listed and watched: nothing is put together.
  if (!kinds.some(isRefused)) return NO_LINES;
  return [...refusedLine(state, kinds, 'failed'), ...refusedLine(state, kinds, 'polled')];
}

const NO_LINES: readonly Line[] = [];

function refusedLine(state: State, kinds: readonly KindId[], how: 'failed' | 'polled'): Line[] {
  const denied = kinds.filter((kind) => standingOf(state, kind).connection === how);
  const failure = denied[0] && standingOf(state, denied[0]).failure;
  if (!failure) return [];
  const { namespace, alone } = state.look.place;
  const where = namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`;
  const isAlone = how === 'polled' && denied[0] === 'pods' && alone !== undefined;
  const verb = how === 'polled' && !isAlone ? 'watch' : 'list';
  const told = deniedText(`${verb} ${denied.join(', ')} ${where}`, failure);
  const line = isAlone ? `${alone} alone is asked for, by its name: ${told}` : told;
  return [
    [how === 'polled' ? span(`◐ ${line}`, styleOf('progress')) : span(`✖ ${line}`, styleOf('failing'))],
  ];
}

/** Whether some of these kinds are still to come: what changes by that is no news. */
export function isLoading(state: State, kinds: readonly KindId[]): boolean {
  return kinds.some((kind) => isComing(standingOf(state, kind)));
}

const isComing = ({ complete, connection }: Standing): boolean => !complete && connection !== 'failed';

/** A pane's note while a list loads or its kind is not live: what is on show may not be all, or old. */
export function statusNote(state: State, kind: KindId): string {
  const { complete, connection, failure, unreadable = 0 } = standingOf(state, kind);
  if (!complete && connection === 'connecting') return 'loading';
  if (!complete && connection === 'live') return 'loading';
  if (connection === 'failed') return failure?.code === 403 ? 'denied' : 'failed';
  if (connection === 'stale') return complete ? 'stale' : 'not loaded';
  if (connection === 'polled') return 'not watched';
  return unreadable > 0 ? `${grouped(unreadable)} unreadable` : '';
}
