import type { WholeObject } from '../kinds/objects.ts';
import { mountText, type VolumeMatrix } from '../volumes/volumes.ts';
import { othersText } from '../volumes/volume-source.ts';
import { fieldLines, fieldsOf, listOf, type Told } from './fields.ts';

/** All that is known of a volume: its source with every field, and which container has it where. */
export function wholeVolume(
  whole: WholeObject,
  { rows, containers }: VolumeMatrix,
  name: string,
): readonly Told[] {
  const row = rows.find((candidate) => candidate.name === name);
  if (!row) return [];
  const volume = listOf(fieldsOf(fieldsOf(whole).spec).volumes).find((candidate) => candidate.name === name);
  const { name: _, ...source } = volume ?? {};
  const mounts = row.mounts.flatMap((places, index) =>
    places.map((place) => `${containers[index] ?? ''}:${mountText(place)}`),
  );
  const told: Told[] = [
    {
      label: 'source',
      texts: [row.source.text, row.source.detail ?? '', othersText(row.source)].filter(Boolean),
    },
    { label: 'fields', texts: fieldLines(source) },
    { label: row.shared ? 'shared by' : 'mounted by', texts: mounts.length === 0 ? ['nobody'] : mounts },
  ];
  return told.filter(({ texts }) => texts.length > 0);
}
