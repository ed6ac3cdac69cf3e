import { describe, expect, it } from 'vitest';
import type { KubeEvent } from '../../../src/model/events/kube-event.ts';
import { newestFirst, oftenText, toldEvent } from '../../../src/model/events/told-event.ts';
import { toldEvents, troubledAt } from '../../fixtures/index.ts';

const at = (time: string): number => Date.parse(time);
const event = (more: Partial<KubeEvent>, uid = 'e'): KubeEvent => ({
  metadata: { name: uid, uid, creationTimestamp: '2026-01-01T00:00:00Z' },
  involvedObject: { kind: 'Pod', name: 'web-1', uid: 'p' },
  reason: 'Unhealthy',
  message: 'm',
  type: 'Warning',
  ...more,
});

describe('when and how often an event was', () => {
  it.each([
    [
      'a kubelet’s',
      { firstTimestamp: '2026-01-01T01:00:00Z', lastTimestamp: '2026-01-01T02:00:00Z', count: 7 },
      7,
      '01:00',
      '02:00',
    ],
    [
      'a scheduler’s',
      { eventTime: '2026-01-01T01:00:00.123456Z', firstTimestamp: '0001-01-01T00:00:00Z' },
      1,
      '01:00',
      '01:00',
    ],
    [
      'a scheduler’s that came again',
      {
        eventTime: '2026-01-01T01:00:00.000000Z',
        series: { count: 4, lastObservedTime: '2026-01-01T03:00:00.000000Z' },
      },
      4,
      '01:00',
      '03:00',
    ],
    ['one without any time', {}, 1, '00:00', '00:00'],
    ['one of nonsense', { count: -3, lastTimestamp: 'never' }, 1, '00:00', '00:00'],
  ] as const)('of %s', (_, fields, times, first, last) => {
    const told = toldEvent(event(fields));
    expect(told.times).toBe(times);
    const minute = (time: number): string => new Date(time).toISOString().slice(11, 16);
    expect([minute(told.first), minute(told.last)]).toEqual([first, last]);
  });

  it('is said shortly', () => {
    const told = toldEvent(
      event({ firstTimestamp: '2026-01-01T01:00:00Z', lastTimestamp: '2026-01-01T01:02:00Z', count: 7 }),
    );
    expect(oftenText(told, at('2026-01-01T01:03:00Z'))).toBe('Unhealthy 7 times in 3m');
    expect(oftenText({ ...told, times: 1 }, at('2026-01-01T01:02:12Z'))).toBe('Unhealthy 12s ago');
  });
});

it('the container is known from the field path, and who tells it', () => {
  const told = toldEvent(
    event({
      involvedObject: { kind: 'Pod', name: 'p', fieldPath: 'spec.initContainers{wait-for-db}' },
      source: { component: 'kubelet' },
    }),
  );
  expect(told).toMatchObject({ container: 'wait-for-db', from: 'kubelet', warning: true });
});

it('several objects of one happening are one, also where only the name of a refused Pod differs', () => {
  const found = newestFirst(toldEvents.map(toldEvent));
  const refused = found.filter(({ reason, kind }) => reason === 'FailedCreate' && kind === 'ReplicaSet');
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatchObject({ times: 18 });
  expect(found.filter(({ reason }) => reason === 'FailedScheduling')).toHaveLength(1);
  const seconds = found.map(({ last }) => Math.floor(last / 1000));
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
  expect(found.every(({ last }) => last <= troubledAt)).toBe(true);
});
