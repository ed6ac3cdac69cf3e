import { failureText } from '../../model/refusal.ts';
import { ownersText, peerLine } from '../../model/network/network-lines.ts';
import type { NetworkOfPod } from '../../model/network/pod-network.ts';
import { STARTED_SINCE, startedSince } from '../../model/processes/process-groups.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { peerNames } from '../../store/selectors/anatomy/network.ts';
import { askedOf, seenOf } from '../../store/selectors/anatomy/walk.ts';
import type { State } from '../../store/state.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { failedWalks, wayIn, whyNotWalked } from '../parts/walking.ts';
import { type NetworkLine, said, section } from './sections.ts';

/** What is to be said of the walk below the ports: that none was made and why, that it is under way, or what it could not see. */
export function walkLines(state: State, pod: Pod, { observed }: NetworkOfPod): readonly NetworkLine[] {
  const asked = askedOf(state, pod);
  const why = whyNotWalked(state, pod);
  if (!asked && why !== undefined) return [said('walk', 'muted', `who listens is not known: ${why}`)];
  if (!asked)
    return [said('walk', 'muted', 'by the spec alone: ctrl-r walks /proc for who listens, by exec')];
  const walks = seenOf(state, pod)?.walks;
  const way = wayIn(state, pod);
  const failed = [
    ...[...failedWalks(state, pod)].map(([container, failure]) =>
      said(`walk ${container}`, 'muted', `${container} was not looked into: ${failureText(failure)}`),
    ),
    ...(way === undefined ? [] : [said('way in', 'muted', way)]),
    ...(walks ? startedSince(pod, walks) : []).map((container) =>
      said(`since ${container}`, 'progress', `${container} ${STARTED_SINCE}`),
    ),
  ];
  if (observed) {
    const onNode = "on the node's network: told is only what its own processes hold";
    return pod.spec?.hostNetwork ? [said('walk', 'muted', onNode), ...failed] : failed;
  }
  const walked = [...(walks?.values() ?? [])];
  const refused = walked.filter(({ type }) => type === 'failed').length;
  if (refused > 0 && refused === asked.target.containers.length) return failed;
  if (walked.length > refused)
    return [
      said('walk', 'muted', 'who listens was not told: what walked there has no head, grep or /proc/net'),
    ];
  return [
    said('walk', 'progress', `${GLYPHS.progress} walking /proc in ${asked.target.containers.join(', ')} …`),
  ];
}

/** Who is connected, and the sockets that have paths. Nothing before a walk. */
export function observedLines(state: State, pod: Pod, { observed }: NetworkOfPod): readonly NetworkLine[] {
  if (!observed) return [];
  const nameOf = peerNames(state, pod, observed.peers);
  const peers = observed.peers.map((peer) =>
    said(
      `peer ${peer.way} ${peer.ip} ${peer.port}/${peer.protocol}`,
      'plain',
      `  ${peerLine(peer, nameOf(peer.ip))}`,
    ),
  );
  const unix = observed.unix.map(({ path, owners }, index) =>
    said(`unix ${index}`, 'plain', `  ${path}${owners.length === 0 ? '' : ` · ${ownersText(owners)}`}`),
  );
  return [
    ...section('Connections', 'none was open', peers, []),
    ...(unix.length === 0 ? [] : section('Sockets by path', '', unix, [])),
  ];
}
