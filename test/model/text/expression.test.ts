import { expect, it } from 'vitest';
import { lookedAt } from '../../../src/model/text/expression.ts';

it.each(['error', 'ERROR .*timeout', '^\\d+ms', 'a{2,5}b', 'GET /api/[a-z]+'])(
  'the expression %s looks at the usual part of a line',
  (source) => {
    expect(lookedAt(source)).toBe(4096);
  },
);

it.each(['\\w+ error', 'a+c', '.*x.*y', '(a+)+$', '(a|a)*x+', '[a-z]+ failed', '(?:x*)y'])(
  'the expression %s, which could go through a line once for each of its characters, looks at less of it',
  (source) => {
    expect(lookedAt(source)).toBe(512);
  },
);
