import {
  type KubeconfigCases,
  mistyped,
  on,
  oneContext,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const with_ = (cluster: string): { config: string } => ({
  config: oneContext({ cluster: `server: "%HTTPS%/a", ${cluster}` }),
});
const user = (fields: string): { config: string } => ({ config: oneContext({ user: fields }) });
const top = (line: string): { config: string } => ({ config: oneContext({ top: line }) });

export const typeCases: KubeconfigCases = {
  about: 'types',
  source:
    'client-go tools/clientcmd/api/v1/types.go, decoded by encoding/json; latest.go for kind and apiVersion',
  cases: [
    on('kind and apiVersion', top('kind: Config\napiVersion: v1'), 'https/a default Bearer t'),
    on('another kind', top('kind: Pod\napiVersion: v1'), /no kind "Pod" is registered for version "v1"/),
    on(
      'another apiVersion',
      top('kind: Config\napiVersion: v2'),
      /no kind "Config" is registered for version "v2"/,
    ),
    on('another kind alone', top('kind: Deployment'), /no kind "Deployment" is registered for version "v1"/),
    on(
      'another apiVersion alone',
      top('apiVersion: apps/v1'),
      /no kind "Config" is registered for version "apps\/v1"/,
    ),
    on('an apiVersion of three parts', top('apiVersion: a/b/c'), /a\/b\/c/),
    on('apiVersion ""', top('apiVersion: ""\nkind: ""'), 'https/a default Bearer t'),
    on('apiVersion 1', top('apiVersion: 1'), mistyped('number', 'apiVersion')),
    on('kind null', top('kind: ~'), 'https/a default Bearer t'),
    on(
      'another kind in a list',
      { x: 'kind: Pod\napiVersion: v1', a: oneContext() },
      /no kind "Pod" is registered/,
      { list: 'x:a' },
    ),
    on(
      'a number for the current context',
      { config: oneContext().replace('current-context: c', 'current-context: 5') },
      mistyped('number', 'current-context'),
    ),
    on(
      'a number for the name of a context',
      { config: oneContext().replace('contexts: [{name: c', 'contexts: [{name: 5') },
      mistyped('number', 'name'),
    ),
    on(
      'a number for the name of a cluster',
      { config: oneContext().replace('clusters: [{name: c', 'clusters: [{name: 5') },
      mistyped('number', 'name'),
    ),
    on(
      'a boolean for the name of a user',
      { config: oneContext().replace('users: [{name: c', 'users: [{name: true') },
      mistyped('boolean', 'name'),
    ),
    on(
      'a number for the cluster of a context',
      { config: oneContext({ context: 'cluster: 5, user: c' }) },
      mistyped('number', 'cluster'),
    ),
    on(
      'a number for a namespace',
      { config: oneContext({ context: 'cluster: c, user: c, namespace: 5' }) },
      mistyped('number', 'namespace'),
    ),
    on('a number for a token', user('token: 12345'), mistyped('number', 'token')),
    on(
      'a long number for a token',
      user('token: 123456789012345678901234567890'),
      mistyped('number', 'token'),
    ),
    on('a number for a password', user('username: u, password: 5'), mistyped('number', 'password')),
    on(
      'a number for a server',
      { config: oneContext({ cluster: 'server: 5' }) },
      mistyped('number', 'server'),
    ),
    on('a list for a server', { config: oneContext({ cluster: 'server: [a]' }) }, mistyped('list', 'server')),
    on(
      'a mapping for a server',
      { config: oneContext({ cluster: 'server: {a: b}' }) },
      mistyped('mapping', 'server'),
    ),
    on(
      'a text for a boolean',
      with_('insecure-skip-tls-verify: "true"'),
      mistyped('text', 'insecure-skip-tls-verify'),
    ),
    on(
      'a number for a boolean',
      with_('insecure-skip-tls-verify: 1'),
      mistyped('number', 'insecure-skip-tls-verify'),
    ),
    on(
      'null for a boolean',
      {
        config: oneContext({
          cluster: 'server: "%HTTPS%/a", certificate-authority-data: %CA%, insecure-skip-tls-verify: null',
        }),
      },
      'https/a default Bearer t',
    ),
    on(
      'a text for disable-compression',
      with_('disable-compression: "x"'),
      mistyped('text', 'disable-compression'),
    ),
    on(
      'a text for a list of contexts',
      top('').config ? { config: 'contexts: x' } : {},
      mistyped('text', 'contexts'),
    ),
    on('a mapping for a list of clusters', { config: 'clusters: {a: b}' }, mistyped('mapping', 'clusters')),
    on('a text in a list of users', { config: 'users: [x]' }, mistyped('text', 'users')),
    on('a text for a user', { config: 'users: [{name: a, user: x}]' }, mistyped('text', 'user')),
    on(
      'a list for a context',
      { config: 'contexts: [{name: a, context: [x]}]' },
      mistyped('list', 'context'),
    ),
    on(
      'a wrong type in what is not used',
      { config: oneContext().replace('users: [', 'users: [{name: z, user: {token: 5}}, ') },
      mistyped('number', 'token'),
    ),
    on('a text for groups', user('token: t, as: j, as-groups: x'), mistyped('text', 'as-groups')),
    on('a number in groups', user('token: t, as: j, as-groups: [5]'), mistyped('number', 'as-groups')),
    on(
      'a text for extras',
      user('token: t, as: j, as-user-extra: {k: v}'),
      mistyped('text', 'as-user-extra'),
    ),
    on(
      'a text for args',
      user(
        'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: x, args: why}',
      ),
      mistyped('text', 'args'),
    ),
    on(
      'a number in args',
      user(
        'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: x, args: [5]}',
      ),
      mistyped('number', 'args'),
    ),
    on(
      'a mapping for env',
      user(
        'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: x, env: {A: b}}',
      ),
      mistyped('mapping', 'env'),
    ),
    on(
      'a number for a value of env',
      user(
        'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: x, env: [{name: a, value: 5}]}',
      ),
      mistyped('number', 'value'),
    ),
    on('a text for exec', user('exec: x'), mistyped('text', 'exec')),
    on(
      'a number in the config of auth-provider',
      user('auth-provider: {name: oidc, config: {id-token: 5}}'),
      mistyped('number', 'config'),
    ),
    on('a text for preferences', top('preferences: x'), mistyped('text', 'preferences')),
    on('a text for preferences.colors', top('preferences: {colors: x}'), mistyped('text', 'colors')),
    on('a mapping for extensions', with_('extensions: {a: b}'), mistyped('mapping', 'extensions')),
    on(
      'any extension',
      {
        config: oneContext({
          cluster:
            'server: "%HTTPS%/a", certificate-authority-data: %CA%, extensions: [{name: x, extension: {a: [1]}}]',
        }),
      },
      'https/a default Bearer t',
    ),
    on(
      'an extension that is a text',
      top('extensions: [{name: x, extension: y}]'),
      'https/a default Bearer t',
    ),
  ],
};
