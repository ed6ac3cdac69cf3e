import { expect, it } from 'vitest';
import { awaitedBy } from '../../../src/model/health/missing/references.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T00:10:00Z');

const unmade = (message: string): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { uid: 'u', name: 'web', namespace: 'shop' },
  spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'nginx' }] },
  status: {
    phase: 'Pending',
    containerStatuses: [
      {
        name: 'main',
        image: 'nginx',
        ready: false,
        restartCount: 0,
        state: { waiting: { reason: 'CreateContainerConfigError', message } },
      },
    ],
  },
});

it.each([
  ['configmap "app-conifg" not found', 'ConfigMap', 'app-conifg', 'app-config'],
  ['secret "tokn" not found', 'Secret', 'tokn', 'token'],
])('an environment of what does not exist is told with the nearest name: %s', (said, kind, name, nearest) => {
  const pod = unmade(said);
  expect(awaitedBy(pod, [])).toEqual([{ kind, name }]);
  const { clauses = [], details = [] } = podVerdict(pod, NOW, {
    references: [{ kind, name, state: 'missing', nearest }],
  });
  expect(clauses[0]).toContain(said);
  expect(clauses[1]).toBe(`the nearest ${kind} is ${nearest}`);
  expect(details).toContain(`${kind} ${name}: missing, the nearest is ${nearest}`);
});

it('a volume of what does not exist is told with it too', () => {
  const pod: Pod = {
    ...unmade('x'),
    status: { phase: 'Pending', startTime: '2026-01-01T00:00:00Z' },
  };
  const { text } = podVerdict(pod, NOW, {
    references: [{ kind: 'Secret', name: 'tokn', volume: 'v', state: 'missing', nearest: 'token' }],
  });
  expect(text).toContain('Secret tokn does not exist (the nearest is token)');
});
