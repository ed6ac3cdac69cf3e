import { expect, it } from 'vitest';
import { yamlLines } from '../../../src/panes/yaml/yaml-lines.ts';

it('writes an object of any depth, cut where nobody reads it any more', () => {
  let spec: Record<string, unknown> = {};
  for (let depth = 0; depth < 20_000; depth += 1) spec = { a: spec };
  const lines = yamlLines(
    { metadata: { name: 'deep', uid: 'deep' }, spec } as never,
    'kubectl get Web/deep -n shop -o yaml',
  );
  expect(lines.length).toBeLessThan(300);
  expect(
    lines.some((line) =>
      line.includes('more than 200 levels: `kubectl get Web/deep -n shop -o yaml` has them'),
    ),
  ).toBe(true);
});
