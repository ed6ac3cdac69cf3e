import type { Pass } from '../door/check.ts';
import { AUTOMATIC } from '../door/kinds/pod.ts';
import { hashOf, holesOf, type Spans } from './alike-bytes.ts';

const PREFIX = Buffer.from(AUTOMATIC);

/**
 * Of values that were written with the same bytes one is kept, and the others are not even read. What differs
 * only in the name of the Pod's automatic volume (door/pod.ts) is the same, where that text stands for nothing else.
 *
 * @param of the declaration of such a value
 */
export function alike(
  of: { readonly pool: 'template' | 'state' },
  bytes: Buffer,
  spans: Spans,
  pass: Pass,
  read: (pass: Pass) => unknown,
): unknown {
  const known = pass.interned.written?.[of.pool];
  if (!known) return read(pass);
  const { volumeName } = pass;
  // No status says the name of a volume.
  const automatic = of.pool === 'template' ? pass.automatic : undefined;
  const again = known.findLatest(of, bytes, spans, automatic);
  if (again !== undefined) return again;
  const holes = holesOf(bytes, spans, automatic);
  const written = { of, bytes, spans, holes, hole: automatic?.length ?? 0 };
  const hash = hashOf(written);
  const found = known.find(written, hash);
  if (found !== undefined) return found;
  let named = 0;
  const counting = (name: string): string => {
    const kept = volumeName?.(name) ?? name;
    if (kept === AUTOMATIC) named++;
    return kept;
  };
  const value = read(holes.length === 0 ? pass : { ...pass, volumeName: counting });
  // Elsewhere than in names of volumes the text itself is what is kept.
  if (value !== undefined && named === holes.length)
    known.add(written, hash, value, holesOf(bytes, spans, PREFIX).length === holes.length);
  return value;
}
