import { expect, it } from 'vitest';
import { partsBelow, staysBelow } from '../../../src/model/copy/safe-names.ts';

it.each([
  ['./', []],
  ['./a/b c', ['a', 'b c']],
  ['a//./b/', ['a', 'b']],
  ['..a/...', ['..a', '...']],
])('%s is below what is copied', (name, parts) => {
  expect(partsBelow(name)).toEqual(parts);
});

it.each(['/etc/passwd', '../x', 'a/../../x', 'a/..', './..', 'a\0b', 'a\ufffdb'])(
  '%j could lead elsewhere, or cannot be written',
  (name) => {
    expect(partsBelow(name)).toBeUndefined();
  },
);

it.each([
  [['link'], 'a/b', true],
  [['a', 'link'], '../b', true],
  [['a', 'link'], './../b/./c', true],
  [['link'], '../b', false],
  [['a', 'link'], '../../b', false],
  [['a', 'link'], '..', true],
  [['link'], '..', false],
  [['link'], '/etc/passwd', false],
  [['link'], '', false],
  // What stands before `..` may be a link itself.
  [['a', 'b', 'link'], 'c/../d', false],
])('a link at %j to %s', (parts, target, stays) => {
  expect(staysBelow(parts, target)).toBe(stays);
});
