import http, { type Agent, type AgentOptions } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Access } from './credentials/credentials.ts';
import { lending } from './transport/lending.ts';
import { toldProxy } from './transport/proxy.ts';
import { notOpened, openTunnel, type TunnelOptions } from './transport/tunnel.ts';

/** What a request rides on. */
export interface Way {
  readonly agent: Agent;
  /** The proxy that is given whole addresses, as is usual without TLS: the agent connects to it. */
  readonly forward?: URL;
}

/** What the sockets of one identity have in common. */
interface Pool {
  readonly access: Access;
  readonly way: Way;
}

/** How long an idle connection is left alone until TCP asks whether it is alive, in ms. */
export const KEEP_ALIVE = 15_000;

/** So many bytes of an answer are gathered before they are read, where they come faster than that. */
const GATHERED = 64 * 1024;

/** The connections to one server: kept, but those made with old certificates are not used for new ones. */
export class Connections {
  private pool: Pool | undefined;
  private readonly secure: boolean;
  /** What was not done so far, for each tunnel that is being opened. */
  private readonly opening = new Set<{ readonly lacks: string }>();

  constructor(
    server: string,
    private readonly limitMs: number,
    private readonly closed: AbortSignal,
  ) {
    this.secure = server.startsWith('https:');
  }

  /** What a proxy was asked for and did not do so far, as a clause: `the proxy … did not open …`; undefined: nothing. */
  get awaits(): string | undefined {
    const [first] = this.opening;
    return first?.lacks;
  }

  /** The way for requests. */
  for(access: Access): Way {
    const { pool } = this;
    if (pool?.access.tls === access.tls && pool.access.proxy?.href === access.proxy?.href) return pool.way;
    this.retire();
    const kept = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE, scheduling: 'lifo' as const };
    const options = { ...kept, highWaterMark: GATHERED };
    const way = this.forwards(access)
      ? { agent: newAgent(access.proxy.protocol === 'https:', access, options), forward: access.proxy }
      : { agent: this.newAgent(access, options) };
    this.pool = { access, way };
    return way;
  }

  /** For one connection that becomes another thing than HTTP: always a new one, through proxies by a tunnel. */
  forUpgrade(access: Access): Agent {
    return this.newAgent(access, {});
  }

  /** Ends the connections that nothing uses. */
  dropIdle(): void {
    for (const socket of Object.values(this.pool?.way.agent.freeSockets ?? {}).flat()) socket?.destroy();
  }

  close(): void {
    this.pool?.way.agent.destroy();
  }

  private forwards(access: Access): access is Access & { readonly proxy: URL } {
    return !this.secure && access.proxy?.protocol.startsWith('http') === true;
  }

  private newAgent(access: Access, options: AgentOptions): Agent {
    const agent = newAgent(this.secure, access, options);
    const { closed: signal, limitMs } = this;
    const { proxy, tls } = access;
    if (proxy) return through({ proxy, tls, limitMs, signal }, agent, this.secure, this.opening);
    return this.secure && options.keepAlive ? lending(agent) : agent;
  }

  /** What runs on old connections goes on; idle ones end, and the others when they become idle. */
  private retire(): void {
    if (!this.pool) return;
    const agent = this.pool.way.agent as Agent & { keepAlive: boolean };
    agent.keepAlive = false;
    this.dropIdle();
  }
}

const newAgent = (secure: boolean, { tls }: Access, options: AgentOptions): Agent =>
  secure ? new https.Agent({ ...options, ...tls }) : new http.Agent(options);

/** Makes an agent connect through a tunnel; in it there is TLS as without. */
function through(
  tunnel: TunnelOptions,
  agent: Agent,
  secure: boolean,
  opening: Set<{ readonly lacks: string }>,
): Agent {
  const direct = agent.createConnection.bind(agent) as (options: object) => Duplex;
  const connect = (
    options: { readonly host?: string; readonly port?: number | string },
    done: (error: Error | null, socket?: Duplex) => void,
  ): void => {
    const target = { host: options.host ?? '', port: Number(options.port) };
    const one = { lacks: notOpened(toldProxy(tunnel.proxy), target.host) };
    opening.add(one);
    openTunnel(target, tunnel)
      .finally(() => opening.delete(one))
      .then(
        (socket) => done(null, secure ? direct({ ...options, socket }) : socket),
        (error: unknown) => done(error as Error),
      );
  };
  return Object.assign(agent, { createConnection: connect });
}
