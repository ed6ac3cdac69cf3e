import type { Pod } from '../../../model/kinds/objects.ts';
import type { ContainerRef } from '../../../model/session.ts';
import type { State } from '../../state.ts';

/** The Pod of this name, as it was heard of last; undefined where it is not among those that are listed. */
export const podNamed = (
  { cluster }: State,
  { namespace, pod }: Pick<ContainerRef, 'namespace' | 'pod'>,
): Pod | undefined =>
  [...cluster.tables.pods.values()].find(
    ({ metadata }) => metadata.name === pod && metadata.namespace === namespace,
  );
