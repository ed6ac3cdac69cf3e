import { expect, it } from 'vitest';
import { fileSpec } from '../../../src/model/copy/file-spec.ts';

it.each([
  ['/tmp/x', { path: '/tmp/x' }],
  ['x', { path: 'x' }],
  ['./a:b', { path: './a:b' }],
  ['/a:b', { path: '/a:b' }],
  ['box:/tmp/x', { pod: 'box', path: '/tmp/x' }],
  ['box:x:y', { pod: 'box', path: 'x:y' }],
  ['shop/box:x', { namespace: 'shop', pod: 'box', path: 'x' }],
])('%s names a file', (text, spec) => {
  expect(fileSpec(text)).toEqual(spec);
});

it.each([
  [':/x', /canonical format/],
  ['a/b/c:/x', /canonical format/],
  ['/', undefined],
  ['a/:x', /canonical format/],
  ['', /can not be empty/],
  ['box:', /can not be empty/],
])('%j is told for what it is', (text, told) => {
  const spec = fileSpec(text);
  if (told) expect(spec).toMatch(told);
  else expect(spec).toEqual({ path: text });
});
