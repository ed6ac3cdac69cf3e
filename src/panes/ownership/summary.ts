import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { cutStart, displayWidth } from '../../view/text/text.ts';

/** More do not fit on a line; the nearest tell most. */
const MOST_OWNERS = 8;

/** Where the selected Pod stands: `Deployment nginx ▸ ReplicaSet nginx-5d7 ▸ Pod …`. */
export function summary(state: State, room: number): Line {
  const pod = selectedPod(state);
  if (!pod) return [span('no Pod is selected', styleOf('muted'))];
  const owners: string[] = [];
  for (const { kind, name } of ownerTree(state).ancestors(pod.metadata.uid)) {
    const more = owners.length === MOST_OWNERS;
    owners.unshift(more ? '… ▸ ' : `${kind} ${name} ▸ `);
    if (more) break;
  }
  const itself = span(`Pod ${pod.metadata.name}`);
  return [
    span(cutStart(span(owners.join('')).text, room - displayWidth(itself.text)), styleOf('muted')),
    itself,
    span(owners.length === 0 ? ' (no owner)' : '', styleOf('muted')),
  ];
}
