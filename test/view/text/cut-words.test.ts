import { expect, it } from 'vitest';
import { cutWords } from '../../../src/view/text/text.ts';

it.each<[string, number, string]>([
  ['CreateContainerConfigError', 26, 'CreateContainerConfigError'],
  ['CreateContainerConfigError', 25, 'Create…ConfigError'],
  ['CreateContainerConfigError', 21, 'Create…ConfigError'],
  ['Init:CreateContainerConfigError', 21, 'Init…ConfigError'],
  ['CrashLoopBackOff', 14, 'Crash…BackOff'],
  // Where no word but the first ones has room, the end goes.
  ['running 59m59s', 13, 'running…'],
  ['UnexpectedAdmissionError', 11, 'Unexpected…'],
  ['Init:Something', 10, 'Init:…'],
  ['something', 6, 'somet…'],
  ['日本語日本語', 5, '日本…'],
  // Without its Not a word says the opposite.
  ['ContainersNotReady', 17, 'ContainersNot…'],
  ['ReadinessGatesNotReady', 18, 'Readiness…NotReady'],
])('%s in %i cells is %s', (text, width, shown) => {
  expect(cutWords(text, width)).toBe(shown);
});
