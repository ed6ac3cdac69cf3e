/** Chunks of the built program as CommonJS: what one takes from another is there at once, and no call of a getter. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { asCommonJs, checkNoCycle } from '../../as-commonjs.mjs';

/** What a chunk exports, and what it asked for, in that order. */
function run(text: string, others: Readonly<Record<string, object>> = {}) {
  const asked: string[] = [];
  const exports: Record<string, unknown> = {};
  const require = (id: string): object => {
    asked.push(id);
    return others[id] ?? {};
  };
  runInNewContext(asCommonJs(text), { exports, require, Promise });
  return { exports, asked };
}

describe('a chunk as CommonJS', () => {
  it('exports plain values', () => {
    const { exports } = run('var a=1,b=()=>a;export{a as x,b};');
    expect(Object.getOwnPropertyDescriptor(exports, 'x')).toMatchObject({ value: 1 });
    expect((exports['b'] as () => number)()).toBe(1);
  });

  it('takes by name, as default, as a whole, or not at all', () => {
    const text =
      'import{a as n,b}from"./one.cjs";import"./two.cjs";import d from"node:path";import e,{f as g}from"node:os";import*as h from"./one.cjs";var all=[n,b,d,e,g,h];export{all};';
    const others = { './one.cjs': { a: 1, b: 2 }, 'node:path': { sep: '/' }, 'node:os': { f: 3 } };
    const { exports, asked } = run(text, others);
    expect(exports['all']).toEqual([1, 2, { sep: '/' }, { f: 3 }, 3, { a: 1, b: 2 }]);
    expect(asked).toEqual(['./one.cjs', './two.cjs', 'node:path', 'node:os', './one.cjs']);
  });

  it('has what it needs before it runs, wherever that is said', () => {
    expect(
      run('var a=b();import{b}from"./one.cjs";export{a};', { './one.cjs': { b: () => 5 } }).exports,
    ).toEqual({ a: 5 });
  });

  it('loads later what is loaded later', async () => {
    const { exports, asked } = run('var a=()=>import("./one.cjs");export{a};', { './one.cjs': { b: 1 } });
    expect(asked).toEqual([]);
    await expect((exports['a'] as () => Promise<unknown>)()).resolves.toEqual({ b: 1 });
  });

  it('leaves texts alone that read alike', () => {
    const { exports } = run('var a="see import{b}from docs, or export{c}";export{a};');
    expect(exports).toEqual({ a: 'see import{b}from docs, or export{c}' });
  });
});

describe('chunks that need each other', () => {
  it('are told: one would not have what the other exports', () => {
    const texts = { './a': 'import{b}from"./b";', './b': 'import{c}from"./c";', './c': 'import"./a";' };
    expect(() => checkNoCycle(new Map(Object.entries(texts)))).toThrow('./a → ./b → ./c → ./a');
  });

  it('may be needed by several', () => {
    const texts = { './a': 'import"./b";import"./c";', './b': 'import"./c";', './c': '' };
    expect(() => checkNoCycle(new Map(Object.entries(texts)))).not.toThrow();
  });
});

it('nothing is exported that gets another value later: who took it would not know', () => {
  const root = path.join(import.meta.dirname, '../../src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter((name) =>
    /^export (let|var) /m.test(readFileSync(path.join(root, name), 'utf8')),
  );
  expect(found).toEqual([]);
});
