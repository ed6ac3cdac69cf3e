import {
  ASKS_WHO,
  KEEPS_CREDENTIAL,
  type KubeconfigCases,
  NOBODY,
  on,
  oneContext,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const user = (fields: string): { config: string } => ({ config: oneContext({ user: fields }) });

export const credentialCases: KubeconfigCases = {
  about: 'tokens and passwords',
  source:
    'client-go tools/clientcmd/validation.go (validateAuthInfo), client_config.go (getUserIdentificationPartialConfig)',
  cases: [
    on('a token', user('token: t'), 'https/a default Bearer t'),
    on('a token with spaces around', user('token: " t "'), 'https/a default Bearer  t'),
    on('a token with a line end', user('token: "t\\n"'), /invalid header field value/),
    on('a token that is no header', user('token: "t\\x01"'), /invalid header field value/),
    on(
      'a token that is REDACTED',
      user('token: REDACTED'),
      /token is none: REDACTED is what `kubectl config view` shows instead/,
      { kubectl: 'https/a default Bearer REDACTED', why: 'the server would be blamed' },
    ),
    on('a token file', { ...user('tokenFile: f'), '.kube/f': 's\n' }, 'https/a default Bearer s'),
    on(
      'a token file goes before a token',
      { ...user('tokenFile: f, token: t'), '.kube/f': 's' },
      'https/a default Bearer s',
    ),
    on(
      'a token file of two lines',
      { ...user('tokenFile: f'), '.kube/f': 's\nt\n' },
      /token of the user "c" has a line end in it: an invalid header field value/,
      { kubectl: /invalid header field value/, why: 'podscope says whose it is' },
    ),
    on('a token file that is missing', user('tokenFile: f'), /no such file/),
    on(
      'a token file that is missing, with a token',
      user('tokenFile: f, token: t'),
      'https/a default Bearer t',
    ),
    on(
      'a token file that is empty',
      { ...user('tokenFile: f'), '.kube/f': '' },
      /the token file DIR\/.kube\/f is empty/,
      KEEPS_CREDENTIAL,
    ),
    on(
      'a token file that is empty, with a token',
      { ...user('tokenFile: f, token: t'), '.kube/f': '\n' },
      'https/a default Bearer t',
    ),
    on('name and password', user('username: u, password: p'), 'https/a default Basic dTpw'),
    on('a name without a password', user('username: u'), 'https/a default Basic dTo='),
    on('a password without a name', user('password: p'), /password without username for c/, KEEPS_CREDENTIAL),
    on(
      'a token and a password',
      user('token: t, username: u, password: p'),
      /more than one authentication method found for c; found \[token basicAuth\], only one is allowed/,
    ),
    on(
      'a token file and a password',
      { ...user('tokenFile: f, username: u, password: p'), '.kube/f': 's' },
      /username\/password or bearer token may be set, but not both/,
    ),
    on('no credential at all', user(''), NOBODY, ASKS_WHO),
    on(
      'no credential at all, null',
      { config: oneContext().replace('user: {token: t}', 'user: null') },
      NOBODY,
      ASKS_WHO,
    ),
  ],
};
