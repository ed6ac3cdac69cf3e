import { type Command, remark } from '../../commands/command.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { showsAttached } from '../../store/selectors/tree/tree-attached.ts';
import { treeRows } from '../../store/selectors/tree/tree-rows.ts';

const ID = 'ownership';

/** What hangs on the selected Pod, below it in the tree: asked for by a key, since each of it is a request. */
export const attachedCommand: Command = {
  id: `${ID}-attached`,
  keys: ['w'],
  title: 'what hangs on the Pod: ConfigMaps, claims, Services, PDB …',
  scope: 'global',
  group: 'What is selected',
  run: ({ state }) => {
    const pod = selectedPod(state);
    const on = !showsAttached(state);
    if (!pod && on) return remark('no Pod is selected');
    const toggle = { type: 'own', of: ID, action: on } as const;
    if (!on || !pod) return [toggle, ...remark('owners, Pods and containers alone')];
    const folded = treeRows(state).indexOf(pod.metadata.uid) < 0;
    return [
      toggle,
      ...(state.look.focus === 1 ? [] : [{ type: 'focus', slot: 1 } as const]),
      ...remark(
        folded ? 'its Pod is folded away: → unfolds its owner' : `what hangs on ${pod.metadata.name}`,
      ),
    ];
  },
};
