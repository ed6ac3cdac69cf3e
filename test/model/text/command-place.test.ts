import { expect, it } from 'vitest';
import { placeFlags, podscopeCommand } from '../../../src/model/text/command-place.ts';
import { parseArguments } from '../../../src/cli/arguments/arguments.ts';

it('has flags that podscope reads as they were meant', () => {
  const place = {
    ...{ kubeconfig: '/my/k', context: 'c', cluster: 'cl', user: 'u', as: 'eve' },
    ...{ asGroup: ['g', 'h'], namespace: 'shop' },
  };
  const silent = { out: () => undefined, err: () => undefined };
  expect(parseArguments(['pod', 'web', ...placeFlags(place)], '1', silent)).toMatchObject({
    name: 'web',
    connection: place,
  });
});

it('says nothing of what is as the kubeconfig has it, and quotes what a shell would take apart', () => {
  expect(podscopeCommand(['pods'], {})).toBe('podscope pods');
  expect(podscopeCommand(['logs', 'web'], { context: "it's mine", namespace: '' }, ['-c', 'app'])).toBe(
    "podscope logs web --context 'it'\\''s mine' -c app",
  );
});
