import type { VolumeMatrix } from '../../volumes/volumes.ts';
import { missingText } from '../placement.ts';
import { lackTexts } from './missing-keys.ts';
import type { Reference } from '../pod-facts.ts';

/** A Pod's volumes with those marked that are of something that does not exist, or does not have the key that is mounted. */
export function markMissing(matrix: VolumeMatrix, references: readonly Reference[] = []): VolumeMatrix {
  const absent = references.flatMap((one) => textsOf(one).map((text) => ({ volume: one.volume, text })));
  if (absent.length === 0) return matrix;
  const rows = matrix.rows.map((row) => {
    const texts = absent.filter(({ volume }) => volume === row.name).map(({ text }) => text);
    if (texts.length === 0) return row;
    const detail = [`✖ ${texts.join(', ')}`, row.source.detail].filter(Boolean).join('; ');
    return { ...row, source: { ...row.source, detail } };
  });
  return { ...matrix, rows };
}

const textsOf = (one: Reference): readonly string[] =>
  one.state === 'missing' ? [missingText(one)] : one.mountedAt === undefined ? [] : lackTexts(one);
