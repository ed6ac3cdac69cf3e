import { expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/arguments.ts';
import { type Shown, startOf } from '../../src/cli/start.ts';

/** Where the dashboard begins by a command line; the context's namespace is `own`. */
function begin(line: string) {
  const writer = { out: () => undefined, err: () => undefined };
  const shown = parseArguments(line.split(' '), '1', writer) as Shown;
  const current = { name: 'here', cluster: 'c', user: 'u', namespace: 'own' };
  return startOf(shown, { contexts: [current], current });
}

it.each(['ns/shop', 'namespace shop', '-A ns/shop', '-n other namespaces/shop', 'demo ns/shop', '-n shop'])(
  'begins in the namespace that is named, which is in none itself: %s',
  (line) => {
    expect(begin(line).namespace).toBe('shop');
    expect(begin(line)).not.toHaveProperty('wanted');
  },
);

it('begins at what is named else, in the namespace of -n or the context', () => {
  expect(begin('deploy/web')).toMatchObject({ namespace: 'own', wanted: { kind: 'deploy', name: 'web' } });
  expect(begin('node/ns -n shop')).toMatchObject({ namespace: 'shop', wanted: { kind: 'node', name: 'ns' } });
  expect(begin('-A web').namespace).toBeUndefined();
});
