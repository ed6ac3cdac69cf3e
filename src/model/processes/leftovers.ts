import type { Pod } from '../kinds/objects.ts';
import { hasEnded } from '../pod/pod-status.ts';
import { HELPER_DEADLINE } from './helper.ts';

/** A Pod that looked at a node, and is still there. */
export interface Leftover {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string;
  readonly phase: string;
  /** Whether nobody uses it any more; who made one that is younger may still be looking. */
  readonly over: boolean;
}

/** What was found of them. */
export interface Leftovers {
  readonly found: readonly Leftover[];
  /** Where it could not be looked for, and why, in sentences. */
  readonly unseen: readonly string[];
}

/** The clocks of servers are not this one. */
const SLACK = 30;

/** How old one is, in seconds, that nobody looks through any more. */
export const IN_USE_FOR = HELPER_DEADLINE + SLACK;

/** @param now epoch ms */
export function leftoverOf(pod: Pod, now: number): Leftover {
  const { metadata, spec, status } = pod;
  const { namespace = '', name, uid, creationTimestamp = '' } = metadata;
  const age = (now - Date.parse(creationTimestamp)) / 1_000;
  const over = hasEnded(pod) || age > IN_USE_FOR;
  return { namespace, name, uid, node: spec?.nodeName ?? '', phase: status?.phase ?? 'Unknown', over };
}

/** `shop/podscope-node-view-1 on node-2, Succeeded` */
export const leftoverText = ({ namespace, name, node, phase }: Leftover): string =>
  `${namespace}/${name}${node === '' ? '' : ` on ${node}`}, ${phase}`;
