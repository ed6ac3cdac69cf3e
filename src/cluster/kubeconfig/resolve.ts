import type { ContextInfo } from '../../model/connection.ts';
import type { ConnectionFlags } from '../../ports/connection.ts';
import { configError } from '../errors/cluster-error.ts';
import {
  type ClusterFields,
  type ContextFields,
  type Entry,
  hasCertificate,
  type Kubeconfig,
  type UserFields,
} from './fields.ts';
import { type KubeconfigPlace, loadKubeconfig } from './files.ts';
import { inClusterConfig } from './in-cluster.ts';
import { ServerError, serverUrl } from './server-url.ts';
import { checkCluster, checkUser } from './validate.ts';
import { someOf } from '../../model/text/shortened.ts';

/** The flags, where the kubeconfig is looked for, and whether nothing is to be changed or entered. */
export type ClusterOptions = ConnectionFlags & KubeconfigPlace & { readonly readonly?: boolean };

/** What overrides what a context names. */
type Flags = Pick<ClusterOptions, 'cluster' | 'user' | 'namespace'>;

/** A context with the cluster and the user it names. */
export interface ResolvedContext {
  readonly info: ContextInfo;
  readonly cluster: ClusterFields & { readonly server: string };
  readonly user: UserFields;
}

/** The kubeconfig to choose from. Where it chooses no cluster, a Pod's service account goes before it, as in client-go. */
export function chosenKubeconfig(options: ClusterOptions): Kubeconfig {
  const config = loadKubeconfig(options);
  const chooses =
    Boolean(options.context ?? options.cluster ?? config.currentContext) || config.contexts.has('');
  return chooses ? config : (inClusterConfig(options.env) ?? config);
}

/** The name of the context to start with. Throws where there is none, or not the one asked for. */
export function startContext(config: Kubeconfig, options: ClusterOptions): string {
  const name = options.context ?? config.currentContext ?? '';
  // As in client-go, a context may be named "", and a cluster named by flag needs no context.
  if (config.contexts.has(name) || (name === '' && options.cluster !== undefined)) return name;
  throw name === ''
    ? configError(
        `no current context in ${filesOf(config)}: choose one with --context (${known(config.contexts, 'context')})`,
      )
    : unknownContext(config, name);
}

/**
 * A context with its cluster and user, both as kubectl would take them. The flags `--cluster` and `--user` hold for
 * the context that podscope starts with only: credentials named for one cluster are not sent to another.
 * Throws `ClusterError` in one line.
 */
export function resolveContext(
  config: Kubeconfig,
  name: string,
  options: ClusterOptions,
  isStart: boolean,
): ResolvedContext {
  const context = config.contexts.get(name)?.fields ?? (name === '' && isStart ? {} : undefined);
  if (!context) throw unknownContext(config, name);
  const flags: Flags = isStart ? options : {};
  const info = contextInfo(name, context, flags);
  checkNamespace(info);
  const { fields: cluster, file } = clusterOf(config, info, flags);
  const { fields, file: usersFile } = userOf(config, info, flags);
  const server = calledServer(cluster, { name: info.cluster, file }, hasCertificate(fields));
  const called = { ...cluster, server };
  checkCluster(called, { name: info.cluster, file });
  const user = { ...fields, ...impersonation(options) };
  checkUser(user, server.startsWith('https:'), { name: info.user, file: usersFile });
  return { info, cluster: called, user };
}

/** Without one, kubectl would call localhost:8080, which is some other cluster if it is any. */
function clusterOf(config: Kubeconfig, info: ContextInfo, flags: Flags): Entry<ClusterFields> {
  const cluster = config.clusters.get(info.cluster);
  if (cluster) return cluster;
  throw configError(
    info.cluster === ''
      ? `${whereOf(info)} of ${filesOf(config)} names no cluster: give --cluster`
      : missing(config, 'cluster', info, flags),
  );
}

/** A user of none is no user without a credential. */
function userOf(config: Kubeconfig, info: ContextInfo, flags: Flags): Entry<UserFields> {
  const user = config.users.get(info.user);
  if (user) return user;
  if (info.user === '') return { fields: {}, file: filesOf(config) };
  throw configError(missing(config, 'user', info, flags));
}

/** Of a cluster or a user that the kubeconfig has not: who names it, and which there are. */
function missing(config: Kubeconfig, what: 'cluster' | 'user', info: ContextInfo, flags: Flags): string {
  const there = known(what === 'cluster' ? config.clusters : config.users, what);
  const by = flags[what] === undefined ? whereOf(info) : `the flag --${what}`;
  return `${by} names the ${what} "${info[what]}", which is not in ${filesOf(config)}; there is: ${there}`;
}

const whereOf = ({ name }: ContextInfo): string =>
  name === '' ? 'the flag --cluster' : `the context "${name}"`;

function calledServer(
  { server }: ClusterFields,
  { name, file }: { readonly name: string; readonly file: string },
  byCertificate: boolean,
): string {
  if (!server) throw configError(`the cluster "${name}" in ${file} has no server: give it one (https://…)`);
  try {
    return serverUrl(server, byCertificate);
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    throw configError(`the server of the cluster "${name}" in ${file}: ${error.message}`, error);
  }
}

/** It becomes a part of a path: k8s.io/apimachinery's api/validation/path. */
function checkNamespace({ namespace, name }: ContextInfo): void {
  const found = ['/', '%'].find((letter) => namespace.includes(letter));
  const isDots = namespace === '.' || namespace === '..';
  if (found === undefined && !isDots) return;
  const rule = isDots ? `may not be '${namespace}'` : `may not contain '${found}'`;
  throw configError(
    `invalid namespace "${namespace}": it ${rule} (from --namespace or the context "${name}")`,
  );
}

/** What to show of a context, whether or not it can be used. */
export function contextInfo(name: string, context: ContextFields, flags: Flags): ContextInfo {
  return {
    name,
    cluster: flags.cluster ?? context.cluster ?? '',
    user: flags.user ?? context.user ?? '',
    namespace: flags.namespace ?? (context.namespace || 'default'),
  };
}

function impersonation({ as, asGroup }: ClusterOptions): UserFields {
  return { ...(as !== undefined && { as }), ...(asGroup !== undefined && { 'as-groups': asGroup }) };
}

function unknownContext(config: Kubeconfig, name: string): Error {
  return configError(
    `no context "${name}" in ${filesOf(config)}; there is: ${known(config.contexts, 'context')}`,
  );
}

/** More names than this say less, not more. */
const MOST_NAMES = 20;

function known(entries: ReadonlyMap<string, unknown>, what: 'context' | 'cluster' | 'user'): string {
  return someOf([...entries.keys()], MOST_NAMES) || `no ${what} at all`;
}

const filesOf = ({ files }: Kubeconfig): string => files.join(', ');
