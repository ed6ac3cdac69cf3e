import type { Container, Pod } from '../kinds/objects.ts';
import { specContainers } from '../pod/containers.ts';

/**
 * The containers whose logs are a Pod's: what shells in ephemeral containers wrote is no log of its programs, so that it
 * is read only where they are asked for by name, or as all that there are (`ephemeral`).
 */
export function loggedContainers(
  pod: Pod,
  {
    name,
    ephemeral = false,
  }: { readonly name?: string | undefined; readonly ephemeral?: boolean | undefined } = {},
): readonly Container[] {
  const all = specContainers(pod);
  if (name !== undefined) return all.filter((container) => container.name === name);
  const left = new Set(ephemeral ? [] : pod.spec?.ephemeralContainers);
  return all.filter((container) => !left.has(container));
}
