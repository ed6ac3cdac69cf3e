import { type Command, remark } from '../../commands/command.ts';
import type { Selection } from '../../store/look.ts';
import { volumesOf } from '../../store/selectors/anatomy/volumes.ts';
import {
  selectionOfContainer,
  selectionOfVolume,
  withoutContainer,
} from '../../store/selectors/selected/selection.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';

/** The id of a container's column. */
export const columnOf = (container: string): string => `c ${container}`;

/** Whose column it is; undefined of the source's and the name's. */
export const containerOf = (column: string): string | undefined =>
  column.startsWith('c ') ? column.slice(2) : undefined;

/** A volume and the container that is to be chosen with it: the volume is what was chosen last. */
export function cellSelection(state: State, volume: string, container: string | undefined): Selection {
  const uid = selectedPod(state)?.metadata.uid ?? '';
  const { selection } = state.look.place;
  const chosen =
    container === undefined
      ? withoutContainer(selection)
      : { ...selection, ...selectionOfContainer(uid, container) };
  return { ...chosen, ...selectionOfVolume(uid, volume) };
}

/** Along a volume's row, from its source to the last container; what does not fit is scrolled to. */
function cellMove(id: string, keys: readonly string[], title: string, by: 1 | -1): Command {
  return {
    id,
    keys,
    title,
    scope: 'pane:volumes',
    run: ({ state, pane: { list } }) => {
      const pod = selectedPod(state);
      if (!pod || list?.cursor === undefined) return remark('there is no volume');
      const { containers } = volumesOf(state, pod);
      const from = containers.indexOf(state.look.place.selection.container ?? '');
      const to = from + by;
      if (to < -1 || to >= containers.length) return remark('Volumes has nothing more on this side');
      return [{ type: 'select', selection: cellSelection(state, list.cursor, containers[to]) }];
    },
  };
}

export const cellMoves: readonly Command[] = [
  cellMove('volumes-left', ['left'], 'the container before: enter looks as it sees it', -1),
  cellMove('volumes-right', ['right'], 'the next container', 1),
];
