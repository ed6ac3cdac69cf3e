import { type Fields, listOf } from '../../whole/fields.ts';

/** All containers that a Pod's spec has, of any type. */
export function containerSpecs({ initContainers, containers, ephemeralContainers }: Fields): Fields[] {
  return [...listOf(initContainers), ...listOf(containers), ...listOf(ephemeralContainers)];
}
