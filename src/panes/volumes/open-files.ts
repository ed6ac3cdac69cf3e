import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import { firstPlace, placesOf, type VolumePlace } from '../../model/files/volume-places.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Selection } from '../../store/look.ts';
import { ableToExec } from '../../store/selectors/able-to.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { rowUnder } from '../parts/open-selected.ts';

/** What of which Pod is looked at, chosen with it; a text says why nothing is. */
type Looked = {
  readonly pod: Pod;
  readonly volume: string;
  readonly place: VolumePlace;
  /** Where the container that is chosen has it, which may not run. */
  readonly own: VolumePlace | undefined;
  readonly chosen: Selection;
};

function lookedAt({ state, pane }: CommandContext): Looked | string {
  const pod = selectedPod(state);
  const row = rowUnder(pane);
  if (!pod || !row) return 'there is no volume';
  const able = ableToExec(state, pod.metadata.namespace ?? '');
  if (able !== true) return `its files cannot be looked at: ${able} · i shows the volume whole`;
  const volume = row.key;
  const places = placesOf(pod, volume);
  const { container } = state.look.place.selection;
  const place = firstPlace(pod, places, container);
  if (!place)
    return `no container has files of ${volume}: nothing mounts it as a directory · i shows it whole`;
  const own = places.find((mounted) => mounted.container === container);
  if (container !== undefined && !own)
    return `${container} does not mount ${volume}, ${mountersText(places)} · ← → choose a container`;
  return { pod, volume, place, own, chosen: row.selection() };
}

/** Enter on a volume: it is chosen, and its files are listed, as the container that is chosen sees them. */
export const openFiles: Command = {
  id: 'volumes-files',
  keys: ['enter'],
  title: 'its files, as the chosen container sees them (by exec)',
  hint: 'files',
  scope: 'pane:volumes',
  when: (context) => {
    const looked = lookedAt(context);
    return typeof looked !== 'string' || looked;
  },
  run: (context) => {
    const looked = lookedAt(context);
    if (typeof looked === 'string') return [];
    const { pod, volume, place, own, chosen } = looked;
    const { look } = context.state;
    const { uid, name, namespace = '' } = pod.metadata;
    const at = { uid, namespace, pod: name, volume, place, path: '' };
    return [
      { type: 'select', selection: chosen },
      { type: 'open', overlay: 'files', with: { ...at, cursors: new Map(), times: look.now } },
      ...(own && own.container !== place.container
        ? remark(`${own.container} does not run (${own.running}): as ${place.container} sees it`)
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
