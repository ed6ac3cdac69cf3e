import { wholeVolume } from '../../model/whole/whole-volume.ts';
import { volumesOf } from '../../store/selectors/anatomy/volumes.ts';
import { defineWholePage } from '../parts/whole-page.ts';

/** A volume whole: its source and its mounts. */
export const volume = defineWholePage({
  id: 'volume',
  title: 'Volume',
  name: ({ look }) => look.place.selection.volume,
  told: (state, { pod, whole }, name) => wholeVolume(whole, volumesOf(state, pod), name),
});
