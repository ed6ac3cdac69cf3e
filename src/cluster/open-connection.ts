import type { Capabilities } from '../model/capabilities.ts';
import { type Log, noLog } from '../model/log.ts';
import type { Connection } from '../ports/connection.ts';
import { ClusterConnection } from './connection.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { Credentials } from './credentials/credentials.ts';
import type { ClusterOptions, ResolvedContext } from './kubeconfig/resolve.ts';
import { openTransport } from './transport/transport.ts';

/** Nothing is sent before the first request. */
export function openConnection(
  context: ResolvedContext,
  {
    env,
    requestTimeout,
    log = noLog,
    waits,
    capabilities,
    reread,
  }: Pick<ClusterOptions, 'env' | 'requestTimeout'> & {
    log?: Log | undefined;
    /** See TransportLimits. */
    waits?: Log | undefined;
    capabilities: Capabilities;
    /** The context as the kubeconfig has it now, for when its credentials are refused. */
    reread?: () => ResolvedContext;
  },
  limits: ConnectionLimits = {},
): Connection {
  const credentials = new Credentials(context, env, Date.now, reread, log);
  const transport = openTransport(context.cluster.server, credentials, {
    log,
    waits,
    ...(requestTimeout !== undefined && { requestTimeout }),
    ...(limits.connectMs !== undefined && { connectMs: limits.connectMs }),
  });
  // For diagnosis: what is wrong with one encoding may be right with the other.
  const protobuf = env.PODSCOPE_PROTOBUF !== 'off';
  return new ClusterConnection(transport, { protobuf, ...limits }, log, capabilities);
}
