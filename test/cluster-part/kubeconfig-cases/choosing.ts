import {
  ASKS_WHO,
  ELSEWHERE,
  KEEPS_CREDENTIAL,
  type KubeconfigCases,
  NOBODY,
  on,
  oneContext,
  SECURE,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const TWO = `
current-context: a
clusters: [{name: a, cluster: {server: "%HTTPS%/a", certificate-authority-data: %CA%}}, {name: b, cluster: {server: "%HTTPS%/b", certificate-authority-data: %CA%}}]
users: [{name: a, user: {token: a}}, {name: b, user: {token: b}}]
contexts: [{name: a, context: {cluster: a, user: a, namespace: ns-a}}, {name: b, context: {cluster: b, user: b}}]
`;
const two = { config: TWO };
const without = (line: RegExp): { config: string } => ({ config: TWO.replace(line, '') });
const CURRENT = /^current-context.*\n/m;
/** As above, with entries whose name is missing or empty. */
const nameless = (name: string): string => `
clusters: [{name: c, cluster: {${SECURE}}}]
users: [{name: c, user: {token: t}}]
contexts: [{${name}context: {cluster: c, user: c}}]
`;

export const choosingCases: KubeconfigCases = {
  about: 'which context, cluster, user, namespace',
  source: 'client-go tools/clientcmd/client_config.go: getContext, getCluster, getAuthInfo, ConfirmUsable',
  cases: [
    on('the current context', two, 'https/a ns-a Bearer a'),
    on('--context', two, 'https/b default Bearer b', { flags: { context: 'b' } }),
    on('--context of none', two, /no context "z" in .*; there is: a, b/, {
      flags: { context: 'z' },
      kubectl: /context was not found for specified context: z/,
      why: 'podscope says which there are',
    }),
    on('--context in another case', two, /no context "A" in .*; there is: a, b/, {
      flags: { context: 'A' },
      kubectl: /context was not found for specified context: A/,
      why: 'podscope says which there are',
    }),
    on('--cluster', two, 'https/b ns-a Bearer a', { flags: { cluster: 'b' } }),
    on(
      '--cluster of none',
      two,
      /the flag --cluster names the cluster "z", which is not in .*; there is: a, b$/,
      {
        flags: { cluster: 'z' },
        kubectl: /no server found for cluster "z"|cluster "z" does not exist/,
        why: 'podscope says where it looked',
      },
    ),
    on('--user', two, 'https/a ns-a Bearer b', { flags: { user: 'b' } }),
    on('--user of none', two, /the flag --user names the user "z", which is not in .*; there is: a, b$/, {
      flags: { user: 'z' },
      kubectl: /auth info "z" does not exist/,
      why: 'podscope says where it looked',
    }),
    on('--namespace', two, 'https/a n Bearer a', { flags: { namespace: 'n' } }),
    on('--context with --cluster, --user and --namespace', two, 'https/a n Bearer a', {
      flags: { context: 'b', cluster: 'a', user: 'a', namespace: 'n' },
    }),
    on('--cluster without a current context', without(CURRENT), 'https/b default -', {
      flags: { cluster: 'b' },
      ...ASKS_WHO,
    }),
    on('--cluster and --user without a current context', without(CURRENT), 'https/b default Bearer b', {
      flags: { cluster: 'b', user: 'b' },
    }),
    on('--user without a current context', without(CURRENT), /no current context/, {
      flags: { user: 'b' },
      ...ELSEWHERE,
    }),
    on(
      'no current context',
      without(CURRENT),
      /no current context in .*: choose one with --context \(a, b\)/,
      ELSEWHERE,
    ),
    on(
      'a current context of none',
      { config: TWO.replace('current-context: a', 'current-context: z') },
      /no context "z"/,
      { kubectl: /context was not found for specified context: z/, why: 'podscope says which there are' },
    ),
    on(
      'a current context of none, with --cluster',
      { config: TWO.replace('current-context: a', 'current-context: z') },
      /no context "z"/,
      {
        flags: { cluster: 'b', user: 'b' },
        kubectl: /context was not found for specified context: z/,
        why: 'podscope says which there are',
      },
    ),
    on(
      'a current context of none, with --context',
      { config: TWO.replace('current-context: a', 'current-context: z') },
      'https/b default Bearer b',
      { flags: { context: 'b' } },
    ),
    on(
      'an empty current context',
      { config: TWO.replace('current-context: a', 'current-context: ""') },
      /no current context/,
      ELSEWHERE,
    ),
    on(
      'a context named "" is the current one where none is named',
      { config: nameless('name: "", ') },
      'https/a default Bearer t',
    ),
    on('a context without a name, as if it was ""', { config: nameless('') }, 'https/a default Bearer t'),
    on(
      'two contexts without a name',
      { config: nameless('').replace('contexts: [', 'contexts: [{context: {}}, ') },
      /duplicate name ""/,
    ),
    on(
      'a user without a name',
      {
        config: `current-context: c\nclusters: [{name: c, cluster: {${SECURE}}}]\nusers: [{user: {token: t}}]\ncontexts: [{name: c, context: {cluster: c}}]`,
      },
      'https/a default Bearer t',
    ),
    on(
      'a cluster without a name',
      {
        config: `current-context: c\nclusters: [{cluster: {${SECURE}}}]\nusers: [{name: c, user: {token: t}}]\ncontexts: [{name: c, context: {user: c}}]`,
      },
      'https/a default Bearer t',
    ),
    on(
      'a context that names a cluster of none',
      { config: oneContext({ context: 'cluster: z, user: c' }) },
      /the context "c" names the cluster "z", which is not in/,
      ELSEWHERE,
    ),
    on(
      'a context that names no cluster',
      { config: oneContext({ context: 'user: c' }) },
      /names no cluster/,
      ELSEWHERE,
    ),
    on(
      'a context that names a user of none',
      { config: oneContext({ context: 'cluster: c, user: z' }) },
      /names the user "z", which is not in/,
      KEEPS_CREDENTIAL,
    ),
    on('a context that names no user', { config: oneContext({ context: 'cluster: c' }) }, NOBODY, ASKS_WHO),
    on(
      'a context that is empty',
      { config: 'current-context: c\ncontexts: [{name: c}]' },
      /names no cluster/,
      ELSEWHERE,
    ),
    on(
      'a context that is null',
      { config: 'current-context: c\ncontexts: [{name: c, context: null}]' },
      /names no cluster/,
      ELSEWHERE,
    ),
    on(
      'a null in a list of contexts',
      { config: oneContext().replace('contexts: [', 'contexts: [null, ') },
      'https/a default Bearer t',
    ),
    on(
      'an empty namespace',
      { config: oneContext({ context: 'cluster: c, user: c, namespace: ""' }) },
      'https/a default Bearer t',
    ),
    on(
      'a namespace that is none',
      { config: oneContext({ context: 'cluster: c, user: c, namespace: "a/b"' }) },
      /invalid namespace "a\/b".*may not contain '\/'/,
    ),
    on(
      'a namespace in capitals',
      { config: oneContext({ context: 'cluster: c, user: c, namespace: NS' }) },
      'https/a NS Bearer t',
    ),
    on(
      'a namespace of dots',
      { config: oneContext({ context: 'cluster: c, user: c, namespace: ".."' }) },
      /may not be '\.\.'/,
    ),
    on('--namespace that is none', two, /invalid namespace "a\/b".*may not contain '\/'/, {
      flags: { namespace: 'a/b' },
    }),
    on('--namespace that is %', two, /invalid namespace "a%b".*may not contain '%'/, {
      flags: { namespace: 'a%b' },
    }),
    on('POD_NAMESPACE outside of a Pod', { config: oneContext() }, 'https/a default Bearer t', {
      env: { POD_NAMESPACE: 'n' },
    }),
    on(
      'KUBERNETES_MASTER without a server',
      { config: oneContext({ cluster: 'certificate-authority-data: %CA%' }) },
      /has no server/,
      {
        env: { KUBERNETES_MASTER: 'http://127.0.0.1:1' },
        kubectl: /127.0.0.1:1/,
        why: 'a cluster is named by the kubeconfig alone',
      },
    ),
    on('as', { config: oneContext({ user: 'token: t, as: jane' }) }, 'https/a default Bearer t user=jane'),
    on(
      'as, with uid, groups and extra',
      {
        config: oneContext({
          user: 'token: t, as: jane, as-uid: "7", as-groups: [a, b], as-user-extra: {k: [v]}',
        }),
      },
      'https/a default Bearer t extra-k=v group=a, b uid=7 user=jane',
    ),
    on(
      'as-groups without as',
      { config: oneContext({ user: 'token: t, as-groups: [a]' }) },
      /requesting uid, groups or user-extra for c without impersonating a user/,
    ),
  ],
};
