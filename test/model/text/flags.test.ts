import { expect, it } from 'vitest';
import { type Flag, readFlags } from '../../../src/model/text/flags.ts';

const ALL: Flag = { names: ['-A', '--all-namespaces'] };
const NAMESPACE: Flag = { names: ['-n', '--namespace'], value: 'a namespace' };

it.each([
  ['', {}, []],
  ['web', {}, ['web']],
  ['-A web', { all: '' }, ['web']],
  ['web --all-namespaces', { all: '' }, ['web']],
  ['-n shop web', { namespace: 'shop' }, ['web']],
  ['-nshop', { namespace: 'shop' }, []],
  ['-n=shop', { namespace: 'shop' }, []],
  ['--namespace shop', { namespace: 'shop' }, []],
  ['--namespace=shop -n other', { namespace: 'other' }, []],
  ['a -- -n shop', {}, ['a', '-n', 'shop']],
])('%o is read as kubectl reads it', (line, flags, rest) => {
  const read = readFlags(line.split(' ').filter(Boolean), [ALL, NAMESPACE]);
  if (typeof read === 'string') throw new Error(read);
  const [all, namespace] = [read.given.get(ALL), read.given.get(NAMESPACE)];
  expect({ ...(all !== undefined && { all }), ...(namespace !== undefined && { namespace }) }).toEqual(flags);
  expect(read.rest).toEqual(rest);
});

it.each([
  ['-n', '-n wants a namespace'],
  ['--namespace=', '--namespace= wants a namespace'],
  ['-x', 'has no flag -x'],
  ['--namespaces shop', 'has no flag --namespaces'],
  ['-Ax', 'has no flag -Ax'],
])('%o has a mistake', (line, why) => {
  expect(readFlags(line.split(' '), [ALL, NAMESPACE])).toBe(why);
});

it('what begins a command ends the flags before it', () => {
  const read = readFlags(['-n', 'shop', 'ls', '-A'], [ALL, NAMESPACE], true);
  expect(read).toMatchObject({ rest: ['ls', '-A'] });
});
