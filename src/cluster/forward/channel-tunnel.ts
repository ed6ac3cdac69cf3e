import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { messageOf, oneLine } from '../errors/cluster-error.ts';
import { frame } from '../exec/exec-protocol.ts';
import { guarded } from '../guard.ts';
import type { RemoteEnd, Tunnel } from './tunnel.ts';

/** Before SPDY over WebSocket (1.30): a channel for data, and one for errors (kubelet pkg/cri/streaming/portforward/websocket.go). */
export const CHANNEL_PROTOCOL = 'v4.channel.k8s.io';

const DATA = 0;
const PROBLEM = 1;
/** Each channel begins with the port's number, in bytes. */
const PORT_BYTES = 2;
const LONGEST_PROBLEM = 4096;

/** Opens a WebSocket to a port. Rejects with a `ClusterError`. */
export type OpenChannels = (port: number) => Promise<WebSocket>;

/** Each connection has a WebSocket of its own, which cannot say that one half of it has ended. */
export class ChannelTunnel implements Tunnel {
  open = true;
  private readonly ends = new Set<ChannelEnd>();

  constructor(private readonly opening: OpenChannels) {}

  get size(): number {
    return this.ends.size;
  }

  connect(port: number): RemoteEnd {
    const end = new ChannelEnd();
    this.ends.add(end);
    end.once('close', () => this.ends.delete(end));
    this.opening(port).then(
      (socket) => end.begin(socket),
      (error: unknown) => end.fail(messageOf(error)),
    );
    return { data: end, over: end.over };
  }

  close(): void {
    this.open = false;
    for (const end of [...this.ends]) end.destroy();
  }
}

class ChannelEnd extends Duplex {
  readonly over: Promise<string>;
  private socket: WebSocket | undefined;
  private waiting: (() => void) | undefined;
  private problem = '';
  private settle: (problem: string) => void = () => undefined;
  /** How much of the ports' numbers has come, by channel. */
  private readonly begun = [0, 0];

  constructor() {
    super();
    this.over = new Promise((resolve) => (this.settle = resolve));
  }

  begin(socket: WebSocket): void {
    this.socket = socket;
    if (this.destroyed) return socket.terminate();
    socket.on(
      'message',
      guarded(
        (error) => this.fail(String(error)),
        (data: RawData) => this.hear(data as Buffer),
      ),
    );
    socket.on('close', () => this.finish());
    socket.resume();
    this.waiting?.();
  }

  fail(problem: string): void {
    this.problem ||= problem;
    this.finish();
  }

  override _read(): void {
    this.socket?.resume();
  }

  override _write(bytes: Buffer, _: BufferEncoding, sent: (error?: Error | null) => void): void {
    const { socket } = this;
    if (!socket) this.waiting = () => this._write(bytes, _, sent);
    else if (socket.readyState === socket.OPEN) socket.send(frame(DATA, bytes), sent);
    else sent();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.socket?.close();
    this.settle(oneLine(this.problem) || (error?.message ?? ''));
    done(error);
  }

  private hear(message: Buffer): void {
    const [channel = 255] = message;
    let bytes = message.subarray(1);
    const begun = this.begun[channel];
    if (begun === undefined) return;
    if (begun < PORT_BYTES) {
      this.begun[channel] = begun + Math.min(bytes.length, PORT_BYTES - begun);
      bytes = bytes.subarray(PORT_BYTES - begun);
    }
    if (channel === PROBLEM && this.problem.length < LONGEST_PROBLEM) this.problem += bytes.toString();
    if (channel === DATA && bytes.length > 0 && !this.push(bytes)) this.socket?.pause();
  }

  private finish(): void {
    if (!this.readableEnded) this.push(null);
    this.settle(oneLine(this.problem));
  }
}
