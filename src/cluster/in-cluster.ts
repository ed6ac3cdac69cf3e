import { existsSync, readFileSync } from 'node:fs';
import type { Kubeconfig } from './kubeconfig-file.ts';

const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The service account of the Pod podscope runs in, as client-go's rest.InClusterConfig; undefined elsewhere. */
export function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  folder: string = FOLDER,
): Kubeconfig | undefined {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port || !existsSync(`${folder}/token`)) return undefined;
  const name = 'in-cluster';
  const namespaceFile = `${folder}/namespace`;
  const namespace = existsSync(namespaceFile) ? readFileSync(namespaceFile, 'utf8').trim() : 'default';
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    currentContext: name,
    clusters: new Map([[name, { server, 'certificate-authority': `${folder}/ca.crt` }]]),
    users: new Map([[name, { tokenFile: `${folder}/token` }]]),
    contexts: new Map([[name, { cluster: name, user: name, namespace }]]),
    files: [folder],
  };
}
