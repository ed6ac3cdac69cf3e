import { describe, expect, it } from 'vitest';
import { readYaml, YamlError } from '../../src/yaml/read-yaml.ts';

const read = (text: string): unknown => readYaml(Buffer.from(text));

describe('YAML from outside', () => {
  it.each([
    ['', null],
    ['# nothing', null],
    ['---', null],
    ['a: 1\n---\nb: [', { a: 1 }],
    ['# a\n%YAML 1.1\n---\na: 1\n...\n[', { a: 1 }],
    ['[1, -1, +1, 0x1F, 010, 0o10, 0b11, 1_000, 089]', [1, -1, 1, 31, 8, 8, 3, 1000, 89]],
    ['[1.5, .5, 1e3, -1E-2, .inf, -.Inf]', [1.5, 0.5, 1000, -0.01, Infinity, -Infinity]],
    ['[y, Yes, on, TRUE, n, No, OFF, false]', [true, true, true, true, false, false, false, false]],
    ['[~, null, NULL, tRUE, nULL]', [null, null, null, 'tRUE', 'nULL']],
    [
      '[1:30, 2001-01-01, 1.2.3, "1", \'yes\', 0x, 1_a, +, .]',
      ['1:30', '2001-01-01', '1.2.3', '1', 'yes', '0x', '1_a', '+', '.'],
    ],
    ['[!!str 5, !!int "5", !!binary aGVsbG8=, !x 5, ! 5]', ['5', 5, 'hello', '5', '5']],
    ['{1: a, true: b, x: c}', { 1: 'a', true: 'b', x: 'c' }],
    ['a: 1\na: 2', { a: 2 }],
    ['x: &x {a: 1, b: 1}\nq: {a: 2, <<: *x}', { x: { a: 1, b: 1 }, q: { a: 1, b: 1 } }],
    ['x: &x {a: 1}\nq: {<<: *x, a: 2}', { x: { a: 1 }, q: { a: 2 } }],
    ['q: {<<: [{a: 1}, {a: 2, b: 2}]}', { q: { a: 1, b: 2 } }],
    ['q: {"<<": 1}', { q: { '<<': 1 } }],
    ['{\n\t"a": [\n\t\t1\n\t]\n}', { a: [1] }],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('sets no prototype', () => {
    const value = read('__proto__: {a: 1}\nconstructor: 2') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBeNull();
  });

  it.each([
    ['a: [', /^line 1: /],
    ['a: b\n  c: d', /^line 2: /],
    ['a: *b', /^unknown anchor 'b' referenced$/],
    ['a: &a [*a]', /^anchor 'a' value contains itself$/],
    ['{<<: 5}', /^map merge requires map or sequence of maps/],
    ['{~: 5}', /^invalid map key: null$/],
    ['{[a]: 5}', /^invalid map key: a list$/],
    ['!!int x', /^cannot decode "x" as a !!int$/],
    ['['.repeat(100_000), /maxDepth/],
    ['{a: '.repeat(100_000), /maxDepth/],
    ['- '.repeat(100_000), /maxDepth/],
    ['? '.repeat(100_000), /maxDepth/],
  ])('%.20s is refused', (text, message) => {
    expect(() => read(text)).toThrow(YamlError);
    expect(() => read(text)).toThrow(message);
  });

  it('counts aliases as if they were written out, as goyaml does', () => {
    const tenfold = (level: number): string => `[${Array(10).fill(`*x${level}`).join(', ')}]`;
    const bomb = Array.from({ length: 9 }, (_, level) => `x${level + 1}: &x${level + 1} ${tenfold(level)}\n`);
    const merges = Array.from(
      { length: 40 },
      (_, level) => `x${level + 1}: &x${level + 1} {<<: [*x${level}, *x${level}]}\n`,
    );
    expect(() => read(`x0: &x0 [x]\n${bomb.join('')}`)).toThrow(/excessive aliasing/);
    expect(() => read(`x0: &x0 {a: b}\n${merges.join('')}`)).toThrow(/excessive aliasing/);
    expect(read(`x0: &x0 [x]\n${bomb.slice(0, 2).join('')}`)).toHaveProperty('x2');
    expect(read(`x0: &x0 x\nx: [${Array(5000).fill('*x0').join(', ')}]`)).toHaveProperty('x');
  });

  it('may be UTF-16 with a mark, and has to be what its mark says', () => {
    const little = Buffer.from('\uFEFFa: é', 'utf16le');
    expect(readYaml(little)).toEqual({ a: 'é' });
    expect(readYaml(Buffer.from(little).swap16())).toEqual({ a: 'é' });
    expect(readYaml(Buffer.from('\uFEFFa: é'))).toEqual({ a: 'é' });
    expect(() => readYaml(Buffer.from('a: é', 'latin1'))).toThrow(/neither UTF-8 nor UTF-16/);
  });
});
