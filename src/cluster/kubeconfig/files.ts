import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { configError, messageOf } from '../errors/cluster-error.ts';
import { decodeKubeconfig } from './decode.ts';
import type { Kubeconfig } from './fields.ts';
import { inClusterConfig } from './in-cluster.ts';

/** Where a kubeconfig is looked for. */
export interface KubeconfigPlace {
  readonly kubeconfig?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** What was read of pipes already. */
  readonly piped?: ReadonlyMap<string, Buffer>;
}

/** A thousand clusters with all their certificates fit in it, in bytes. */
export const MOST_BYTES = 16 << 20;

/**
 * Finds and reads the kubeconfig as client-go's loader.go: `--kubeconfig`, else the files of $KUBECONFIG, else
 * ~/.kube/config; else the service account of the Pod podscope runs in. $KUBECONFIG that is set and names nothing
 * that is there is not as if it was not set: ~/.kube/config may be another cluster's. Throws `ClusterError`.
 */
export function loadKubeconfig({ kubeconfig, env, home, piped }: KubeconfigPlace): Kubeconfig {
  if (kubeconfig !== undefined) {
    const config = readKubeconfigFile(kubeconfig, piped);
    if (config) return config;
    throw configError(`the kubeconfig ${kubeconfig} is not there: check the path given with --kubeconfig`);
  }
  const isListed = env.KUBECONFIG !== undefined && env.KUBECONFIG !== '';
  const files = filesAsked({ env, home });
  const configs = files.flatMap((file) => readKubeconfigFile(file, piped) ?? []);
  if (configs.length > 0) return mergeKubeconfigs(configs);
  const inCluster = inClusterConfig(env);
  if (inCluster) return inCluster;
  throw configError(`no kubeconfig: ${isListed ? nothingListed(files) : nothingAtHome(files)}`);
}

/** The files that are looked for, the first one first. */
export function filesAsked({ kubeconfig, env, home }: KubeconfigPlace): string[] {
  if (kubeconfig !== undefined) return [kubeconfig];
  if (env.KUBECONFIG === undefined || env.KUBECONFIG === '') return [path.join(home, '.kube', 'config')];
  return [...new Set(env.KUBECONFIG.split(path.delimiter).filter((file) => file !== ''))];
}

/** Whether it can be read more than once: a pipe is empty by then, or waits for a writer and everything with it. */
export function canBeReread(place: KubeconfigPlace): boolean {
  return filesAsked(place).every((file) => statSync(file, { throwIfNoEntry: false })?.isFile() !== false);
}

const nothingAtHome = (files: readonly string[]): string =>
  `${files.join(', ')} is not there; give --kubeconfig FILE or set KUBECONFIG, or try \`podscope demo\``;

function nothingListed(files: readonly string[]): string {
  if (files.length === 0)
    return '$KUBECONFIG is set and names no file; correct it, unset it or give --kubeconfig FILE';
  const are = files.length > 1 ? 'are' : 'is';
  return `$KUBECONFIG names ${files.join(', ')}, which ${are} not there; correct it or give --kubeconfig FILE`;
}

/** Reads one file; undefined where there is none. Throws `ClusterError` where it cannot be read or is not a kubeconfig. */
function readKubeconfigFile(file: string, piped: KubeconfigPlace['piped']): Kubeconfig | undefined {
  let bytes: Buffer;
  try {
    bytes = piped?.get(file) ?? readBounded(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const why = `cannot read the kubeconfig ${file}: ${messageOf(error)}`;
    throw configError(`${why}; give a file that can be read as --kubeconfig or in $KUBECONFIG`, error);
  }
  if (bytes.length > MOST_BYTES) {
    throw configError(`the kubeconfig ${file} is larger than ${MOST_BYTES >> 20} MiB: is it one?`);
  }
  return decodeKubeconfig(bytes, file);
}

/** No more than tells that it is too much: the path may be a device's or a pipe's. */
function readBounded(file: string): Buffer {
  const chunks: Buffer[] = [];
  const descriptor = openSync(file, 'r');
  try {
    for (let size = 0; size <= MOST_BYTES;) {
      const chunk = Buffer.allocUnsafe(64 << 10);
      const length = readSync(descriptor, chunk);
      if (length === 0) break;
      chunks.push(chunk.subarray(0, length));
      size += length;
    }
  } finally {
    closeSync(descriptor);
  }
  return Buffer.concat(chunks);
}

/**
 * The first file that sets a name, or the current context, wins, entries whole: the rules of
 * kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig.
 */
function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const lastFirst = configs.toReversed();
  return {
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    clusters: new Map(lastFirst.flatMap(({ clusters }) => [...clusters])),
    users: new Map(lastFirst.flatMap(({ users }) => [...users])),
    contexts: new Map(lastFirst.flatMap(({ contexts }) => [...contexts])),
    files: configs.flatMap(({ files }) => files),
  };
}
