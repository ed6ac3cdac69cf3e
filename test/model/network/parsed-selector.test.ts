import { expect, it } from 'vitest';
import { parsedSelector } from '../../../src/model/network/parsed-selector.ts';

type Labels = Readonly<Record<string, string>>;

const LONG = 'x'.repeat(64);

it.each<[string, Labels, boolean]>([
  ['', {}, true],
  ['a', { a: '' }, true],
  ['a', {}, false],
  ['!a', {}, true],
  ['!a', { a: 'b' }, false],
  ['a=', { a: '' }, true],
  ['a=', {}, false],
  ['a==b', { a: 'b' }, true],
  [' a = b ', { a: 'b' }, true],
  ['a!=b', {}, true],
  ['a!=b', { a: 'b' }, false],
  ['a!=b,c', { c: 'd' }, true],
  ['a!=b,c', { a: 'e' }, false],
  ['a in (b,c)', { a: 'c' }, true],
  ['a in(b)', { a: 'c' }, false],
  ['a in (,b)', { a: '' }, true],
  ['a in (b,,c)', { a: '' }, true],
  ['a in ()', { a: '' }, true],
  ['a in ()', {}, false],
  ['a notin (b)', {}, true],
  ['a notin (b)', { a: 'b' }, false],
  ['a>1', { a: '2' }, true],
  ['a>1', { a: '' }, false],
  ['a<1', { a: '' }, false],
  ['a<1', { a: '-2' }, true],
  ['a<100', { a: '1e1' }, false],
  ['a<9007199254740993', { a: '9007199254740992' }, true],
  ['in=a', { in: 'a' }, true],
  ['in in (in)', { in: 'in' }, true],
  ['a=in', { a: 'in' }, true],
  ['x.example.com/y=z', { 'x.example.com/y': 'z' }, true],
  ['A=b', { a: 'b' }, false],
  ['constructor', {}, false],
  ['!constructor', {}, true],
])('%s over %j: %s', (text, labels, taken) => {
  const matches = parsedSelector(text);
  expect(typeof matches === 'string' ? matches : matches(labels)).toBe(taken);
});

/** As `kubectl get pods -l` of 1.34 has them of the server. */
it.each([
  ['a,', "found '', expected: identifier after ','"],
  ['a,,b', "found ',', expected: identifier after ','"],
  ['a=b,=', "found '=', expected: identifier after ','"],
  [',a', "found ',', expected: !, identifier, or 'end of string'"],
  ['(', "found '(', expected: !, identifier, or 'end of string'"],
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['a!b', "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"],
  ['!a=b', "found '=', expected: ',' or 'end of string'"],
  ['a=b=c', "found '=', expected: ',' or 'end of string'"],
  ['a=b)', "found ')', expected: ',' or 'end of string'"],
  ['a=b!c', "found '!', expected: ',' or 'end of string'"],
  ['a in b', "unable to parse requirement: found 'b' expected: '('"],
  ['a notin', "unable to parse requirement: found '' expected: '('"],
  ['a in (b', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['a in (b c)', "unable to parse requirement: found 'c', expected: ',' or ')'"],
  ['a in (!b)', "unable to parse requirement: found '!', expected: ',', ')' or identifier"],
  ['a in ((b)', "unable to parse requirement: found '(', expected: ',', ')' or identifier"],
  ['a=(b)', "unable to parse requirement: found '(', expected: identifier"],
  ['a=>b', "unable to parse requirement: found '>', expected: identifier"],
  ['a=b,!', "unable to parse requirement: found '', expected: identifier"],
  ['!!a', "unable to parse requirement: found '!', expected: identifier"],
  [
    'a<x',
    `unable to parse requirement: values[0]: Invalid value: "x": for 'Gt', 'Lt' operators, the value must be an integer`,
  ],
  [
    'a>,b',
    `unable to parse requirement: values[0]: Invalid value: "": for 'Gt', 'Lt' operators, the value must be an integer`,
  ],
  ['/a', 'unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty'],
  ['-a', 'unable to parse requirement: <nil>: Invalid value: "-a": name part must consist of alphanumeric'],
  [
    'X/y=z',
    'unable to parse requirement: <nil>: Invalid value: "X/y": prefix part a lowercase RFC 1123 subdomain must',
  ],
  ['a/b/c', 'unable to parse requirement: <nil>: Invalid value: "a/b/c": a qualified name must consist of'],
  [
    'a=-b',
    'unable to parse requirement: values[0][a]: Invalid value: "-b": a valid label must be an empty string or',
  ],
  [
    `a=${LONG}`,
    `unable to parse requirement: values[0][a]: Invalid value: "${LONG}": must be no more than 63 characters`,
  ],
  [
    LONG,
    `unable to parse requirement: <nil>: Invalid value: "${LONG}": name part must be no more than 63 characters`,
  ],
])('%s is refused: %s', (text, words) => {
  expect(parsedSelector(text)).toEqual(expect.stringContaining(words));
});
