import type { Socket } from 'node:net';
import { Subject } from 'rxjs';
import type { ForwardRequest, ForwardTold } from '../../model/forward/forward.ts';
import { noPortText } from '../../model/forward/no-port.ts';
import { askedPort, meantPort, type PortPair, portsIn, remotePort } from '../../model/forward/port-pair.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { ALL_RIGHTS } from '../../model/rights.ts';
import type { Connection } from '../../ports/connection.ts';
import { ClusterError, toClusterError } from '../errors/cluster-error.ts';
import { lifeWithin } from '../life.ts';
import type { Transport } from '../transport/transport.ts';
import { Tunneller } from './open-tunnel.ts';
import { GonePods } from './relaying/gone-pods.ts';
import { listen, MOST_CONNECTIONS, type Place, placeText, unboundText } from './listen.ts';
import { meantBy, type MeantAsks } from './meant.ts';
import type { Meant } from './meant-pods.ts';
import { Relay, type Tried } from './relaying/relay.ts';
import { Serving } from './serving.ts';
import type { Tunnel } from './tunnel.ts';
import { trafficOf } from './relaying/traffic.ts';
import { Tunnels } from './tunnels.ts';

/** The connection whose cluster it is, and what carries it. */
export interface ForwardBy {
  readonly connection: MeantAsks & Pick<Connection, 'capabilities' | 'rights'>;
  readonly transport: Transport;
}

/** So long a connection waits for a Pod that serves, in ms. */
const PATIENCE = 60_000;
/** That a Pod which refuses is about to go is told within this time, in ms. */
const SOON = 1_000;
/** What went through is told so often at most, in ms. */
const COUNTING = 500;

/**
 * Forwards local ports to an object's Pods until the signal ends it; connections wait while none serves. Rejects with
 * a `ClusterError` where it cannot begin: no such object, no such port, no right to, an address that cannot be listened on.
 */
export async function forward(
  { connection, transport }: ForwardBy,
  request: ForwardRequest,
  tell: (told: ForwardTold) => void,
  signal: AbortSignal,
): Promise<void> {
  const { forward: able } = connection.capabilities;
  if (able !== true) throw new ClusterError({ reason: 'Unable', message: able });
  const life = lifeWithin(signal, transport.closed);
  const notes = new Subject<string>();
  const following = notes.subscribe((text) => tell({ type: 'note', text }));
  let forwarding: Forwarding | undefined;
  const one: Connection['one'] = (kind, place) => connection.one(kind, place);
  try {
    const [meant, rights] = await Promise.all([
      meantBy(request, connection, notes),
      connection.rights(request.namespace).catch(() => ALL_RIGHTS),
    ]);
    // Else it would be told by the first connection alone.
    if (rights.forward !== true)
      throw new ClusterError({ code: 403, reason: 'Forbidden', message: rights.forward });
    forwarding = new Forwarding(request, new Tunneller(transport), one, meant, tell, life.signal);
    await forwarding.run();
  } finally {
    forwarding?.stop();
    following.unsubscribe();
    life.over();
  }
}

class Forwarding {
  private readonly serving: Serving;
  private readonly tunnels: Tunnels;
  private readonly gone: GonePods;
  private readonly places: Place[] = [];
  private readonly relays = new Set<Relay>();
  private counted = { total: 0, failed: 0, sent: 0, received: 0 };
  /** Connections since the last count that were too many. */
  private refused = 0;
  private lastCount = '';
  private counting: NodeJS.Timeout | undefined;

  constructor(
    private readonly request: ForwardRequest,
    tunneller: Tunneller,
    one: Connection['one'],
    private readonly meant: Meant,
    private readonly tell: (told: ForwardTold) => void,
    private readonly signal: AbortSignal,
  ) {
    this.serving = new Serving(meant, (pod) => portsIn(pod, request.ports, meant.service), tell);
    this.gone = new GonePods(one, (pod) => this.serving.has(pod));
    this.tunnels = new Tunnels(
      (pod) => tunneller.open(request.namespace, pod.metadata.name, this.signal),
      (text) => tell({ type: 'note', text }),
    );
  }

  /** Runs until it is ended. */
  async run(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.signal.addEventListener('abort', () => resolve());
      if (this.signal.aborted) resolve();
      this.serving.follow(this.meant.pods$, reject);
      this.listen().catch(reject);
    });
  }

  stop(): void {
    this.serving.stop();
    clearInterval(this.counting);
    for (const { server } of this.places) server.close();
    for (const relay of this.relays) relay.stop();
    this.tunnels.close();
  }

  /** Without waiting for a Pod: who connects waits for it. */
  private async listen(): Promise<void> {
    await this.serving.known(PATIENCE, this.signal);
    for (const pair of this.request.ports) {
      const wanted = await this.wantedPort(pair);
      if (this.signal.aborted) return;
      const pod = this.serving.anyPod;
      const { service } = this.meant;
      const port = pod ? this.portOf(pair, pod) : (meantPort(pair.remote, service) ?? this.noPort(pair, pod));
      for (const address of this.request.addresses) await this.listenOn(address, wanted, pair, port);
    }
    this.counting = setInterval(() => this.count(), COUNTING);
  }

  /** The local port; what only a Pod can tell the number of waits for one. */
  private async wantedPort({ local, remote }: PortPair): Promise<number> {
    if (local !== undefined) return local;
    const asked = (): number | undefined => askedPort(remote, this.serving.anyPod, this.meant.service);
    const isUntold = (): boolean => asked() === undefined && !this.meant.service && !this.serving.anyPod;
    if (isUntold()) {
      const until = `until then nothing listens (give LOCAL:${remote})`;
      this.tell({ type: 'note', text: `what number port ${remote} has, the first Pod tells: ${until}` });
    }
    while (isUntold() && !this.signal.aborted) await this.serving.change(PATIENCE, this.signal);
    return asked() ?? 0;
  }

  private async listenOn(
    address: string,
    wanted: number,
    pair: PortPair,
    port: number | string,
  ): Promise<void> {
    const takes = {
      accept: (socket: Socket): void => void this.serve(socket, pair),
      refused: (): void => void this.refused++,
    };
    const { places, instead } = await listen(address, wanted, takes).catch((error: unknown) => {
      throw new ClusterError({
        reason: 'Unlistenable',
        message: unboundText(address, wanted, error),
        cause: error,
      });
    });
    this.places.push(...places);
    for (const place of places) {
      const first = instead && place === places[0];
      const at = { from: placeText(place), local: place.port, port, ...(first && { instead }) };
      this.tell({ type: 'listening', at });
    }
  }

  private portOf(pair: PortPair, pod: Pod): number {
    return remotePort(pair.remote, pod, this.meant.service) ?? this.noPort(pair, pod);
  }

  private noPort({ remote }: PortPair, pod: Pod | undefined): never {
    const message = noPortText(remote, pod, this.serving.all, this.meant.service);
    throw new ClusterError({ reason: 'NoPort', message });
  }

  /** One local connection, from its beginning to its end. */
  private async serve(socket: Socket, pair: PortPair): Promise<void> {
    const local = socket.localPort ?? 0;
    const relay = new Relay(socket);
    this.relays.add(relay);
    this.counted.total++;
    this.tell({ type: 'connection', local });
    const problem = await this.relayed(relay, pair).catch(
      (error: unknown) => toClusterError(error, '').message,
    );
    if (problem !== '' && !this.signal.aborted) {
      this.counted.failed++;
      this.tell({ type: 'problem', local, message: problem });
      relay.fail();
    }
    this.relays.delete(relay);
    this.counted.sent += relay.sent;
    this.counted.received += relay.received;
    this.tunnels.keepOnly(this.serving.current?.metadata.uid);
  }

  /** Goes to the Pod that serves, and where that turns out not to, to the next one. Why it failed, or nothing. */
  private async relayed(relay: Relay, pair: PortPair): Promise<string> {
    const until = performance.now() + PATIENCE;
    for (let failed: Pod | undefined; ;) {
      const pod = await this.serving.pod(Math.max(0, until - performance.now()), this.signal, failed);
      if (relay.gone) return '';
      const { problem, again, away } = await this.tried(relay, pair, pod);
      if (problem === '' || !again || performance.now() > until) return problem;
      // It may just be going, which is told in a moment; else it will not become better.
      if (this.serving.serves(pod)) await this.serving.change(SOON, this.signal);
      if (this.signal.aborted) return problem;
      // A server that is not there now is back in a while, and the Pod with it.
      if (away) continue;
      if (this.serving.serves(pod)) return problem;
      failed = pod;
    }
  }

  private async tried(relay: Relay, pair: PortPair, pod: Pod): Promise<Tried & { readonly away?: boolean }> {
    let tunnel: Tunnel;
    try {
      tunnel = await this.tunnels.to(pod);
    } catch (error) {
      const { message, code } = toClusterError(error, '');
      const away = code === undefined && !this.signal.aborted;
      if (away) this.serving.away(message);
      return { problem: message, again: true, away };
    }
    this.serving.back();
    return relay.through(tunnel.connect(this.portOf(pair, pod)), pod);
  }

  private count(): void {
    this.gone.look(this.relays);
    const { refused } = this;
    this.refused = 0;
    if (refused > 0)
      this.tell({
        type: 'note',
        text: `refused ${refused} more than ${MOST_CONNECTIONS} connections at once`,
      });
    const traffic = trafficOf(this.counted, this.relays);
    const text = JSON.stringify(traffic);
    if (text === this.lastCount) return;
    this.lastCount = text;
    this.tell({ type: 'traffic', traffic });
  }
}
