import type WebSocket from 'ws';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { openSocket } from '../exec/exec-socket.ts';
import { segment } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';
import { CHANNEL_PROTOCOL, ChannelTunnel } from './channel-tunnel.ts';
import { SPDY_PROTOCOL, SpdyTunnel } from './spdy-tunnel.ts';
import type { Tunnel } from './tunnel.ts';

/** Opens tunnels to Pods; what the server cannot do is asked once. */
export class Tunneller {
  private spdy = true;

  constructor(private readonly transport: Transport) {}

  /** Rejects with a `ClusterError`: the server's words. */
  async open(namespace: string, pod: string, signal: AbortSignal): Promise<Tunnel> {
    const path = `/api/v1/namespaces/${segment(namespace)}/pods/${segment(pod)}/portforward`;
    if (this.spdy) {
      try {
        return new SpdyTunnel(await this.socket(path, SPDY_PROTOCOL, signal));
      } catch (error) {
        if (!isUnknownProtocol(error)) throw withRights(error);
      }
      this.spdy = false;
    }
    return new ChannelTunnel((port) => this.socket(`${path}?ports=${port}`, CHANNEL_PROTOCOL, signal));
  }

  private socket(path: string, protocol: string, signal: AbortSignal): Promise<WebSocket> {
    return this.transport.withAccess((access, connections) =>
      openSocket(this.transport, path, access, connections.forUpgrade(access), signal, [protocol]),
    );
  }
}

/** Who does not know the protocol says so in plain text, or upgrades without a word of it; refusals are a Status. */
function isUnknownProtocol(error: unknown): boolean {
  if (!(error instanceof ClusterError)) return false;
  return error.reason === 'NotKubernetes' || /subprotocol/i.test(error.message);
}

function withRights(error: unknown): ClusterError {
  const known = toClusterError(error, '');
  if (known.code !== 403) return known;
  const { code, reason, message } = known;
  // A WebSocket is opened by GET; from 1.35 the server also asks for `create`, as for the older protocol.
  const rights = `${message} (a port-forward needs both get and create on pods/portforward)`;
  return new ClusterError({ code, reason, message: rights, cause: error });
}
