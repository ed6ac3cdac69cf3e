import type { Able } from '../../model/capabilities.ts';
import type { RightsFeed } from '../../model/feed.ts';
import { onceEachText } from '../../model/once-each.ts';
import type { Way } from '../../model/rights.ts';
import type { State } from '../state.ts';
import { fedBy, standingOf } from './lists.ts';
import { selectedPod } from './selected/selected-pod.ts';

const feedOf = onceEachText((namespace): RightsFeed => ({ type: 'rights', namespace }));

/** Whether a way into the Pods of a namespace is open; what is not known is left to the attempt. */
export function ableTo(state: State, way: Way, namespace: string): Able {
  const { exec, forward, change } = state.cluster.capabilities;
  const known = fedBy(state, feedOf(namespace)).data?.[way] ?? true;
  if (way === 'logs') return known;
  // Who makes a container changes the Pod.
  const able = way === 'forward' ? forward : way === 'debug' && change !== true ? change : exec;
  return able === true ? known : able;
}

export const ableToExec = (state: State, namespace: string): Able => ableTo(state, 'exec', namespace);

/** What tells of the namespace that is looked at. Nothing before there are Pods: the first rows do not wait for it. */
export function rightsFeeds(state: State): readonly RightsFeed[] {
  if (state.cluster.capabilities.exec !== true || !standingOf(state, 'pods').complete) return [];
  const namespace = state.look.place.namespace ?? selectedPod(state)?.metadata.namespace;
  return namespace === undefined ? [] : [feedOf(namespace)];
}
