import { readFile } from 'node:fs/promises';
import { configError, messageOf } from '../errors/cluster-error.ts';
import type { ClusterFields, ExecPlugin } from '../kubeconfig/fields.ts';

/** Where a kubeconfig has what a plugin is to know of a cluster. */
const EXTENSION = 'client.authentication.k8s.io/exec';

type Cluster = ClusterFields & {
  readonly extensions?: readonly { readonly name?: string; readonly extension?: unknown }[];
  readonly 'disable-compression'?: boolean;
};

/**
 * KUBERNETES_EXEC_INFO: an ExecCredential whose spec says that nobody can be asked and, where the plugin wants to
 * know, which cluster it is for, as client-go's rest.ConfigToExecCluster tells it: the authority as data, wherever it
 * stands. Rejects with a `ClusterError` where the authority's file cannot be read.
 */
export async function execInfo(
  { apiVersion, provideClusterInfo }: ExecPlugin,
  cluster: ClusterFields,
): Promise<string> {
  const spec = { ...(provideClusterInfo && { cluster: await execCluster(cluster) }), interactive: false };
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, spec });
}

async function execCluster(cluster: Cluster): Promise<object> {
  const authority = await authorityOf(cluster);
  const given = (
    field: 'tls-server-name' | 'insecure-skip-tls-verify' | 'proxy-url' | 'disable-compression',
  ): object => (cluster[field] ? { [field]: cluster[field] } : {});
  const config = cluster.extensions?.find(({ name }) => name === EXTENSION)?.extension;
  return {
    server: cluster.server,
    ...given('tls-server-name'),
    ...given('insecure-skip-tls-verify'),
    ...(authority && { 'certificate-authority-data': authority }),
    ...given('proxy-url'),
    ...given('disable-compression'),
    config: config ?? null,
  };
}

async function authorityOf(cluster: Cluster): Promise<string | undefined> {
  const { 'certificate-authority-data': data, 'certificate-authority': file } = cluster;
  if (data || !file) return data;
  try {
    return (await readFile(file)).toString('base64');
  } catch (error) {
    throw configError(`cannot read certificate-authority ${file}: ${messageOf(error)}`, error);
  }
}
