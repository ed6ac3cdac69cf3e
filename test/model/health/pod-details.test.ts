import { expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podDetails } from '../../../src/model/health/pod-details.ts';

const NOW = Date.parse('2026-01-01T00:10:00Z');
const image = 'nginx';

const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { uid: 'u', name: 'web', namespace: 'shop' },
  spec: {
    containers: [
      { name: 'calm', image },
      { name: 'ill', image },
    ],
  },
  status: {
    phase: 'Running',
    conditions: [
      { type: 'Initialized', status: 'True' },
      { type: 'DisruptionTarget', status: 'True' },
      { type: 'Ready', status: 'False', reason: 'ContainersNotReady' },
      { type: 'PodScheduled', status: 'True' },
    ],
    containerStatuses: [
      { name: 'calm', image, ready: true, restartCount: 0, state: { running: {} } },
      {
        name: 'ill',
        image,
        ready: false,
        restartCount: 4,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
};

it('tells what is amiss before what is as it should be', () => {
  const references = [
    { kind: 'ConfigMap', name: 'present', state: 'there' },
    { kind: 'Secret', name: 'absent', state: 'missing' },
  ] as const;
  const details = podDetails(pod, NOW, { references });
  const order = [
    'condition DisruptionTarget True',
    'condition Ready False (ContainersNotReady)',
    'ill (app): CrashLoopBackOff; restarts: Always',
    'Secret absent: missing',
    'conditions that are True: Initialized, PodScheduled',
    'ConfigMap present: there',
  ];
  expect(details.filter((line) => order.includes(line))).toEqual(order);
  const at = (start: string): number => details.findIndex((line) => line.startsWith(start));
  expect(at('ill (app)')).toBeLessThan(at('calm (app)'));
});

it('names what a Pod wants once, however often it does', () => {
  const one = { kind: 'ConfigMap', name: 'shop-settings', state: 'there' } as const;
  const conf = { ...one, volume: 'conf' };
  const keyed = { ...one, key: 'color', keys: ['colour'] };
  const references = [keyed, { ...keyed, key: 'size' }, conf, { ...one, name: 'other' }, conf];
  expect(podDetails(pod, NOW, { references }).filter((line) => line.startsWith('ConfigMap'))).toEqual([
    'ConfigMap shop-settings (volume conf): there',
    'ConfigMap other: there',
  ]);
});
