import { expect, it } from 'vitest';
import type { ToldEvent } from '../../../src/model/events/told-event.ts';
import { probes } from '../../../src/model/whole/probes.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');

const failed = (container: string, message: string): ToldEvent => ({
  ...{ key: message, kind: 'Pod', name: 'web', container, reason: 'Unhealthy', message, warning: true },
  ...{ times: 7, first: NOW - 180_000, last: NOW - 5000, from: 'kubelet' },
});

const SPEC = {
  livenessProbe: { tcpSocket: { port: 80 }, periodSeconds: 7 },
  readinessProbe: { exec: { command: ['false'] } },
};
const READINESS = [
  failed('app', 'Readiness probe failed: not yet'),
  failed('other', 'Liveness probe failed: no'),
];

it('tells what each probe said when it failed last, and of one that has not failed that nothing was reported', () => {
  expect(probes(SPEC, 'app', READINESS, NOW)).toEqual([
    {
      label: 'liveness',
      texts: ['tcpSocket.port: 80', 'periodSeconds: 7', 'no failure reported (events live an hour)'],
    },
    { label: 'readiness', texts: ['exec.command: false', 'failed: not yet (Unhealthy 7 times in 3m)'] },
  ]);
});

it('claims nothing where the events are not known', () => {
  expect(probes(SPEC, 'app', undefined, NOW).map(({ texts }) => texts.at(-1))).toEqual([
    'whether it failed is not known: its events are not',
    'whether it failed is not known: its events are not',
  ]);
});
