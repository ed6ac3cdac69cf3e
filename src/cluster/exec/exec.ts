import type { Ending, ExecRequest, ExecResult } from '../../model/session.ts';
import { Subscription, take } from 'rxjs';
import type WebSocket from 'ws';
import type { RawData } from 'ws';
import type { Failure } from '../../model/kinds/watch-event.ts';
import type { Size } from '../../model/size.ts';
import type { SessionStreams } from '../../ports/connection.ts';
import { closedHow } from '../errors/closed-how.ts';
import { type ClusterError, messageOf, toClusterError } from '../errors/cluster-error.ts';
import { bothRights, CHANNEL, endingOf, frame, withoutCommand } from './exec-protocol.ts';
import { guarded } from '../guard.ts';
import { lifeWithin } from '../life.ts';
import { loaded } from '../loaded.ts';
import { podPath } from '../resources.ts';
import { ServerThere } from './server-there.ts';
import type { Transport } from '../transport/transport.ts';
import { unlessAborted } from '../unless-aborted.ts';

/** As kubectl: a ping so often, in ms. */
const PING = 5_000;
/** After so many pings without any sign of life the connection is lost. */
const UNANSWERED = 3;
/**
 * While more than so much of the input is on its way, in bytes, it is lost as late as for kubectl (pingReadDeadline in
 * client-go's tools/remotecommand/websocket.go): nobody answers a ping before they have got rid of what came before it,
 * and a command may read late. What is less finds room before the command. So the server is asked beside: where that is
 * not there either, the line is dead, and lost as soon as any other.
 */
const MUCH_UNREAD = 64 * 1024;
const UNANSWERED_UNREAD = 12;
/** The server answers others: what is dead is not told from what is not read. */
const UNTAKEN =
  ', nor was more input taken, although the server answers: the line is dead, or the command may have ended without reading it';
/** So much may be on its way to the server before no more is taken, in bytes. */
const MOST_UNSENT = 1024 * 1024;
/** How long the server may take to close after it has said how the command ended, in ms. */
const CLOSING = 2_000;

/** Runs a command in a container until it ends; never rejects. */
export async function execute(
  transport: Transport,
  request: ExecRequest,
  streams: SessionStreams,
  { signal, pingMs = PING }: { signal?: AbortSignal | undefined; pingMs?: number | undefined },
): Promise<ExecResult> {
  const life = lifeWithin(signal, transport.closed);
  try {
    // Loaded with the first shell: nothing else needs WebSockets.
    const { openSocket } = await loaded(import('./exec-socket.ts'), 'openSocket');
    const opening = openSocket(transport, execPath(request), life.signal);
    const socket = await unlessAborted(opening, life.signal);
    return await new Conversation(transport, socket, request, streams, { signal: life.signal, pingMs }).run();
  } catch (error) {
    return { type: 'failed', failure: failureOf(toClusterError(error, ''), request) };
  } finally {
    life.over();
  }
}

function execPath({ namespace, pod, container, command, tty, stdin, attach }: ExecRequest): string {
  // With a terminal there is one output: asking for standard error as well is refused.
  const flags = { container, stdin: `${stdin}`, stdout: 'true', stderr: `${!tty}`, tty: `${tty}` };
  const query = new URLSearchParams(flags);
  if (!attach) for (const word of command) query.append('command', word);
  return `${podPath({ namespace, name: pod }, attach ? 'attach' : 'exec')}?${query}`;
}

function failureOf({ code, reason, message }: ClusterError, { attach }: ExecRequest): Failure {
  const rights = code === 403 ? bothRights('a session', attach ? 'attach' : 'exec') : '';
  return { ...(code !== undefined && { code }), reason, message: withoutCommand(message) + rights };
}

/** One open socket, from the first byte to how it ended. */
class Conversation {
  private readonly subscriptions = new Subscription();
  private ending: Ending | undefined;
  private writing = 0;
  private drained: () => void = () => undefined;
  private heardAt = Date.now();
  private holding = false;
  /** Of the input, in bytes: what was sent, and what the server had taken when it last answered. */
  private sent = 0;
  private taken = 0;
  private readonly there: ServerThere;

  constructor(
    transport: Transport,
    private readonly socket: WebSocket,
    private readonly request: ExecRequest,
    private readonly streams: SessionStreams,
    private readonly options: { readonly signal: AbortSignal; readonly pingMs: number },
  ) {
    this.there = new ServerThere(transport);
  }

  async run(): Promise<ExecResult> {
    const lost = await new Promise<Failure>((resolve) => this.converse(resolve));
    this.subscriptions.unsubscribe();
    this.hangUp();
    if (this.writing > 0) await new Promise<void>((resolve) => (this.drained = resolve));
    return this.ending ?? { type: 'lost', failure: lost };
  }

  private converse(over: (lost: Failure) => void): void {
    const { socket } = this;
    const { signal, pingMs } = this.options;
    const aborted = (): void => {
      this.ending ??= { type: 'failed', failure: { reason: 'Aborted', message: 'cancelled' } };
      over({ reason: 'Aborted', message: 'cancelled' });
    };
    const closed = (code: number, reason: Buffer): void =>
      over({
        reason: 'ConnectionLost',
        message: reason.toString() || `the connection was ${closedHow(code)} before the command ended`,
      });
    const broken = (error: unknown): void => {
      const failure = { reason: 'Broken', message: `the session had to be given up: ${messageOf(error)}` };
      this.ending ??= { type: 'failed', failure };
      over(failure);
    };
    const pinging = setInterval(
      guarded(broken, () => this.ping(over)),
      pingMs,
    );
    const take = guarded(broken, (data: RawData) => this.take(data as Buffer, over));
    socket.on('message', take);
    socket.on('pong', (sent) => {
      this.heardAt = Date.now();
      this.taken = Number(sent.toString()) || 0;
    });
    socket.on('close', guarded(broken, closed));
    signal.addEventListener('abort', aborted);
    this.subscriptions.add(() => {
      clearInterval(pinging);
      this.there.stop();
      socket.off('message', take);
      signal.removeEventListener('abort', aborted);
    });
    this.send();
    socket.resume();
    if (signal.aborted) aborted();
  }

  /** Standard input and the window's size go out as they come. */
  private send(): void {
    const { socket, request, streams, subscriptions } = this;
    const out = (channel: number, payload: Uint8Array | string): void => {
      if (socket.readyState === socket.OPEN) socket.send(frame(channel, payload));
    };
    if (request.tty) {
      const tell = ({ columns, rows }: Size): void =>
        out(CHANNEL.resize, JSON.stringify({ Width: columns, Height: rows }));
      subscriptions.add(streams.size$.subscribe(tell));
      // A size that comes before the command runs may be lost: what speaks runs.
      const spoken = ([channel, first]: Buffer): void => {
        if (channel !== CHANNEL.stdout || first === undefined) return;
        socket.off('message', spoken);
        subscriptions.add(streams.size$.pipe(take(1)).subscribe(tell));
      };
      socket.on('message', spoken);
      subscriptions.add(() => socket.off('message', spoken));
    }
    if (!request.stdin) return;
    subscriptions.add(
      streams.input$.subscribe({
        next: (bytes) => {
          this.sent += bytes.length;
          out(CHANNEL.stdin, bytes);
          this.holdBack();
        },
        complete: () => {
          // Version 4 has no way to say it.
          if (socket.protocol.startsWith('v5')) out(CHANNEL.close, Uint8Array.of(CHANNEL.stdin));
        },
      }),
    );
  }

  /** Whoever sends more than the line takes waits until it has taken it. */
  private holdBack(): void {
    const { socket, streams } = this;
    if (this.holding || !streams.hold || socket.bufferedAmount < MOST_UNSENT) return;
    this.holding = true;
    streams.hold(true);
    // Sent once all before it was.
    socket.ping(`${this.sent}`, undefined, () => {
      this.holding = false;
      streams.hold?.(false);
    });
  }

  private take(data: Buffer, over: (lost: Failure) => void): void {
    this.heardAt = Date.now();
    const payload = data.subarray(1);
    if (data[0] === CHANNEL.status && payload.length > 0) {
      this.ending = endingOf(payload);
      const closing = setTimeout(() => over({ reason: 'ConnectionLost', message: 'not closed' }), CLOSING);
      this.subscriptions.add(() => clearTimeout(closing));
    }
    // Empty and unknown frames say nothing: servers open channels with them.
    if (payload.length === 0 || (data[0] !== CHANNEL.stdout && data[0] !== CHANNEL.stderr)) return;
    this.write(data[0] === CHANNEL.stdout ? 'out' : 'err', payload).catch((error: unknown) => {
      const failure = { reason: 'Output', message: `the output could not be written: ${messageOf(error)}` };
      this.ending = { type: 'failed', failure };
      over(failure);
    });
  }

  /** While something is being written nothing more is read. */
  private async write(stream: 'out' | 'err', payload: Uint8Array): Promise<void> {
    const written = this.streams.write(stream, payload);
    if (!written) return;
    this.writing++;
    this.socket.pause();
    try {
      await written;
    } finally {
      this.writing--;
      if (this.writing === 0) {
        this.heardAt = Date.now();
        this.socket.resume();
        this.drained();
      }
    }
  }

  private ping(over: (lost: Failure) => void): void {
    // Nothing is read while the output is held back, pongs neither.
    if (this.writing > 0) return;
    const { pingMs } = this.options;
    const isUnread = this.sent - this.taken > MUCH_UNREAD;
    const silent = Date.now() - this.heardAt;
    if (isUnread && silent > pingMs) this.there.ask();
    const isThere = Date.now() - this.there.answeredAt <= UNANSWERED * pingMs;
    const silence = (isUnread && isThere ? UNANSWERED_UNREAD : UNANSWERED) * pingMs;
    if (silent > silence) {
      const why = isUnread && isThere ? UNTAKEN : '';
      return over({ reason: 'ConnectionLost', message: `nothing was heard for ${silence / 1000} s${why}` });
    }
    if (this.socket.readyState === this.socket.OPEN) this.socket.ping(`${this.sent}`);
  }

  private hangUp(): void {
    this.socket.close();
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }
}
