import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, type PeerCertificate, type SecureContext } from 'node:tls';
import { configError, messageOf } from '../errors/cluster-error.ts';
import type { PluginCredential } from './exec-credential.ts';
import type { ResolvedContext } from '../kubeconfig/resolve.ts';
import { systemRoots } from './system-roots.ts';

/** What secures a connection, as `tls.connect` takes it. The same object as long as nothing in it has changed. */
export interface TlsIdentity {
  readonly secureContext?: SecureContext;
  readonly servername?: string;
  readonly checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined;
  readonly rejectUnauthorized: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Something in PEM, and where it stands, for errors. */
interface Pem {
  readonly text: string;
  readonly where: string;
}

/** Reads the certificates of one context, as often as they are asked for. */
export class TlsIdentityReader {
  private material = '';
  private identity: TlsIdentity = { rejectUnauthorized: true };

  /** The identity as files and data are now. Rejects with a `ClusterError` that names the field at fault. */
  async read(
    { info, cluster, user }: ResolvedContext,
    plugin: PluginCredential | undefined,
    env: Env,
  ): Promise<TlsIdentity> {
    const ofCluster = `of the cluster "${info.cluster}"`;
    const ofUser = `of the user "${info.user}"`;
    const ca = await pemOf(cluster, 'certificate-authority', ofCluster);
    const insecure = cluster['insecure-skip-tls-verify'] === true;
    const roots = ca?.text ?? (insecure ? undefined : await systemRoots(env));
    const given = plugin?.cert !== undefined && plugin.key !== undefined;
    const from = `from the credential plugin ${ofUser}`;
    const cert = given ? pem(plugin.cert, from) : await pemOf(user, 'client-certificate', ofUser);
    const key = given ? pem(plugin.key, from) : await pemOf(user, 'client-key', ofUser);
    const name = cluster['tls-server-name'];
    const material = JSON.stringify([roots, cert, key, insecure, name]);
    if (material === this.material) return this.identity;
    if (ca) checkAuthority(ca);
    this.identity = {
      secureContext: secureContext(roots, cert, key),
      rejectUnauthorized: !insecure,
      ...(name && serverName(name)),
    };
    this.material = material;
    return this.identity;
  }
}

const pem = (text: string | undefined, where: string): Pem => ({ text: text ?? '', where });

/** Data given inline goes before a file, as in client-go. */
async function pemOf<F extends string>(
  fields: Readonly<Partial<Record<F | `${F}-data`, unknown>>>,
  field: F,
  whose: string,
): Promise<Pem | undefined> {
  const data = fields[`${field}-data`];
  if (typeof data === 'string' && data !== '') {
    return pem(Buffer.from(data, 'base64').toString(), `${field}-data ${whose}`);
  }
  const file = fields[field];
  if (typeof file !== 'string' || file === '') return undefined;
  const where = `${field} ${file} ${whose}`;
  try {
    return pem(await readFile(file, 'utf8'), where);
  } catch (error) {
    throw configError(`cannot read ${where}: ${messageOf(error)}`, error);
  }
}

/** Node takes what is no certificate for none; client-go refuses an authority without a single one. */
function checkAuthority({ text, where }: Pem): void {
  const blocks = text.split('-----BEGIN ').slice(1);
  const readable = blocks.some((block) => {
    try {
      return new X509Certificate(`-----BEGIN ${block}`).serialNumber !== '';
    } catch {
      // One that cannot be read does no harm beside one that can, as in Go's AppendCertsFromPEM.
      return false;
    }
  });
  if (!readable) throw configError(`${where} holds no certificate in PEM`);
}

function secureContext(ca: string | undefined, cert: Pem | undefined, key: Pem | undefined): SecureContext {
  if (!cert || !key) return createSecureContext(ca === undefined ? {} : { ca });
  try {
    new X509Certificate(cert.text);
  } catch (error) {
    throw configError(`${cert.where} holds no certificate in PEM`, error);
  }
  try {
    return createSecureContext({ ...(ca !== undefined && { ca }), cert: cert.text, key: key.text });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') {
      throw configError(`${key.where} is not the key of ${cert.where}`, error);
    }
    const locked = key.text.includes('ENCRYPTED');
    const what = locked
      ? 'is locked with a passphrase, which nobody can be asked for'
      : 'holds no key in PEM';
    throw configError(`${key.where} ${what}`, error);
  }
}

/** RFC 6066 allows no address as a server name: it is not sent, but checked all the same. */
function serverName(name: string): Pick<TlsIdentity, 'servername' | 'checkServerIdentity'> {
  if (isIP(name) === 0) return { servername: name };
  return { servername: '', checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate) };
}
