import { readFile } from 'node:fs/promises';
import { configError, messageOf } from './cluster-error.ts';
import type { PluginCredential } from './exec-credential.ts';
import { type Log, noLog } from '../model/log.ts';
import { runPlugin } from './exec-plugin.ts';
import { impersonationHeaders } from './impersonation.ts';
import { oidcToken } from './kubeconfig/auth-provider.ts';
import type { UserFields } from './kubeconfig/fields.ts';
import type { ResolvedContext } from './kubeconfig/resolve.ts';
import { proxyFor } from './proxy.ts';
import { type TlsIdentity, TlsIdentityReader } from './tls-identity.ts';
import { toldServer } from './told-server.ts';

/** What a request needs to be let in. */
export interface Access {
  readonly tls: TlsIdentity;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** What stands between. */
  readonly proxy?: URL;
}

/** How long what was read from files is used before they are read again, as client-go does with token files. */
const FRESH = 60_000;
/** A credential about to expire is not used any more: it has to reach the server, in ms. */
const EXPIRY_MARGIN = 10_000;

/** The credentials of one context: read when needed, by one reader at a time, kept while they are fresh. */
export class Credentials {
  private access: Promise<Access> | undefined;
  private freshUntil = 0;
  private readonly tls = new TlsIdentityReader();
  private plugin: PluginCredential | undefined;

  constructor(
    private context: ResolvedContext,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly now: () => number = Date.now,
    /** The context as the kubeconfig has it now. */
    private readonly reread: () => ResolvedContext = () => this.context,
    private readonly log: Log = noLog,
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

  /**
   * After a refusal: everything anew, the kubeconfig too. `used` is what was refused: of several refused requests
   * only the first reads. A plugin is not asked again where `keepPlugin` says that what it gave is not at fault.
   */
  async renew(used: Access, { keepPlugin }: { readonly keepPlugin: boolean }): Promise<Access> {
    const latest = this.access;
    if (latest && (await latest) === used && this.access === latest) {
      this.access = undefined;
      if (!keepPlugin) this.plugin = undefined;
      const { server } = this.context.cluster;
      const context = this.reread();
      if (context.cluster.server !== server) throw movedError(context, server);
      this.context = context;
    }
    return this.current();
  }

  private async read(): Promise<Access> {
    const { context, env } = this;
    const { cluster, user } = context;
    const proxy = proxyFor(cluster, env);
    const between = proxy && { proxy };
    // As clientcmd's ClientConfig: in clear goes whom to impersonate, and no credential, nor is one made.
    if (!isSecure(context)) {
      const secureProxy = proxy?.protocol === 'https:';
      const tls = secureProxy ? await this.tls.read({ ...context, user: {} }, undefined, env) : NO_TLS;
      return { tls, headers: impersonationHeaders(user), ...between };
    }
    const plugin = await this.pluginCredential();
    const token = plugin?.token ?? (await tokenOf(context, this.now()));
    const basic = `${user.username}:${user.password ?? ''}`;
    const headers = {
      ...(user.username && { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...impersonationHeaders(user),
    };
    return { tls: await this.tls.read(context, plugin, env), headers, ...between };
  }

  /** As in client-go, credentials that the kubeconfig spells out go before a plugin's. */
  private async pluginCredential(): Promise<PluginCredential | undefined> {
    const { user, cluster, info } = this.context;
    if (!user.exec || user.token || user.tokenFile || user.username || hasCertificate(user)) return undefined;
    if (this.plugin && this.now() < (this.plugin.expiresAt ?? Infinity) - EXPIRY_MARGIN) return this.plugin;
    this.plugin = await runPlugin(user.exec, { cluster, user: info.user, env: this.env, log: this.log });
    return this.plugin;
  }
}

const hasCertificate = (user: UserFields): boolean =>
  Boolean(
    (user['client-certificate'] || user['client-certificate-data']) &&
    (user['client-key'] || user['client-key-data']),
  );

/** Credentials are sent to the server they were read for, and to no other. */
function movedError({ info, cluster }: ResolvedContext, before: string): Error {
  const [now, then] = [cluster.server, before].map(toldServer);
  return configError(
    `the kubeconfig has another server for the context "${info.name}" by now, ${now} and not ${then}: start podscope again`,
  );
}

const NO_TLS: TlsIdentity = { rejectUnauthorized: true };

const isSecure = ({ cluster }: ResolvedContext): boolean => cluster.server.startsWith('https:');

/** The content of a token file goes before a token, as in client-go; of OIDC the token is used while it lasts. */
async function tokenOf({ user, info }: ResolvedContext, now: number): Promise<string | undefined> {
  const { token, tokenFile } = user;
  if (!tokenFile) return token ?? oidcToken(user['auth-provider'], info.user, now);
  let content: string;
  try {
    content = (await readFile(tokenFile, 'utf8')).trim();
  } catch (error) {
    if (token) return token;
    throw configError(`cannot read the token: ${messageOf(error)}`, error);
  }
  if (content === '' && !token) {
    throw configError(`the token file ${tokenFile} is empty`);
  }
  return content || token;
}
