import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { expanded } from '../../../../src/model/explain/container/expansion.ts';
import {
  commentText,
  pathBelow,
  plainName,
  shCommand,
  shellWord,
  type Word,
} from '../../../../src/model/explain/shell/shell.ts';
import { HARMFUL, HOSTILE } from '../../../support/hostile/hostile.ts';
import { seeded } from '../../../support/hostile/seeded.ts';

/** Texts that mean something to a shell. */
const WORDS = [
  ...HOSTILE,
  ...['', ' ', "'", '"', '\\', '$(touch ran)', '`touch ran`', '$HOME', '${x}', '!!', '#no', '-rf', '--', '~'],
  ...['*', '{a,b}', '[0]=x', 'a=b', '&', ';', '|', '>ran', '<x', '(', ')', "it's", "$'x'", '\\x41', '\ttab'],
  ...['line\nline', 'end\\', 'é', '漢字', '👩', '\x7f', '%s', '\r\n'],
];

/** What bash makes of words, each between two NULs. */
function readBack(words: readonly string[], shell: 'bash' | 'sh' = 'bash'): string[] {
  const script = `run=(\n${words.join('  # why\n')}\n)\nprintf '%s\\0' "\${run[@]}"`;
  const posix = `printf '%s\\0' ${words.join(' ')}`;
  const out = execFileSync(shell, ['-c', shell === 'bash' ? script : posix], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

/** As any program gets it: no NUL, and UTF-8. */
const asArgument = (text: string): string => Buffer.from(text.replaceAll('\0', '')).toString();

describe('a word for the shell', () => {
  it('is read as the text that it is, whatever that is', () => {
    const random = seeded(12);
    const mixed = Array.from({ length: 300 }, () =>
      Array.from({ length: 1 + random(4) }, () => WORDS[random(WORDS.length)] ?? '').join(''),
    );
    const texts = [...WORDS, ...mixed];
    const words = texts.map((text) => shellWord([text]));
    expect(readBack(words)).toEqual(texts.map(asArgument));
    expect(words.filter((word) => HARMFUL.test(word) || word.includes('\n'))).toEqual([]);
  });

  it('leaves what needs no quotes without', () => {
    expect(shellWord(['--volume=', { shell: '"$dir"' }, '/a:/b'])).toBe('--volume="$dir"/a:/b');
    expect(shellWord(['a b'])).toBe("'a b'");
    expect(shellWord(["it's"])).toBe(`'it'\\''s'`);
    expect(shellWord(['a\nb'])).toBe(`$'a\\x0ab'`);
    expect(shellWord([])).toBe("''");
  });

  it('of a command for the shell in a container needs nothing but POSIX', () => {
    const texts = WORDS.filter((text) => !text.includes('\0')).map(asArgument);
    expect(readBack([shCommand(texts)], 'sh')).toEqual(texts);
  });
});

it('lets no comment end, and no terminal be steered', () => {
  for (const text of WORDS) expect(commentText(text)).not.toMatch(HARMFUL);
  expect(commentText('a\nrm -rf /')).not.toContain('\n');
});

it('makes names that no path leads out by, and that are no option', () => {
  expect(['..', '-x', '../../etc', 'a b', '', 'web-0'].map(plainName)).toEqual([
    '_.',
    '_x',
    '_._.._etc',
    'a_b',
    '_',
    'web-0',
  ]);
  expect(['a/b', './a//b/', '../a', '/a', 'a/../..'].map(pathBelow)).toEqual([
    'a/b',
    'a/b',
    undefined,
    undefined,
    undefined,
  ]);
});

it('expands $(NAME) as the kubelet does', () => {
  const values = new Map<string, Word>([
    ['A', ['1']],
    ['S', [{ shell: '"$s"' }]],
  ]);
  const of = (text: string): Word => expanded(text, (name) => values.get(name));
  expect(of('x$(A)y')).toEqual(['x', '1', 'y']);
  expect(of('$$(A) $(B) $A $( $')).toEqual(['$(A) $(B) $A $( $']);
  expect(of('$(S)')).toEqual([{ shell: '"$s"' }]);
  expect(of('$(A$(A))')).toEqual(['$(A$(A))']);
  const opened = '$('.repeat(200_000);
  expect(of(opened)).toEqual([opened]);
});
