import type { Agent, RequestOptions } from 'node:https';
import { readFile } from 'node:fs/promises';
import { clientConfig } from './client-config.ts';
import { configError, messageOf } from './cluster-error.ts';
import { impersonationHeaders } from './impersonation.ts';
import type { ResolvedContext } from './kubeconfig.ts';

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
  readonly headers: Readonly<Record<string, string>>;
  /** Where a proxy stands between: what connects through it. */
  readonly proxy?: Agent;
}

/** How long what was read from files is used before they are read again, as client-go does with token files. */
const FRESH = 60_000;

/** The credentials of one context: read when needed, kept while they are fresh. */
export class Credentials {
  private access: Promise<Access> | undefined;
  private readAt = 0;
  private tls: TlsIdentity = {};

  constructor(
    private readonly context: ResolvedContext,
    private readonly proxyUrl: string | undefined,
    private readonly now: () => number = Date.now,
  ) {}

  /** Rejects with a `ClusterError` where a file cannot be read. */
  current(): Promise<Access> {
    if (this.access && this.now() - this.readAt < FRESH) return this.access;
    this.readAt = this.now();
    const reading = this.read();
    this.access = reading;
    // What failed is tried again by the next request.
    reading.catch(() => {
      if (this.access === reading) this.access = undefined;
    });
    return reading;
  }

  /** After a 401: reads everything anew. `used` is what was refused: of several requests the first one reads. */
  async renew(used: Access): Promise<Access> {
    if (this.access && (await this.access) === used) this.access = undefined;
    return this.current();
  }

  private async read(): Promise<Access> {
    const options: RequestOptions = {};
    try {
      await clientConfig(this.context, this.proxyUrl).applyToHTTPSOptions(options);
    } catch (error) {
      throw configError(
        `the credentials of the context "${this.context.info.name}": ${messageOf(error)}`,
        error,
      );
    }
    this.tls = sameOrNew(this.tls, options);
    return {
      tls: this.tls,
      headers: {
        ...(options.headers as Record<string, string>),
        ...basic(options.auth),
        ...(await bearer(this.context)),
        ...impersonationHeaders(this.context.user),
      },
      ...(this.proxyUrl !== undefined && { proxy: options.agent as Agent }),
    };
  }
}

const TLS_FIELDS = ['ca', 'cert', 'key', 'servername', 'rejectUnauthorized'] as const;

/** The old identity where the new one equals it, so that connections are kept. */
function sameOrNew(old: TlsIdentity, options: RequestOptions): TlsIdentity {
  const found = TLS_FIELDS.flatMap((field) =>
    options[field] === undefined ? [] : [[field, options[field]]],
  );
  const tls = Object.fromEntries(found) as TlsIdentity;
  return TLS_FIELDS.every((field) => String(tls[field]) === String(old[field])) ? old : tls;
}

function basic(auth: string | null | undefined): Record<string, string> {
  return auth ? { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
}

/** The content of a token file beats a token, as in client-go. */
async function bearer({ user }: ResolvedContext): Promise<Record<string, string>> {
  if (!user.tokenFile) return {};
  try {
    return { Authorization: `Bearer ${(await readFile(user.tokenFile, 'utf8')).trim()}` };
  } catch (error) {
    if (user.token) return {};
    throw configError(`cannot read the token: ${messageOf(error)}`, error);
  }
}
