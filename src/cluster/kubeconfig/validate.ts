import { unsendable } from '../credentials/header-value.ts';
import { accessSync, constants } from 'node:fs';
import { configError, messageOf } from '../errors/cluster-error.ts';
import { toldServer } from '../transport/told-server.ts';
import { authProviderProblem } from './auth-provider.ts';
import { execProblems } from './exec-problems.ts';
import type { ClusterFields, UserFields } from './fields.ts';
import { omitted } from './shape.ts';

/** Whose problems they are, for messages. */
export interface Whose {
  readonly name: string;
  readonly file: string;
}

/**
 * What kubectl refuses of a cluster (client-go's tools/clientcmd/validation.go, transport/transport.go), in its
 * words. Throws one `ClusterError` for all of it.
 */
export function checkCluster(
  cluster: ClusterFields & { readonly server: string },
  { name, file }: Whose,
): void {
  const authority = cluster['certificate-authority'];
  const data = cluster['certificate-authority-data'];
  const isSecure = cluster.server.startsWith('https:');
  refuse(`the cluster "${name}" in ${file}`, [
    authority &&
      data &&
      `certificate-authority-data and certificate-authority are both specified for ${name}`,
    unreadable('certificate-authority', authority, name),
    isSecure &&
      cluster['insecure-skip-tls-verify'] &&
      (authority || data) &&
      'specifying a root certificates file with the insecure flag is not allowed: take away insecure-skip-tls-verify or the authority',
    isSecure &&
      notPem(
        'certificate-authority-data',
        data,
        'unable to load root certificates: unable to parse bytes as PEM block',
      ),
    proxyProblem(cluster['proxy-url'], name),
  ]);
}

/**
 * What kubectl refuses of a user, in its words, and what would leave podscope without the credential that was
 * meant. Over http no credential is sent, so that most of it does not matter. Throws one `ClusterError` for all of it.
 */
export function checkUser(user: UserFields, isSecure: boolean, whose: Whose): void {
  const { name, file } = whose;
  refuse(`the user "${name}" in ${file}`, [
    user.token &&
      isBasic(user) &&
      `more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`,
    ...certificateProblems(user, name),
    ...execProblems(user, name),
    impersonatesNobody(user) &&
      `requesting uid, groups or user-extra for ${name} without impersonating a user: give "as" or --as`,
    ...(isSecure ? secretProblems(user, whose) : []),
  ]);
}

const isBasic = ({ username, password }: UserFields): boolean => Boolean(username) || Boolean(password);

function certificateProblems(user: UserFields, name: string): Problem[] {
  const { 'client-certificate': cert, 'client-certificate-data': certData } = user;
  const { 'client-key': key, 'client-key-data': keyData } = user;
  if (!cert && !certData) return [];
  return [
    cert && certData && `client-cert-data and client-cert are both specified for ${name}`,
    key && keyData && `client-key-data and client-key are both specified for ${name}`,
    !key &&
      !keyData &&
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method`,
    unreadable('client-cert', cert, name),
    unreadable('client-key', key, name),
  ];
}

function impersonatesNobody(user: UserFields): boolean {
  const { as, 'as-uid': uid, 'as-groups': groups = [], 'as-user-extra': extra = {} } = user;
  return !as && Boolean(uid || groups.length > 0 || Object.keys(extra).length > 0);
}

function secretProblems(user: UserFields, { name }: Whose): Problem[] {
  const hasCertificate = Boolean(user['client-certificate'] || user['client-certificate-data']);
  const isOther = Boolean(
    user.token || user.tokenFile || user.username || user.exec || user['auth-provider'],
  );
  const isAlone = !isOther && !hasCertificate;
  const hasKey = Boolean(user['client-key'] || user['client-key-data']);
  return [
    user.tokenFile && user.username && 'username/password or bearer token may be set, but not both',
    isAlone && hasKey && `client-key without client-certificate or client-certificate-data for ${name}`,
    isAlone && user.password && `password without username for ${name}`,
    tokenProblem(user.token),
    hasCertificate &&
      notPem(
        'client-certificate-data',
        user['client-certificate-data'],
        'failed to find any PEM data in certificate input',
      ),
    hasCertificate &&
      notPem('client-key-data', user['client-key-data'], 'failed to find any PEM data in key input'),
    authProviderProblem(user),
  ];
}

function tokenProblem(token: string | undefined): Problem {
  if (!token) return undefined;
  const left = omitted(token);
  if (left) return `token is none${left}`;
  const wrong = unsendable(token);
  return wrong && `token has ${wrong} in it: an invalid header field value`;
}

function notPem(field: string, data: string | undefined, words: string): Problem {
  if (!data || Buffer.from(data, 'base64').includes('-----BEGIN ')) return undefined;
  return `${field}: ${words}${omitted(data)}`;
}

/** A file that cannot be read is a mistake even where data stand beside it. */
function unreadable(field: string, file: string | undefined, name: string): Problem {
  if (!file) return undefined;
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return `unable to read ${field} ${file} for ${name}: ${messageOf(error)}`;
  }
}

const PROXIES = ['http', 'https', 'socks5'];

function proxyProblem(proxy: string | undefined, name: string): Problem {
  if (!proxy) return undefined;
  const what = `invalid 'proxy-url' "${toldServer(proxy)}" for cluster "${name}"`;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(proxy)?.[1]?.toLowerCase() ?? '';
  if (!PROXIES.includes(scheme))
    return `${what}: unsupported scheme "${scheme}", must be http, https, or socks5`;
  return !URL.canParse(proxy) && `${what}: could not parse it`;
}

/** A message, or nothing. */
export type Problem = string | false | undefined | null;

function refuse(where: string, problems: readonly Problem[]): void {
  const found = problems.filter((problem) => typeof problem === 'string' && problem !== '');
  if (found.length > 0) throw configError(`${where}: ${found.join('; ')}`);
}
