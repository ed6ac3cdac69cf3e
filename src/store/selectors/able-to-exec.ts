import type { Able } from '../../model/capabilities.ts';
import type { MayExecFeed } from '../../model/feed.ts';
import type { State } from '../state.ts';
import { fedBy, standingOf } from './lists.ts';
import { selectedPod } from './selected/selection.ts';

const feedOf = (namespace: string): MayExecFeed => ({ type: 'may-exec', namespace });

/** Whether sessions can be had in containers of a namespace; what is not known is left to the attempt. */
export function ableToExec(state: State, namespace: string): Able {
  const { exec } = state.cluster.capabilities;
  return exec === true ? (fedBy(state, feedOf(namespace)).data ?? true) : exec;
}

/** What tells of the namespace that is looked at. Nothing before there are Pods: the first rows do not wait for it. */
export function mayExecFeeds(state: State): readonly MayExecFeed[] {
  if (state.cluster.capabilities.exec !== true || !standingOf(state, 'pods').complete) return [];
  const namespace = state.look.place.namespace ?? selectedPod(state)?.metadata.namespace;
  return namespace === undefined ? [] : [feedOf(namespace)];
}
