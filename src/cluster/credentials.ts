import { readFile } from 'node:fs/promises';
import type { Agent, RequestOptions } from 'node:https';
import { clientConfig } from './client-config.ts';
import { configError, messageOf } from './cluster-error.ts';
import { type PluginCredential, runPlugin } from './exec-plugin.ts';
import { impersonationHeaders } from './impersonation.ts';
import type { ResolvedContext } from './kubeconfig.ts';
import { proxyFor } from './proxy.ts';

/** What secures a connection. The same object as long as nothing in it has changed. */
export interface TlsIdentity {
  readonly ca?: Buffer | string;
  readonly cert?: Buffer | string;
  readonly key?: Buffer | string;
  readonly servername?: string;
  readonly rejectUnauthorized?: boolean;
}

/** What a request needs to be let in. */
export interface Access {
  readonly tls: TlsIdentity;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** Where a proxy stands between: what connects through it. */
  readonly proxy?: Agent;
}

/** How long what was read from files is used before they are read again, as client-go does with token files. */
const FRESH = 60_000;
/** A credential about to expire is not used any more: it has to reach the server, in ms. */
const EXPIRY_MARGIN = 10_000;

/** The credentials of one context: read when needed, by one reader at a time, kept while they are fresh. */
export class Credentials {
  private access: Promise<Access> | undefined;
  private freshUntil = 0;
  private tls: TlsIdentity = {};
  private plugin: PluginCredential | undefined;

  constructor(
    private readonly context: ResolvedContext,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly now: () => number = Date.now,
  ) {}

  /** What a user can do when the server refuses them. */
  get advice(): string {
    return isSecure(this.context)
      ? `the server refuses the credentials of the user "${this.context.info.user}"; log in again, or mend its entry in the kubeconfig`
      : `no credentials are sent over http://, where anyone on the way can read them; give the cluster an https:// server`;
  }

  /** Rejects with a `ClusterError` where a file cannot be read or a plugin fails. */
  current(): Promise<Access> {
    if (this.access && this.now() < this.freshUntil) return this.access;
    this.freshUntil = Infinity;
    const reading = this.read();
    this.access = reading;
    reading.then(
      () => {
        const expiry = (this.plugin?.expiresAt ?? Infinity) - EXPIRY_MARGIN;
        this.freshUntil = Math.min(this.now() + FRESH, expiry);
      },
      // What failed is tried again by the next request.
      () => (this.access = undefined),
    );
    return reading;
  }

  /** After a 401: everything anew. `used` is what was refused: of several refused requests only the first reads. */
  async renew(used: Access): Promise<Access> {
    const latest = this.access;
    if (latest && (await latest) === used && this.access === latest) {
      this.access = undefined;
      this.plugin = undefined;
    }
    return this.current();
  }

  private async read(): Promise<Access> {
    const proxyUrl = proxyFor(this.context.cluster, this.env);
    if (!isSecure(this.context)) return this.readInsecure(proxyUrl);
    const plugin = await this.pluginCredential();
    const { user } = this.context;
    const token = plugin?.token ?? (await tokenOf(this.context));
    const options: RequestOptions = {};
    try {
      const config = clientConfig(this.context, proxyUrl, plugin);
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      const where = `the credentials of the context "${this.context.info.name}"`;
      throw configError(`${where}: ${messageOf(error)}`, error);
    }
    this.tls = sameOrNew(this.tls, options);
    return {
      tls: this.tls,
      headers: {
        ...(options.headers as Record<string, string>),
        ...(options.auth && { Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }),
        ...(token && { Authorization: `Bearer ${token}` }),
        ...impersonationHeaders(user),
      },
      ...(proxyUrl !== undefined && { proxy: options.agent as Agent }),
    };
  }

  /** As clientcmd's ClientConfig: in clear goes whom to impersonate, and no credential, nor is one made. */
  private async readInsecure(proxyUrl: string | undefined): Promise<Access> {
    const options: RequestOptions = {};
    const { info, cluster, user } = this.context;
    await clientConfig({ info, cluster, user: {} }, proxyUrl, undefined).applyToHTTPSOptions(options);
    return {
      tls: this.tls,
      headers: impersonationHeaders(user),
      ...(proxyUrl !== undefined && { proxy: options.agent as Agent }),
    };
  }

  /** As in client-go, credentials that the kubeconfig spells out go before a plugin's. */
  private async pluginCredential(): Promise<PluginCredential | undefined> {
    const { user, cluster, info } = this.context;
    if (!user.exec || user.token || user.tokenFile || user.username) return undefined;
    if (this.plugin && this.now() < (this.plugin.expiresAt ?? Infinity) - EXPIRY_MARGIN) return this.plugin;
    this.plugin = await runPlugin(user.exec, { cluster, user: info.user, env: this.env });
    return this.plugin;
  }
}

const isSecure = ({ cluster }: ResolvedContext): boolean => cluster.server.startsWith('https:');

const TLS_FIELDS = ['ca', 'cert', 'key', 'servername', 'rejectUnauthorized'] as const;

/** The old identity where the new one equals it, so that connections are kept. */
function sameOrNew(old: TlsIdentity, options: RequestOptions): TlsIdentity {
  const found = TLS_FIELDS.flatMap((field) =>
    options[field] === undefined ? [] : [[field, options[field]]],
  );
  const tls = Object.fromEntries(found) as TlsIdentity;
  return TLS_FIELDS.every((field) => String(tls[field]) === String(old[field])) ? old : tls;
}

/** The content of a token file goes before a token, as in client-go; of OIDC the token is used while it lasts. */
async function tokenOf({ user }: ResolvedContext): Promise<string | undefined> {
  const fallback = user.token ?? user['auth-provider']?.config?.['id-token'];
  if (!user.tokenFile) return fallback;
  try {
    return (await readFile(user.tokenFile, 'utf8')).trim();
  } catch (error) {
    if (fallback) return fallback;
    throw configError(`cannot read the token: ${messageOf(error)}`, error);
  }
}
