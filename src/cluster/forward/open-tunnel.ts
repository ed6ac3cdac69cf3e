import type WebSocket from 'ws';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { bothRights } from '../exec/exec-protocol.ts';
import { openSocket } from '../exec/exec-socket.ts';
import { podPath } from '../resources.ts';
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
    const path = podPath({ namespace, name: pod }, 'portforward');
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
    return openSocket(this.transport, path, signal, [protocol]);
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
  const rights = message + bothRights('a port-forward', 'portforward');
  return new ClusterError({ code, reason, message: rights, cause: error });
}
