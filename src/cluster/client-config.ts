import { KubeConfig } from '@kubernetes/client-node';
import type { PluginCredential } from './exec-plugin.ts';
import type { ResolvedContext } from './kubeconfig.ts';

/**
 * The client library's KubeConfig for one context alone, with what it gets right: certificates and
 * certificate authorities, basic authentication, proxies. Each context has its own, since after
 * `setCurrentContext` the library would use one context's credentials for another.
 */
export function clientConfig(
  { info, cluster, user }: ResolvedContext,
  proxyUrl: string | undefined,
  plugin: PluginCredential | undefined,
): KubeConfig {
  const config = new KubeConfig();
  // Names that cannot be empty, since the library ignores the authority of a context without a user.
  const names = {
    cluster: info.cluster || 'cluster',
    user: info.user || 'user',
    name: info.name || 'context',
  };
  config.loadFromOptions({
    clusters: [
      {
        name: names.cluster,
        server: cluster.server,
        // The library refuses http without it; it changes nothing else there.
        skipTLSVerify: cluster['insecure-skip-tls-verify'] === true || cluster.server.startsWith('http:'),
        ...fileOrData('ca', cluster['certificate-authority'], cluster['certificate-authority-data']),
        ...(cluster['tls-server-name'] && { tlsServerName: cluster['tls-server-name'] }),
        ...(proxyUrl && { proxyUrl }),
      },
    ],
    users: [
      {
        name: names.user,
        ...fileOrData(
          'cert',
          user['client-certificate'],
          pem(plugin?.cert) ?? user['client-certificate-data'],
        ),
        ...fileOrData('key', user['client-key'], pem(plugin?.key) ?? user['client-key-data']),
        ...(user.username && { username: user.username, password: user.password ?? '' }),
      },
    ],
    contexts: [names],
    currentContext: names.name,
  });
  return config;
}

/** Data given inline wins over a file, as in client-go; the library has it the other way round. */
function fileOrData(
  name: 'ca' | 'cert' | 'key',
  file: string | undefined,
  data: string | undefined,
): Record<string, string> {
  return data ? { [`${name}Data`]: data } : file ? { [`${name}File`]: file } : {};
}

/** A plugin gives PEM; the kubeconfig has it in base64. */
const pem = (text: string | undefined): string | undefined => text && Buffer.from(text).toString('base64');
