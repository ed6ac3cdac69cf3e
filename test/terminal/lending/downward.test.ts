import { expect, it } from 'vitest';
import { downward } from '../../../src/terminal/lending/downward.ts';

it.each([
  ['', ''],
  ['none', 'none'],
  ['one\r\ntwo\r\n', 'one\r\ntwo\r\n'],
  ['one\ntwo', 'one\x1bDtwo'],
  ['\n\none\r\n\ntwo\n', '\x1bD\x1bDone\r\n\x1bDtwo\x1bD'],
  ['日\n本', '日\x1bD本'],
])('a newline of %j that stands alone goes only down', (text, written) => {
  expect(downward(text)).toBe(written);
  expect(Buffer.from(downward(Buffer.from(text))).toString()).toBe(written);
});
