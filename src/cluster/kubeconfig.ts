import type { ContextInfo } from '../model/session.ts';
import path from 'node:path';
import { configError } from './cluster-error.ts';
import { inClusterConfig } from './in-cluster.ts';
import {
  type ClusterFields,
  type ContextFields,
  type Kubeconfig,
  mergeKubeconfigs,
  readKubeconfigFile,
  type UserFields,
} from './kubeconfig-file.ts';

/** Flags that choose from the kubeconfig or override it, and where it is looked for. */
export interface ConnectionOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly cluster?: string;
  readonly user?: string;
  readonly as?: string;
  readonly asGroup?: readonly string[];
  readonly namespace?: string;
  /** For a single request, in ms; 0 or absent: podscope's own limits. */
  readonly requestTimeout?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** A context with the cluster and the user it names. */
export interface ResolvedContext {
  readonly info: ContextInfo;
  readonly cluster: ClusterFields & { readonly server: string };
  readonly user: UserFields;
}

/**
 * Finds and reads the kubeconfig as kubectl does: `--kubeconfig`, else the files of $KUBECONFIG,
 * else ~/.kube/config, else the service account of the Pod podscope runs in.
 */
export function loadKubeconfig({ kubeconfig, env, home }: ConnectionOptions): Kubeconfig {
  if (kubeconfig !== undefined) {
    const config = readKubeconfigFile(kubeconfig);
    if (config) return config;
    throw configError(`the kubeconfig ${kubeconfig} is not there: check the path given with --kubeconfig`);
  }
  const listed = (env.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  const files = listed.length > 0 ? listed : [path.join(home, '.kube', 'config')];
  const configs = files.flatMap((file) => readKubeconfigFile(file) ?? []);
  if (configs.length > 0) return mergeKubeconfigs(configs);
  const inCluster = inClusterConfig(env);
  if (inCluster) return inCluster;
  throw configError(
    listed.length > 0
      ? `no kubeconfig: $KUBECONFIG names ${files.join(', ')}, which ${files.length > 1 ? 'are' : 'is'} not there; correct it or give --kubeconfig FILE`
      : `no kubeconfig: ${files.join()} is not there; give --kubeconfig FILE or set KUBECONFIG`,
  );
}

/** The name of the context to start with. Throws where there is none, or not the one asked for. */
export function startContext(config: Kubeconfig, options: ConnectionOptions): string {
  const name = options.context ?? config.currentContext;
  if (name !== undefined && config.contexts.has(name)) return name;
  // As in kubectl, a cluster named by flag needs no context.
  if (name === undefined && options.cluster !== undefined) return '';
  throw name === undefined
    ? configError(`no current context in ${filesOf(config)}: choose one with --context (${known(config)})`)
    : unknownContext(config, name);
}

/**
 * A context with its cluster and user. The flags `--cluster` and `--user` hold for the context that
 * podscope starts with only: credentials named for one cluster are not sent to another.
 */
export function resolveContext(
  config: Kubeconfig,
  name: string,
  options: ConnectionOptions,
  isStart: boolean,
): ResolvedContext {
  const context = name === '' && isStart ? {} : config.contexts.get(name);
  if (!context) throw unknownContext(config, name);
  const info = contextInfo(name, context, isStart ? options : {});
  const where = name === '' ? 'the flag --cluster' : `the context "${name}"`;
  const cluster = config.clusters.get(info.cluster);
  if (!cluster) {
    throw configError(
      info.cluster === ''
        ? `${where} of ${filesOf(config)} names no cluster: give --cluster`
        : `${where} names the cluster "${info.cluster}", which is not in ${filesOf(config)}`,
    );
  }
  const user = info.user === '' ? {} : config.users.get(info.user);
  if (!user) {
    throw configError(`${where} names the user "${info.user}", which is not in ${filesOf(config)}`);
  }
  const { server } = cluster;
  if (typeof server !== 'string' || !URL.canParse(server) || !/^https?:/.test(server)) {
    throw configError(
      `the cluster "${info.cluster}" in ${filesOf(config)} has no usable server (https://…): ${server ?? 'none'}`,
    );
  }
  return {
    info,
    cluster: { ...cluster, server: server.replace(/\/+$/, '') },
    user: { ...user, ...impersonation(options) },
  };
}

/** What to show of a context, whether or not it can be used. */
export function contextInfo(
  name: string,
  context: ContextFields,
  flags: Pick<ConnectionOptions, 'cluster' | 'user' | 'namespace'>,
): ContextInfo {
  return {
    name,
    cluster: flags.cluster ?? context.cluster ?? '',
    user: flags.user ?? context.user ?? '',
    namespace: flags.namespace ?? (context.namespace || 'default'),
  };
}

function impersonation({ as, asGroup }: ConnectionOptions): UserFields {
  return { ...(as !== undefined && { as }), ...(asGroup !== undefined && { 'as-groups': asGroup }) };
}

function unknownContext(config: Kubeconfig, name: string): Error {
  return configError(`no context "${name}" in ${filesOf(config)}; there is: ${known(config)}`);
}

/** More names than this say less, not more. */
const MOST_NAMES = 20;

function known({ contexts }: Kubeconfig): string {
  const names = [...contexts.keys()];
  const shown = names.slice(0, MOST_NAMES).join(', ') || 'no context at all';
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

const filesOf = ({ files }: Kubeconfig): string => files.join(', ');
