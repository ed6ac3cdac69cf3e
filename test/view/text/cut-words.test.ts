import { expect, it } from 'vitest';
import { cutWords } from '../../../src/view/text/text.ts';

it.each<[string, number, string]>([
  ['CreateContainerConfigError', 26, 'CreateContainerConfigError'],
  ['CreateContainerConfigError', 25, 'Create…ConfigError'],
  ['CreateContainerConfigError', 21, 'Create…ConfigError'],
  ['Init:CreateContainerConfigError', 21, 'Init…ConfigError'],
  ['CrashLoopBackOff', 14, 'Crash…BackOff'],
  // Where no word but the first has room, the middle goes.
  ['running 59m59s', 13, 'runni… 59m59s'],
  ['something', 6, 'so…ing'],
  ['日本語日本語', 5, '…語'],
])('%s in %i cells is %s', (text, width, shown) => {
  expect(cutWords(text, width)).toBe(shown);
});
