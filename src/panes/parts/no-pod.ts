import type { Pod } from '../../model/kinds/objects.ts';
import { hasNoPods } from '../../store/selectors/labels-asked.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { podList } from '../../store/selectors/pods/pod-list.ts';
import { isDeleted } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import type { MessageBody } from '../../view/block.ts';
import { emptyBody } from './status.ts';

/** What a pane about the selected Pod says where none is selected. */
export function noPodBody(state: State): MessageBody {
  const owner =
    state.look.place.selection.row === undefined
      ? undefined
      : ownerTree(state).node(state.look.place.selection.row);
  if (state.look.place.selection.pod === null) {
    return briefly(
      emptyBody(
        state,
        ['pods'],
        hasNoPods(state, owner ? `${owner.kind} ${owner.name}` : 'what is selected'),
      ),
    );
  }
  const { wanted } = state.look;
  const none = podList(state).count === 0 ? 'no Pod is listed' : 'no Pod is selected';
  return briefly(emptyBody(state, ['pods'], wanted ? `looking for ${wanted.kind} ${wanted.name} …` : none));
}

/** The Pods pane has the reason whole: it need not stand in four panes. */
const briefly = (body: MessageBody): MessageBody => ({ ...body, lines: body.lines.slice(0, 1) });

/** The note of a pane about the selected Pod: its name, and that it is gone if it is. */
export const podNote = (state: State, pod: Pod | undefined): string =>
  pod ? noteOf(state, pod.metadata.uid, pod.metadata.name) : '';

/** What a pane is about, and that it is gone if it is. */
export const noteOf = (state: State, uid: string, title: string): string =>
  isDeleted(state, uid) ? `${title} · deleted` : title;
