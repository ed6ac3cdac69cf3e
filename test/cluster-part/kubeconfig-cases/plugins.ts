import { type KubeconfigCases, on, oneContext } from '../../support/kubeconfigs/kubeconfig-cases.ts';

const user = (fields: string): { config: string } => ({ config: oneContext({ user: fields }) });
const exec = (fields: string): { config: string } => user(`exec: {${fields}}`);
const V1 = 'apiVersion: client.authentication.k8s.io/v1';
const BETA = 'apiVersion: client.authentication.k8s.io/v1beta1';
const print = (version: string): string =>
  `echo '{\\"kind\\":\\"ExecCredential\\",\\"apiVersion\\":\\"client.authentication.k8s.io/${version}\\",\\"status\\":{\\"token\\":\\"p\\"}}'`;
const SH = (version: string): string => `command: sh, args: ["-c", "${print(version)}"]`;
/** A JWT that ends at so many seconds since 1970. */
const jwt = (exp: number): string =>
  `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ exp, iss: 'i' })).toString('base64url')}.c2ln`;
const FOREVER = jwt(4_000_000_000);
const OVER = jwt(1_000_000_000);

export const pluginCases: KubeconfigCases = {
  about: 'credential plugins and auth-providers',
  source:
    'client-go tools/clientcmd/validation.go (validateAuthInfo), plugin/pkg/client/auth (exec, oidc, gcp, azure)',
  cases: [
    on('a plugin', exec(`${V1}, interactiveMode: Never, ${SH('v1')}`), 'https/a default Bearer p'),
    on('a plugin of v1beta1', exec(`${BETA}, ${SH('v1beta1')}`), 'https/a default Bearer p'),
    on(
      'a plugin of v1alpha1',
      exec(`apiVersion: client.authentication.k8s.io/v1alpha1, ${SH('v1alpha1')}`),
      /exec plugin: invalid apiVersion "client.authentication.k8s.io\/v1alpha1"/,
    ),
    on(
      'a plugin of v2',
      exec(`apiVersion: client.authentication.k8s.io/v2, interactiveMode: Never, ${SH('v2')}`),
      /exec plugin: invalid apiVersion "client.authentication.k8s.io\/v2"/,
    ),
    on(
      'a v1 plugin without interactiveMode',
      exec(`${V1}, ${SH('v1')}`),
      /interactiveMode must be specified for c to use exec authentication plugin/,
    ),
    on(
      'a plugin of another interactiveMode',
      exec(`${V1}, interactiveMode: Sometimes, ${SH('v1')}`),
      /invalid interactiveMode for c: "Sometimes"/,
    ),
    on(
      'a plugin of v1beta1 with another interactiveMode',
      exec(`${BETA}, interactiveMode: never, ${SH('v1beta1')}`),
      /invalid interactiveMode for c: "never"/,
    ),
    on(
      'a plugin without a command',
      exec(`${V1}, interactiveMode: Never`),
      /command must be specified for c to use exec authentication plugin/,
    ),
    on(
      'a plugin without an apiVersion',
      exec(`interactiveMode: Never, ${SH('v1')}`),
      /apiVersion must be specified for c to use exec authentication plugin/,
    ),
    on('a plugin that is empty', exec(''), /command must be specified/),
    on(
      'a plugin with a nameless variable',
      exec(`${V1}, interactiveMode: Never, env: [{value: x}], ${SH('v1')}`),
      /env variable name must be specified for c to use exec authentication plugin/,
    ),
    on(
      'a plugin and a token',
      user(`token: t, exec: {${V1}, interactiveMode: Never, command: "false"}`),
      'https/a default Bearer t',
    ),
    on(
      'a plugin and a password',
      user(`username: u, password: p, exec: {${V1}, interactiveMode: Never, command: "false"}`),
      'https/a default Basic dTpw',
    ),
    on(
      'a plugin and an auth-provider',
      user(`auth-provider: {name: oidc}, exec: {${V1}, interactiveMode: Never, command: "false"}`),
      /authProvider cannot be provided in combination with an exec plugin for c/,
    ),
    on('a plugin in the folder of the file', { ...exec(`${V1}, interactiveMode: Never, command: ./p`) }, /p/),
    on('auth-provider gcp', user('auth-provider: {name: gcp}'), /gke-gcloud-auth-plugin/),
    on('auth-provider azure', user('auth-provider: {name: azure, config: {access-token: t}}'), /kubelogin/),
    on('auth-provider openstack', user('auth-provider: {name: openstack}'), /openstack/),
    on('an auth-provider of none', user('auth-provider: {name: x}'), /no Auth Provider found for name "x"/),
    on('an auth-provider without a name', user('auth-provider: {}'), /no Auth Provider found for name ""/),
    on(
      'an auth-provider of none, with a token',
      user('token: t, auth-provider: {name: x}'),
      /no Auth Provider found for name "x"/,
    ),
    on(
      'oidc',
      user(
        `auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: c, id-token: ${FOREVER}}}`,
      ),
      `https/a default Bearer ${FOREVER}`,
    ),
    on(
      'oidc, with a token',
      user(
        `token: t, auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: c, id-token: ${FOREVER}}}`,
      ),
      'https/a default Bearer t',
    ),
    on(
      'oidc whose token expired',
      user(
        `auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: c, id-token: ${OVER}}}`,
      ),
      /the id-token expired at 2001-09-09T01:46:40.000Z/,
      {
        kubectl: /No valid id-token, and cannot refresh without refresh-token/,
        why: 'podscope says that it expired, and when',
      },
    ),
    on(
      'oidc whose token expired, with one to refresh',
      user(
        `auth-provider: {name: oidc, config: {idp-issuer-url: "https://127.0.0.1:1", client-id: c, id-token: ${OVER}, refresh-token: r}}`,
      ),
      /the id-token expired at .*kubectl renews it/,
      { kubectl: /openid-configuration/, why: 'kubectl would renew it; podscope says what is so' },
    ),
    on(
      'oidc without a token',
      user('auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: c}}'),
      /there is no id-token/,
      { kubectl: /No valid id-token/, why: 'podscope says which' },
    ),
    on(
      'oidc whose token is none',
      user('auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", client-id: c, id-token: x}}'),
      /ID Token is not a valid JWT/,
    ),
    on(
      'oidc without an issuer',
      user(`auth-provider: {name: oidc, config: {client-id: c, id-token: ${FOREVER}}}`),
      /Must provide idp-issuer-url/,
    ),
    on(
      'oidc without a client',
      user(`auth-provider: {name: oidc, config: {idp-issuer-url: "https://i", id-token: ${FOREVER}}}`),
      /Must provide client-id/,
    ),
    on(
      'an auth-provider, over http',
      { config: oneContext({ cluster: 'server: "%HTTP%/a"', user: 'auth-provider: {name: gcp}' }) },
      'http/a default -',
    ),
  ],
};
