import { type Log, noLog } from '../../model/log.ts';
import { bearerToken } from './bearer-token.ts';
import { configError, messageOf } from '../errors/cluster-error.ts';
import type { PluginCredential } from './exec-credential.ts';
import { runPlugin, toldPlugin } from './exec-plugin.ts';
import { headerBytes } from './header-value.ts';
import { impersonationHeaders } from './impersonation.ts';
import { hasCertificate, type UserFields } from '../kubeconfig/fields.ts';
import type { ResolvedContext } from '../kubeconfig/resolve.ts';
import { proxyFor } from '../transport/proxy.ts';
import { type TlsIdentity, TlsIdentityReader } from './tls-identity.ts';
import { ToldWait } from '../transport/answers/told-wait.ts';
import { toldServer } from '../transport/told-server.ts';

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

const NOT_IN_CLEAR =
  'no credentials are sent over http://, where anyone on the way can read them; give the cluster an https:// server';

/** The credentials of one context: read when needed, by one reader at a time, kept while they are fresh. */
export class Credentials {
  private access: Promise<Access> | undefined;
  private freshUntil = 0;
  /** They could not be read, or were refused. */
  private failed = false;
  private readonly tls = new TlsIdentityReader();
  private plugin: PluginCredential | undefined;
  private readonly waiting: ToldWait;

  constructor(
    private context: ResolvedContext,
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly now: () => number = Date.now,
    /** The context as the kubeconfig has it now. */
    private readonly reread: () => ResolvedContext = () => this.context,
    private readonly log: Log = noLog,
  ) {
    this.waiting = new ToldWait(log, 'plugin');
  }

  /** The plugin that is waited for, as it is told; undefined: none is. */
  get awaits(): string | undefined {
    return this.waiting.awaited;
  }

  /** What a user can do when the server refuses them. */
  get advice(): string {
    if (!isSecure(this.context)) return NOT_IN_CLEAR;
    const { user } = this.context.info;
    return (
      this.nobody ??
      `the server refuses the credentials of the user "${user}"; log in again, or mend its entry in the kubeconfig`
    );
  }

  /**
   * Why the server cannot know who asks, where that is so: it would say no more than what nobody may do. Over http
   * without credentials it may know all the same: kubectl proxy speaks for whoever started it.
   */
  get nobody(): string | undefined {
    const { user, info } = this.context;
    if (hasCredential(user)) return isSecure(this.context) ? undefined : NOT_IN_CLEAR;
    if (!isSecure(this.context)) return undefined;
    const who =
      info.user === ''
        ? `the context "${info.name}" names no user`
        : `the user "${info.user}" has no credential`;
    return `${who} in the kubeconfig, so that nobody in particular asked (system:anonymous)`;
  }

  /** Rejects with a `ClusterError` where a file cannot be read or a plugin fails. */
  current(): Promise<Access> {
    if (this.access && this.now() < this.freshUntil) return this.access;
    this.freshUntil = Infinity;
    const reading = this.failed ? this.readAll() : this.read();
    this.access = reading;
    reading.then(
      () => {
        this.failed = false;
        const expiry = (this.plugin?.expiresAt ?? Infinity) - EXPIRY_MARGIN;
        this.freshUntil = Math.min(this.now() + FRESH, expiry);
      },
      // What failed is tried again by the next request.
      () => {
        this.failed = true;
        this.access = undefined;
      },
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
      this.failed = true;
      if (!keepPlugin) this.plugin = undefined;
    }
    return this.current();
  }

  /** With the kubeconfig, in which someone may have logged in again. */
  private async readAll(): Promise<Access> {
    const { server } = this.context.cluster;
    const context = this.contextNow();
    if (context.cluster.server !== server) throw movedError(context, server);
    this.context = context;
    return this.read();
  }

  /** As it was where the kubeconfig cannot be read: it may be half written, and why this was asked is told anyway. */
  private contextNow(): ResolvedContext {
    try {
      return this.reread();
    } catch (error) {
      this.log('warning', 'kubeconfig', messageOf(error));
      return this.context;
    }
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
    const token = plugin?.token ?? (await bearerToken(context, this.now()));
    const basic = `${user.username}:${user.password ?? ''}`;
    const headers = {
      ...(user.username && { Authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
      ...(token && { Authorization: `Bearer ${headerBytes(token)}` }),
      ...impersonationHeaders(user),
    };
    return { tls: await this.tls.read(context, plugin, env), headers, ...between };
  }

  /** As in client-go, credentials that the kubeconfig spells out go before a plugin's. */
  private async pluginCredential(): Promise<PluginCredential | undefined> {
    const { user, cluster, info } = this.context;
    if (!user.exec || user.token || user.tokenFile || user.username || hasCertificate(user)) return undefined;
    if (this.plugin && this.now() < (this.plugin.expiresAt ?? Infinity) - EXPIRY_MARGIN) return this.plugin;
    const says = (line: string): void => this.waiting.says(line);
    const around = { cluster, user: info.user, env: this.env, log: this.log, says };
    const plugin = runPlugin(user.exec, around);
    return (this.plugin = await this.waiting.during(plugin, toldPlugin(info.user, user.exec.command ?? '')));
  }
}

const hasCredential = (user: UserFields): boolean =>
  Boolean(user.token || user.tokenFile || user.username || user.exec || user['auth-provider']) ||
  hasCertificate(user);

/** Credentials are sent to the server they were read for, and to no other. */
function movedError({ info, cluster }: ResolvedContext, before: string): Error {
  const [now, then] = [cluster.server, before].map(toldServer);
  return configError(
    `the kubeconfig has another server for the context "${info.name}" by now, ${now} and not ${then}: start podscope again`,
  );
}

const NO_TLS: TlsIdentity = { rejectUnauthorized: true };

const isSecure = ({ cluster }: ResolvedContext): boolean => cluster.server.startsWith('https:');
