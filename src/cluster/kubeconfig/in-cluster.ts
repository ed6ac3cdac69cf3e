import { existsSync, readFileSync } from 'node:fs';
import type { Kubeconfig } from './fields.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The service account of the Pod podscope runs in, as client-go's rest.InClusterConfig; undefined elsewhere. */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  folder: string = FOLDER,
): Kubeconfig | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port || !existsSync(`${folder}/token`)) return undefined;
  const name = 'in-cluster';
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const one = <T>(fields: T): Map<string, { fields: T; file: string }> =>
    new Map([[name, { fields, file: folder }]]);
  return {
    currentContext: name,
    clusters: one({ server, 'certificate-authority': `${folder}/ca.crt` }),
    users: one({ tokenFile: `${folder}/token` }),
    contexts: one({ cluster: name, user: name, namespace: env.POD_NAMESPACE || ownNamespace(folder) }),
    files: [folder],
  };
}

function ownNamespace(folder: string): string {
  const file = `${folder}/namespace`;
  return (existsSync(file) && readFileSync(file, 'utf8').trim()) || 'default';
}
