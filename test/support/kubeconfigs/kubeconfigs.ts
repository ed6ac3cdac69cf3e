import { writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { kubectl } from '../cluster.ts';
import { nameFor } from '../servers/test-names.ts';
import { testFolder } from '../test-folder.ts';

type Fields = Record<string, unknown>;

/** The one context of the kubeconfig that the tests run with. */
export interface PlainKubeconfig {
  readonly 'current-context': string;
  readonly clusters: readonly [
    { readonly name: string; readonly cluster: Fields & { readonly server: string } },
  ];
  readonly users: readonly [{ readonly name: string; readonly user: Fields }];
  readonly contexts: readonly [{ readonly name: string; readonly context: Fields }];
}

const known = new Map<string | undefined, Promise<string>>();

/** It is asked for once: many tests need it at the same time. */
export async function currentKubeconfig(): Promise<PlainKubeconfig> {
  const from = process.env['KUBECONFIG'];
  const text = known.get(from) ?? kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']);
  known.set(from, text);
  return JSON.parse(await text) as PlainKubeconfig;
}

/**
 * Writes the current kubeconfig with another user, other fields of the cluster, or a port of this machine to
 * reach it by: by its address, or by a name that can be taken away (`test-names.ts`). Gives its path.
 */
export async function kubeconfigWith(change: {
  user?: Fields;
  cluster?: Fields;
  port?: number;
  named?: boolean;
}): Promise<string> {
  const config = await currentKubeconfig();
  const [{ cluster }] = config.clusters;
  const near = change.port === undefined ? {} : throughPort(cluster, change.port, change.named);
  const file = path.join(testFolder(), 'kubeconfig');
  const text = JSON.stringify({
    ...config,
    clusters: [{ name: config.clusters[0].name, cluster: { ...cluster, ...near, ...change.cluster } }],
    users: [{ name: config.users[0].name, user: change.user ?? config.users[0].user }],
  });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** An address is not a server name (RFC 6066); API servers' certificates have 127.0.0.1 and `kubernetes` besides. */
function throughPort(
  { server, ...cluster }: PlainKubeconfig['clusters'][0]['cluster'],
  port: number,
  named = false,
): Fields {
  const { hostname } = new URL(server);
  const name =
    cluster['tls-server-name'] ?? (isIP(hostname) === 0 ? hostname : named ? 'kubernetes' : undefined);
  return {
    server: `https://${named ? nameFor(port) : '127.0.0.1'}:${port}`,
    ...(name !== undefined && { 'tls-server-name': name }),
  };
}

/** A file of one cluster at a URL, where nobody has to say who they are, and one namespace of it. */
export function kubeconfigTo(server: string, namespace: string): string {
  const file = path.join(testFolder(), 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u', namespace } }],
    clusters: [{ name: 'k', cluster: { server } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}
