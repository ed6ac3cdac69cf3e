import type { Log } from '../model/log.ts';
import type { ContextInfo } from '../model/session.ts';
import { ClusterError } from './cluster-error.ts';
import {
  type ConnectionOptions,
  contextInfo,
  chosenKubeconfig,
  type ResolvedContext,
  resolveContext,
  startContext,
} from './kubeconfig/resolve.ts';
import type { Kubeconfig } from './kubeconfig/fields.ts';
import { canBeReread } from './kubeconfig/files.ts';
import { openSession, type Session, type SessionLimits } from './session.ts';

export { ClusterError };
export type { ConnectionOptions, ContextInfo, Session, SessionLimits };

/** The kubeconfig: which contexts there are, and a session with any of them. */
export interface Cluster {
  readonly contexts: readonly ContextInfo[];
  readonly current: ContextInfo;
  /** Opens a session; nothing is sent before the first request. Throws `ClusterError` for an unknown context. */
  connect(context: string): Session;
}

/** Reads the kubeconfig as kubectl does; `limits` are for tests. Throws `ClusterError`, in one line, where there is nothing to connect to. */
export function openCluster(
  options: ConnectionOptions & { readonly log?: Log },
  limits: SessionLimits = {},
): Cluster {
  const config = chosenKubeconfig(options);
  const start = startContext(config, options);
  const { info: current } = resolveContext(config, start, options, true);
  const contexts = [...config.contexts].map(([name, { fields: context }]) =>
    name === start ? current : contextInfo(name, context, {}),
  );
  return {
    current,
    contexts: config.contexts.has(start) ? contexts : [current, ...contexts],
    connect: (name) => {
      const resolve = (from: Kubeconfig): ResolvedContext =>
        resolveContext(from, name, options, name === start);
      const reread = (): ResolvedContext =>
        resolve(canBeReread(options) ? chosenKubeconfig(options) : config);
      return openSession(resolve(config), { ...options, reread }, limits);
    },
  };
}
