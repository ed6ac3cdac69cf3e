import type { Subject } from '../../choice.ts';
import type { State } from '../../state.ts';
import { standingOf } from '../lists.ts';
import { podNamed } from './pod-named.ts';

/**
 * That the Pod which something on the screen stands for is gone, in words; undefined while it is there, and where nobody
 * can tell, since its namespace is not listed.
 */
export function goneText(state: State, of: Subject | undefined): string | undefined {
  if (!of || state.cluster.tables.pods.get(of.uid)) return undefined;
  const { place, labelSelector } = state.look;
  const { namespace, name } = of;
  const isListed = place.namespace === undefined || place.namespace === namespace;
  const isAsked = place.alone === undefined || place.alone === name;
  if (!isListed || !isAsked || !standingOf(state, 'pods').complete) return undefined;
  if (podNamed(state, { namespace, pod: name }))
    return `Pod ${name} is gone: another one has its name by now`;
  // One that is there under other labels is not listed either.
  return labelSelector === undefined
    ? `Pod ${name} is gone`
    : `Pod ${name} is gone, or does not match ${labelSelector} any more`;
}
