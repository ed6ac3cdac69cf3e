import { type Command, remark } from '../../commands/command.ts';
import { firstPlace, placesOf } from '../../model/files/volume-places.ts';
import { ableToExec } from '../../store/selectors/able-to.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';

/** Enter on a volume: it is chosen, and its files are listed, as the container that is chosen sees them. */
export const openFiles: Command = {
  id: 'volumes-files',
  keys: ['enter'],
  title: 'its files, as the chosen container sees them (by exec)',
  hint: 'files',
  scope: 'pane:volumes',
  when: ({ state }) => {
    const pod = selectedPod(state);
    const able = pod ? ableToExec(state, pod.metadata.namespace ?? '') : true;
    return able === true || `its files cannot be looked at: ${able} · i shows the volume whole`;
  },
  run: ({ state, pane: { list } }) => {
    const pod = selectedPod(state);
    const { cursor, model, select } = list ?? {};
    if (!pod || cursor === undefined || !select || (model?.indexOf(cursor) ?? -1) < 0)
      return remark('there is no volume');
    const chosen = select(cursor);
    const places = placesOf(pod, cursor);
    const place = firstPlace(pod, places, state.look.place.selection.container);
    if (!place)
      return [
        { type: 'select', selection: chosen },
        ...remark(`no container has files of ${cursor}: nothing mounts it as a directory · i shows it whole`),
      ];
    const { uid, name, namespace = '' } = pod.metadata;
    const looking = {
      uid,
      namespace,
      pod: name,
      volume: cursor,
      place,
      path: '',
      cursors: new Map(),
      times: state.look.now,
    };
    return [
      { type: 'select', selection: chosen },
      { type: 'open', overlay: 'files', with: looking },
    ];
  },
};
