import type { RawData } from 'ws';
import type { ExecSession } from '../../container/machine/container.ts';
import { isJson } from '../../api/patches/patch.ts';
import { CHANNEL } from './channel.ts';

/**
 * Gives a session what its client sends: input, the size of its terminal, and in version 5 the end of input
 * (client-go tools/remotecommand and kubelet pkg/cri/streaming/remotecommand/websocket.go).
 */
export class ClientMessages {
  /** The server reads sizes until one is no JSON; it takes none after that. */
  private resizable = true;

  constructor(
    private readonly session: ExecSession,
    private readonly protocol: string,
  ) {}

  take(data: RawData): void {
    const bytes = bytesOf(data);
    const [channel] = bytes;
    const payload = bytes.subarray(1);
    if (channel === CHANNEL.stdin) this.session.write(payload);
    else if (channel === CHANNEL.resize) this.resize(payload.toString());
    else if (channel === CHANNEL.close && payload[0] === CHANNEL.stdin && this.protocol.startsWith('v5.'))
      this.session.endInput();
  }

  private resize(text: string): void {
    if (!this.resizable) return;
    let size: unknown;
    try {
      size = JSON.parse(text);
    } catch {
      // As the real server does, which tells nobody.
      this.resizable = false;
      return;
    }
    const { Width, Height } = isJson(size) ? size : {};
    if (typeof Width === 'number' && typeof Height === 'number' && Width > 0 && Height > 0)
      this.session.resize(Width, Height);
  }
}

/** A WebSocket message, whichever way `ws` hands it over. */
export function bytesOf(data: RawData): Buffer {
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
}
