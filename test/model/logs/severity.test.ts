import { expect, it } from 'vitest';
import { goesOn, SEVERITY, severityWord } from '../../../src/model/logs/severity.ts';

const { none, debug, info, warning, error } = SEVERITY;

it.each([
  ['2026-01-01 ERROR no answer', error],
  ['[FATAL] out of disk', error],
  ['level=error msg=x', error],
  ['{"severity":"WARNING","msg":"x"}', warning],
  ['{"level":"warn"}', warning],
  ['{"level":50,"msg":"x"}', error],
  ['{"level":500,"msg":"x"}', none],
  ['{"level":"info"}', info],
  ['W0102 15:04:05.000001 1 main.go:3] slow', warning],
  ['E0102 15:04:05.000001 1 main.go:3] broke', error],
  ['E0102 was the number of the bus', none],
  ['lvl=debug took=3', debug],
  ['no errors were found', none],
  ['TERROR and WARNINGS', none],
  [`${'x'.repeat(200)} ERROR`, none],
  ['panic: runtime error: index out of range [3] with length 3', error],
  ['fatal error: all goroutines are asleep - deadlock!', error],
  ['Error: connect ECONNREFUSED 127.0.0.1:80', error],
  ['error: unable to connect', error],
  ['TypeError [ERR_INVALID_ARG_TYPE]: not a string', error],
  ['Uncaught RangeError: too deep', error],
  ['java.lang.IllegalStateException: closed', error],
  ['Exception in thread "main" java.lang.Error', error],
  ['Traceback (most recent call last):', error],
  ['WARN Error: it was retried', warning],
  ['Errors: 0', none],
  ['the Error: label', none],
  ["don't panic: it works", none],
  ['Traceback was read', none],
])('%s', (line, severity) => {
  expect(severityWord(line)?.severity ?? none).toBe(severity);
});

it.each([
  ['level=error msg=x', 'error'],
  ['{"level":"warning","msg":"x"}', 'warning'],
  ['{"severity":"WARNING"}', 'WARNING'],
  ['{"level":50,"msg":"x"}', '50'],
  ['lvl=critical', 'critical'],
  ['E0102 15:04:05.000001 1 main.go:3] broke', 'E'],
  ['panic: nil map', 'panic'],
  ['TypeError [ERR_X]: no string', 'TypeError'],
  ['Traceback (most recent call last):', 'Traceback'],
  ['Exception in thread "main" java.lang.Error', 'Exception'],
])('of %s the whole word is shown, and nothing else: %s', (line, expected) => {
  const word = severityWord(line);
  expect(line.slice(word?.start, word?.end)).toBe(expected);
});

it.each([
  ['    at main (app.js:3:1)', true],
  ['java.lang.IllegalStateException: closed', true],
  ['Caused by: java.io.IOException: broken pipe', true],
  ['Traceback (most recent call last):', true],
  ['ValueError: no number', true],
  ['goroutine 1 [running]:', true],
  ['}', true],
  ['', true],
  ['request 8 served in 12ms', false],
  ['listening on 80', false],
])('whether %j goes on with what was said before: %s', (line, expected) => {
  expect(goesOn(line)).toBe(expected);
});
