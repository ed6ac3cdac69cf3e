import {
  ASKS_WHO,
  ELSEWHERE,
  type KubeconfigCases,
  mistyped,
  on,
  oneContext,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

/** A whole kubeconfig whose everything has one name. */
const named = (name: string, { current = name, user = `token: ${name}` } = {}): string => `
${current === '' ? '' : `current-context: ${current}`}
clusters: [{name: ${name}, cluster: {server: "%HTTPS%/${name}", certificate-authority-data: %CA%}}]
users: [{name: ${name}, user: {${user}}}]
contexts: [{name: ${name}, context: {cluster: ${name}, user: ${name}, namespace: ns-${name}}}]
`;
const A = 'https/a ns-a Bearer a';
const B = 'https/b ns-b Bearer b';

export const loadingCases: KubeconfigCases = {
  about: 'which files',
  source:
    'client-go tools/clientcmd/loader.go; kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig',
  cases: [
    on('~/.kube/config', { config: named('a') }, A),
    on('KUBECONFIG goes before it', { '.kube/config': named('a'), b: named('b') }, B, { list: 'b' }),
    on('--kubeconfig goes before KUBECONFIG', { a: named('a'), b: named('b') }, B, {
      list: 'a',
      flags: { kubeconfig: 'b' },
    }),
    on('KUBECONFIG="" is as if it was not set', { '.kube/config': named('a') }, A, {
      env: { KUBECONFIG: '' },
    }),
    on(
      'KUBECONFIG=":" is empty, not ~/.kube/config',
      { '.kube/config': named('a') },
      /no kubeconfig: \$KUBECONFIG is set and names no file/,
      { env: { KUBECONFIG: ':' }, ...ELSEWHERE },
    ),
    on('KUBECONFIG=" "', { '.kube/config': named('a') }, /no kubeconfig/, {
      env: { KUBECONFIG: ' ' },
      ...ELSEWHERE,
    }),
    on(
      'an empty file is not ~/.kube/config',
      { '.kube/config': named('a'), empty: '' },
      /no current context/,
      { list: 'empty', ...ELSEWHERE },
    ),
    on('a missing file is not ~/.kube/config', { '.kube/config': named('a') }, /no kubeconfig/, {
      list: 'missing',
      ...ELSEWHERE,
    }),
    on('missing files in a list', { a: named('a') }, A, { list: 'missing:a' }),
    on('gaps in a list', { a: named('a') }, A, { list: ':a:' }),
    on('a file twice in a list', { a: named('a') }, A, { list: 'a:a' }),
    on('an empty file in a list', { empty: '', a: named('a') }, A, { list: 'empty:a' }),
    on('a blank file in a list', { empty: ' \n\n', a: named('a') }, A, { list: 'empty:a' }),
    on('a file of comments in a list', { empty: '# nothing\n', a: named('a') }, A, { list: 'empty:a' }),
    on('a file of comments alone', { config: '# nothing\n' }, /no current context/, ELSEWHERE),
    on('a file of dashes in a list', { empty: '---\n', a: named('a') }, A, { list: 'empty:a' }),
    on('a file of null in a list', { empty: 'null\n', a: named('a') }, A, { list: 'empty:a' }),
    on('a file of {} in a list', { empty: '{}\n', a: named('a') }, A, { list: 'empty:a' }),
    on('a broken file in a list', { bad: 'a: [\n', a: named('a') }, /bad/, { list: 'a:bad' }),
    on('a list for a kubeconfig', { config: '- a\n' }, mistyped('list')),
    on('a text for a kubeconfig', { config: 'hello\n' }, mistyped('text')),
    on('a number for a kubeconfig', { config: '5\n' }, mistyped('number')),
    on('a folder for a kubeconfig', { 'folder/x': '' }, /directory/, { list: 'folder' }),
    on('a folder given with --kubeconfig', { 'folder/x': '' }, /directory/, {
      flags: { kubeconfig: 'folder' },
    }),
    on('a missing file given with --kubeconfig', { '.kube/config': named('a') }, /missing/, {
      flags: { kubeconfig: 'missing' },
    }),
    on(
      'an empty file given with --kubeconfig',
      { '.kube/config': named('a'), empty: '' },
      /no current context/,
      { flags: { kubeconfig: 'empty' }, ...ELSEWHERE },
    ),
    on('below a file', { a: named('a') }, /not a directory/, { list: 'a/b:a' }),
    on('the first current context', { a: named('a'), b: named('b') }, B, { list: 'b:a' }),
    on('the first file that has a current context', { a: named('a', { current: '' }), b: named('b') }, B, {
      list: 'a:b',
    }),
    on(
      'a current context of a later file',
      { a: named('a', { current: 'b' }), b: named('b', { current: '' }) },
      B,
      { list: 'a:b' },
    ),
    on('the first user of a name', { a: named('a'), b: `users: [{name: a, user: {token: b}}]` }, A, {
      list: 'a:b',
    }),
    on(
      'the first user of a name, whole',
      { a: named('a', { user: 'username: u, password: p' }), b: `users: [{name: a, user: {token: b}}]` },
      'https/a ns-a Basic dTpw',
      { list: 'a:b' },
    ),
    on(
      'the first user of a name, though it is empty',
      { a: named('a', { user: '' }), b: `users: [{name: a, user: {token: b}}]` },
      'https/a ns-a -',
      { list: 'a:b', ...ASKS_WHO },
    ),
    on(
      'the first cluster of a name, whole',
      { a: named('a'), b: `clusters: [{name: a, cluster: {server: "%HTTPS%/b", tls-server-name: wrong}}]` },
      A,
      { list: 'a:b' },
    ),
    on(
      'the first context of a name, whole',
      { a: 'contexts: [{name: b, context: {cluster: b}}]', b: named('b') },
      'https/b default -',
      { list: 'a:b', ...ASKS_WHO },
    ),
    on(
      'a cluster in one file, a user in another',
      {
        x: 'current-context: c\ncontexts: [{name: c, context: {cluster: a, user: b}}]',
        a: named('a'),
        b: named('b'),
      },
      'https/a default Bearer b',
      { list: 'x:a:b' },
    ),
    on(
      'a name twice in a list of clusters',
      {
        config: oneContext({ top: '' }).replace(
          'clusters: [',
          'clusters: [{name: c, cluster: {server: x}}, ',
        ),
      },
      /duplicate name "c" in list/,
    ),
    on(
      'a name twice in a list of users',
      { config: oneContext().replace('users: [', 'users: [{name: c, user: {token: s}}, ') },
      /duplicate name "c" in list/,
    ),
    on(
      'a name twice in a list of contexts',
      { config: oneContext().replace('contexts: [', 'contexts: [{name: c, context: {}}, ') },
      /duplicate name "c" in list/,
    ),
    on(
      'paths from the folder of their file',
      { 'x/config': named('a', { user: 'tokenFile: ../t' }), t: 'a' },
      A,
      { list: 'x/config' },
    ),
    on(
      'paths from the folder of their file, given by flag',
      { 'x/config': named('a', { user: 'tokenFile: ./t' }), 'x/t': 'a' },
      A,
      { flags: { kubeconfig: 'x/config' } },
    ),
    on('absolute paths', { 'x/config': named('a', { user: 'tokenFile: "%DIR%/t"' }), t: 'a' }, A, {
      list: 'x/config',
    }),
    on(
      'no ~ and no variables in paths',
      { config: named('a', { user: 'tokenFile: "~/t"' }), t: 'a' },
      /no such file/,
    ),
  ],
};
