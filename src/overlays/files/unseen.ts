import { failureText } from '../../model/refusal.ts';
import type { Browsed } from '../../model/files/browsed.ts';
import { nameText } from '../../model/files/file-names.ts';
import { NO_SHELL, triedBy, wayInText } from '../../model/processes/way-in.ts';
import { ableTo } from '../../store/selectors/able-to.ts';
import { nodeText } from '../../store/selectors/nodes.ts';
import type { State } from '../../store/state.ts';
import type { Body } from '../../view/block.ts';
import { messageBody } from '../../view/text/message-body.ts';
import { failedForNode, type Looking, othersOf, podOf } from './looking.ts';

type Unseen = Browsed & { readonly type: 'failed' | 'refused' };

/** Why nothing is shown, and what would work. */
export function unseenBody(state: State, looking: Looking, data: Unseen): Body {
  if (data.type === 'refused')
    return messageBody('failing', `✖ ${refusalText(data, looking)}`, debugWay(state, looking, data));
  return messageBody('failing', `✖ ${failedText(data, looking)}`, [
    ...debugWay(state, looking, data),
    ...ofNode(state, looking),
    ...instead(state, looking),
  ]);
}

function refusalText(data: Browsed & { readonly type: 'refused' }, { place }: Looking): string {
  const where = nameText(data.where);
  const who = data.through ?? place.container;
  switch (data.why) {
    case 'gone':
      return `${where} is not there`;
    case 'denied':
      return `the user of ${who} may not read it`;
    case 'outside':
      return `it leads out of the mount, to ${where}: podscope does not follow it there`;
    case 'special':
      return 'it is no regular file (a FIFO, a socket or a device): reading it could wait for ever';
    case 'loop':
      return 'its links lead round in a circle';
    case 'unfollowed':
      return `it is a link, and ${who} has no readlink to follow it with`;
    case 'unseen':
      return `${who} does not see the processes of ${place.container}, by which it would be looked into`;
    case 'closed':
      return `${who} may not look into ${place.container}: that takes SYS_PTRACE (profile general), or the same user`;
  }
}

function failedText({ failure, through }: Browsed & { readonly type: 'failed' }, { place }: Looking): string {
  if (through === undefined) return failureText(failure);
  if (failure.reason === NO_SHELL)
    return `neither ${place.container} nor ${through} has a shell to look with`;
  return `through ${through}: ${failureText(failure)}`;
}

/** By a debug container, where there is no shell, or that by which it was looked may not. */
function debugWay(state: State, looking: Looking, data: Unseen): string[] {
  const pod = podOf(state, looking);
  const { container } = looking.place;
  const shut = data.type === 'refused' && (data.why === 'closed' || data.why === 'unseen');
  if (!pod || (data.type === 'refused' && !shut)) return [];
  const failure = data.type === 'failed' ? data.failure : { reason: NO_SHELL, message: '' };
  const lacking = !shut && data.through !== undefined ? [data.through] : [];
  const way = wayInText(pod, {
    failed: new Map([container, ...lacking].map((name) => [name, failure])),
    tried: data.through === undefined ? new Set() : triedBy(pod, container, data.at),
    then: 'looks',
    may: ableTo(state, 'debug', looking.namespace) === true,
  });
  return way === undefined ? [] : [way];
}

function ofNode(state: State, looking: Looking): string[] {
  const pod = failedForNode(state, looking);
  const said = pod && nodeText(state, pod);
  return said === undefined ? [] : [said];
}

/** What would work where a container does not. */
export function instead(state: State, looking: Looking): string[] {
  const names = [...new Set(othersOf(state, looking).map(({ place }) => place.container))];
  if (names.length > 0)
    return [`c looks at it as ${names.join(', ')} ${names.length === 1 ? 'sees' : 'see'} it`];
  return ['no other container that runs mounts it'];
}
