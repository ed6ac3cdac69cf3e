import { expect, it } from 'vitest';
import { clean, cleanJson, cleanLines } from '../../../src/view/text/clean.ts';
import { displayWidth, graphemes, wrap } from '../../../src/view/text/text.ts';
import { HARMFUL, HOSTILE } from '../../support/hostile/hostile.ts';

it.each<[string, string]>([
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b]0;title\x07name', 'name'],
  // What is never ended does not hide what follows.
  ['\x1b]52;c;name', '52;c;name'],
  ['one\r\ntwo\tthree\u2028four', 'one two three four'],
  ['web\u202e1', 'web\ufffd1'],
  // The same in one character, as ECMA-48 has them.
  ['a\u009b31mb', 'ab'],
  ['a\u009d0;title\u009cb', 'ab'],
  ['a\u0090q\x1b\\b', 'ab'],
  ['a\u009d0;b', 'a\ufffd0;b'],
  ['a\u009b31', 'a\ufffd31'],
  ['web\u3164', 'web\ufffd'],
  ['we\u200bb', 'we\ufffdb'],
  ['a\u200db', 'a\ufffdb'],
  ['lone \ud83d', 'lone \ufffd'],
  ['日本 e\u0301', '日本 e\u0301'],
  // What belongs to an emoji beside it goes: the emoji show.
  ['❤\ufe0f 👍\u{1f3fd} 👩\u200d👩\u200d👧 👩\u{1f3fd}\u200d🚀', '❤ 👍 👩👩👧 👩🚀'],
  ['\u{1f3fd}', '\ufffd'],
])('%j is shown as %j', (text, shown) => {
  expect(clean(text)).toBe(shown);
});

it('nothing harmful is left of any text, and what is clean stays as it is', () => {
  for (const text of HOSTILE) {
    const cleaned = clean(text);
    expect(cleaned).not.toMatch(HARMFUL);
    expect(clean(cleaned)).toBe(cleaned);
  }
});

it('letters that show as nothing take a cell, each', () => {
  for (const letter of '\u3164\u115f\u1160\uffa0\u034f\u180e\u17b4\u17b5\u200b\u200c\u2060\ufeff\u00ad\u2800') {
    expect(displayWidth(clean(`a${letter}b`))).toBe(3);
  }
});

it('lines stay lines', () => {
  expect(cleanLines('one\x07\ntwo\u202e\n')).toBe('one\ufffd\ntwo\ufffd\n');
});

it('JSON is the same when it is read, and passes through the writer as it is', () => {
  const value = { name: HOSTILE.join(' '), 'k\u202e': ['\u{e0001}\x7f\u009b', 'é 日本 👩\u200d🚀'] };
  const json = cleanJson(JSON.stringify(value, null, 2));
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toContain('\\u009b');
  expect(json).not.toMatch(HARMFUL);
  expect(cleanLines(json)).toBe(json);
});

it('marks heaped on a letter are not all written for its one cell', () => {
  const heap = [...graphemes(`a${'\u0301'.repeat(5_000)}b`)];
  expect(heap).toEqual([
    { text: '\ufffd', width: 1 },
    { text: 'b', width: 1 },
  ]);
  expect(wrap(`${'\u0301'.repeat(50)}${'日'.repeat(5)}`, 4)).toEqual(['\ufffd日', '日日', '日日']);
});
