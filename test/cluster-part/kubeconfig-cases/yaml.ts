import {
  ASKS_WHO,
  ELSEWHERE,
  type KubeconfigCases,
  mistyped,
  NOBODY,
  on,
  oneContext,
  SECURE,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const GOOD = 'https/a default Bearer t';
const file = (config: string | Buffer): { readonly config: string | Buffer } => ({ config });
const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
/** Each level ten times the one below. */
const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, level) =>
    level === 0
      ? 'x0: &x0 [x, x, x, x, x, x, x, x, x, x]\n'
      : `x${level}: &x${level} [${Array(10)
          .fill(`*x${level - 1}`)
          .join(', ')}]\n`,
  ).join('');
const nested = (depth: number): string => `x: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;

export const yamlCases: KubeconfigCases = {
  about: 'YAML',
  source: 'sigs.k8s.io/yaml and its goyaml.v2: YAML 1.1, the first document, the last of equal keys',
  cases: [
    on('flow', file(oneContext()), GOOD),
    on(
      'JSON',
      file(
        JSON.stringify(
          {
            'current-context': 'c',
            clusters: [{ name: 'c', cluster: { server: '%HTTPS%/a', 'certificate-authority-data': '%CA%' } }],
            users: [{ name: 'c', user: { token: 't' } }],
            contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
          },
          null,
          '\t',
        ),
      ),
      GOOD,
    ),
    on('a merge key', file(`.base: &base {${SECURE}}\n${oneContext({ cluster: '<<: *base' })}`), GOOD),
    on(
      'a merge key that is overridden',
      file(
        `.base: &base {server: "%HTTPS%/b", certificate-authority-data: %CA%}\n${oneContext({ cluster: '<<: *base, server: "%HTTPS%/a"' })}`,
      ),
      GOOD,
    ),
    on(
      'a list of merge keys',
      file(
        `.s: &s {server: "%HTTPS%/a"}\n.t: &t {server: "%HTTPS%/b", certificate-authority-data: %CA%}\n${oneContext({ cluster: '<<: [*s, *t]' })}`,
      ),
      GOOD,
    ),
    on(
      'a merge key after the override',
      file(
        `.base: &base {server: "%HTTPS%/b", certificate-authority-data: %CA%}\n${oneContext({ cluster: 'server: "%HTTPS%/a", <<: *base' })}`,
      ),
      'https/b default Bearer t',
    ),
    on(
      'a merge of what is no mapping',
      file(oneContext({ top: 'x: {<<: [1]}' })),
      /map merge requires map or sequence of maps/,
    ),
    on('aliases', file(`.token: &token t\n${oneContext({ user: 'token: *token' })}`), GOOD),
    on(
      'an alias of nothing',
      file(oneContext({ user: 'token: *nothing' })),
      /unknown anchor 'nothing' referenced/,
    ),
    on('an alias within itself', file(oneContext({ top: 'x: &x [*x]' })), /anchor 'x' value contains itself/),
    on('an alias bomb', file(oneContext({ top: bomb(9) })), /excessive aliasing/),
    on(
      'an alias bomb in a field',
      file(`${bomb(9)}${oneContext({ cluster: 'server: *x8' })}`),
      /excessive aliasing/,
    ),
    on(
      'an alias bomb of merge keys',
      file(
        `x0: &x0 {a: b}\n${Array.from({ length: 40 }, (_, level) => `x${level + 1}: &x${level + 1} {<<: [*x${level}, *x${level}]}\n`).join('')}${oneContext()}`,
      ),
      /excessive aliasing/,
    ),
    on(
      'many aliases that are no bomb',
      file(`x: &x [a]\ny: [${Array(2000).fill('*x').join(',')}]\n${oneContext()}`),
      GOOD,
    ),
    on(
      'the first of several documents',
      file(`---\n${oneContext()}---\n${oneContext({ user: 'token: second' })}`),
      GOOD,
    ),
    on('a second document that is broken', file(`${oneContext()}---\na: [\n`), GOOD),
    on('an end of the document', file(`${oneContext()}...\nrest: [\n`), GOOD),
    on('an empty first document', file(`---\n---\n${oneContext()}`), /no current context/, ELSEWHERE),
    on('comments before the first document', file(`# a\n\n---\n${oneContext()}`), GOOD),
    on('a %YAML directive', file(`%YAML 1.1\n---\n${oneContext()}`), GOOD),
    on('a line of dashes in a text', file(`x: |\n  a\n  ---\n  b\n${oneContext()}`), GOOD),
    on('a key twice: the last', file(`current-context: nobody\n${oneContext()}`), GOOD),
    on('a field twice: the last', file(oneContext({ user: 'token: s, token: t' })), GOOD),
    on('UTF-8 with BOM', file(`\uFEFF${oneContext()}`), GOOD),
    on('UTF-16, little end first', { config: utf16('current-context: zz\n', 'le') }, /zz/),
    on('UTF-16, big end first', { config: utf16('current-context: zz\n', 'be') }, /zz/),
    on('UTF-16 without BOM', { config: Buffer.from('a: b\n', 'utf16le') }, /not allowed/),
    on('Latin-1', { config: Buffer.from(`# caf\xe9\n`, 'latin1') }, /UTF-8/),
    on('a NUL', file('a: "\0"\n'), /not allowed/),
    on('Windows line ends', file(oneContext().replaceAll('\n', '\r\n')), GOOD),
    on('tabs for indentation', file('a:\n\tb: c\n'), /line 2/),
    on('nested 90 deep', file(nested(90) + oneContext()), GOOD),
    on('nested 900 deep', file(nested(900) + oneContext()), GOOD),
    on('nested 5,000 deep', file(nested(5000) + oneContext()), /maxDepth/, {
      kubectl: GOOD,
      why: 'a reader that recurses has to end somewhere: ten times deeper than anything real',
    }),
    on('nested 10,001 deep', file(nested(10_001) + oneContext()), /exceeded max ?depth/i),
    on('nested 100,000 deep', file(nested(100_000) + oneContext()), /exceeded max ?depth/i),
    on('broken', file('a: b\n  c: d\n'), /line 2/),
    on('an unknown tag', file(oneContext({ user: 'token: !secret t' })), GOOD),
    on('a tagged text', file(oneContext({ user: 'token: !!str t' })), GOOD),
    on('a text tagged !!binary', file(oneContext({ user: 'token: !!binary dA==' })), GOOD),
    on(
      'a date for a name',
      file(oneContext({ user: 'token: 2001-01-01' })),
      'https/a default Bearer 2001-01-01',
    ),
    on(
      'yes for a boolean',
      file(oneContext({ cluster: 'server: "%HTTPS%/a", insecure-skip-tls-verify: yes' })),
      GOOD,
    ),
    on(
      'on for a boolean',
      file(oneContext({ cluster: 'server: "%HTTPS%/a", insecure-skip-tls-verify: on' })),
      GOOD,
    ),
    on(
      'y for a boolean',
      file(oneContext({ cluster: 'server: "%HTTPS%/a", insecure-skip-tls-verify: y' })),
      GOOD,
    ),
    on(
      'a token that is a boolean in YAML 1.1',
      file(oneContext({ user: 'token: yes' })),
      mistyped('boolean', 'token'),
    ),
    on(
      'a token that is an octal number',
      file(oneContext({ user: 'token: 0123' })),
      mistyped('number', 'token'),
    ),
    on(
      'a token that is a number in base 60',
      file(oneContext({ user: 'token: 1:30' })),
      'https/a default Bearer 1:30',
    ),
    on('a token with an underscore', file(oneContext({ user: 'token: 1_000' })), mistyped('number', 'token')),
    on(
      'null for what is absent',
      file(oneContext({ user: 'token: t, username: ~, exec: null, tokenFile: ' })),
      GOOD,
    ),
    on('unknown fields', file(oneContext({ user: 'token: t, unknown: [1]', top: 'more: {a: b}' })), GOOD),
    on('a field in another case', file(oneContext({ user: 'Token: t' })), NOBODY, ASKS_WHO),
    on('a key that is a number', file(oneContext({ top: '5: x' })), GOOD),
    on('a key that is a list', file(oneContext({ top: '? [a]\n: x' })), /map key/),
    on('__proto__ as a key', file(oneContext({ user: '__proto__: {token: s}' })), NOBODY, ASKS_WHO),
    on('a file of 17 MiB', file(`# ${'x'.repeat(17 << 20)}\n${oneContext()}`), /larger than 16 MiB/, {
      kubectl: GOOD,
      why: 'kubectl has no limit; a thousand clusters fit in this one',
    }),
  ],
};
