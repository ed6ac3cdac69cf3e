import { from, map, merge, type Observable, takeUntil } from 'rxjs';
import type { ContextInfo } from '../model/connection.ts';
import type { Clusters } from '../ports/connection.ts';
import { capabilitiesOf } from './discovery/capabilities.ts';
import { laterConnection } from './later-connection.ts';
import { loaded } from './loaded.ts';

/** What is known of the one cluster of a kubeconfig before it is up. */
export interface Starting {
  readonly kubeconfig: string;
  readonly context: ContextInfo;
  readonly readonly: boolean;
  /** Reads the kubeconfig once there is one; asked for with the first connection. */
  readonly clusters: () => Promise<Clusters>;
  /** Which part of its start is over, from 0 to 1. */
  readonly part$: Observable<number>;
}

/** Clusters of which nobody knows yet where they are: who connects is told how far they are, and answered once they are up. */
export function startingClusters({ kubeconfig, context, readonly, clusters, part$ }: Starting): Clusters {
  let up: Clusters | undefined;
  return {
    kubeconfig,
    contexts: [context],
    current: context,
    // What is in it goes with the program, but not what was begun on this machine's disk.
    tidy: () => up?.tidy(),
    connect: (name) => {
      // What a connection is made of is loaded meanwhile.
      const there = Promise.all([clusters(), loaded(import('./open-connection.ts'), 'openConnection')]).then(
        ([found]) => found,
      );
      const later = laterConnection(
        capabilitiesOf(readonly),
        there.then((found) => (up = found).connect(name)),
      );
      return {
        ...later,
        watch: (kind, scope) =>
          merge(
            part$.pipe(
              takeUntil(from(there)),
              map((part) => [{ type: 'stale', failure: failureAt(part) } as const]),
            ),
            later.watch(kind, scope),
          ),
      };
    },
  };
}

function failureAt(part: number) {
  const reason = `the cluster starts, ${Math.round(part * 100)} %`;
  return { reason, message: reason };
}
