import { type Command, remark } from '../../commands/command.ts';
import { firstPlace, placesOf, type VolumePlace } from '../../model/files/volume-places.ts';
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
    const { container } = state.look.place.selection;
    const place = firstPlace(pod, places, container);
    if (!place)
      return [
        { type: 'select', selection: chosen },
        ...remark(`no container has files of ${cursor}: nothing mounts it as a directory · i shows it whole`),
      ];
    const own = places.find((mounted) => mounted.container === container);
    if (container !== undefined && !own)
      return [
        { type: 'select', selection: chosen },
        ...remark(`${container} does not mount ${cursor}, ${mountersText(places)} · ← → choose a container`),
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
      ...(own && own.container !== place.container
        ? remark(`${container} does not run (${own.running}): as ${place.container} sees it`)
        : []),
    ];
  },
};

/** `app and worker do` */
function mountersText(places: readonly VolumePlace[]): string {
  const names = [...new Set(places.map(({ container }) => container))];
  const some = names.length > MOST ? [...names.slice(0, MOST), `${names.length - MOST} more`] : names;
  return `${some.join(', ').replace(/, (?=[^,]*$)/, ' and ')} ${names.length === 1 ? 'does' : 'do'}`;
}

const MOST = 3;
