import type { CommandPlace } from '../../model/text/command-place.ts';
import type { State } from '../state.ts';

/** By which flags a command goes to the cluster on show, in a namespace of it. */
export function commandPlace({ cluster, look }: State, namespace: string | undefined): CommandPlace {
  const { context, flags } = look.started;
  if (cluster.context === context) return { ...flags, namespace };
  // Those that name a cluster and its user hold for the context that podscope was started with.
  const { kubeconfig, as, asGroup } = flags;
  return { kubeconfig, as, asGroup, context: cluster.context, namespace };
}
