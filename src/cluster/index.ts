import type { Log } from '../model/log.ts';
import type { Clusters, Connection } from '../ports/connection.ts';
import { capabilitiesOf } from './discovery/capabilities.ts';
import { ClusterError } from './errors/cluster-error.ts';
import {
  type ClusterOptions,
  contextInfo,
  chosenKubeconfig,
  type ResolvedContext,
  resolveContext,
  startContext,
} from './kubeconfig/resolve.ts';
import type { Kubeconfig } from './kubeconfig/fields.ts';
import { canBeReread } from './kubeconfig/files.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { laterConnection } from './later-connection.ts';
import { loaded } from './loaded.ts';
import { tidied } from './unfinished.ts';

export { ClusterError };
export { readPipes } from './kubeconfig/pipes.ts';
export { startingClusters } from './starting-clusters.ts';
export type { ClusterOptions, ConnectionLimits };

interface Says {
  /** Tells who ends the program what is waited for. */
  readonly says?: ((text: string) => void) | undefined;
}

/** Reads the kubeconfig as kubectl does; `limits` are for tests. Throws `ClusterError`, in one line, where there is nothing to connect to. */
export function openClusters(
  options: ClusterOptions & { readonly log?: Log; readonly waits?: Log | undefined } & Says,
  limits: ConnectionLimits = {},
): Clusters {
  const capabilities = capabilitiesOf(options.readonly);
  const config = chosenKubeconfig(options);
  const start = startContext(config, options);
  const { info: current } = resolveContext(config, start, options, true);
  const contexts = [...config.contexts].map(([name, { fields: context }]) =>
    name === start ? current : contextInfo(name, context, {}),
  );
  const made: Connection[] = [];
  return {
    kubeconfig: options.kubeconfig,
    tidy: () => tidied(made, options.says),
    current,
    contexts: config.contexts.has(start) ? contexts : [current, ...contexts],
    connect: (name) => {
      const resolve = (from: Kubeconfig): ResolvedContext =>
        resolveContext(from, name, options, name === start);
      const reread = (): ResolvedContext =>
        resolve(canBeReread(options) ? chosenKubeconfig(options) : config);
      const context = resolve(config);
      const coming = loaded(import('./open-connection.ts'), 'openConnection');
      const connection = laterConnection(
        capabilities,
        coming.then(({ openConnection }) =>
          openConnection(context, { ...options, capabilities, reread }, limits),
        ),
      );
      made.push(connection);
      return connection;
    },
  };
}
