import type { WholeObject } from '../../kinds/objects.ts';
import { type Fields, fieldsOf, listOf } from '../../whole/fields.ts';

/** All containers that a Pod's spec has, of any type. */
export function containerSpecs({ initContainers, containers, ephemeralContainers }: Fields): Fields[] {
  return [...listOf(initContainers), ...listOf(containers), ...listOf(ephemeralContainers)];
}

/** A container of a whole Pod: nobody has checked what it has. */
export const containerSpec = (whole: WholeObject, name: string): Fields | undefined =>
  containerSpecs(fieldsOf(whole.spec)).find((each) => each.name === name);
