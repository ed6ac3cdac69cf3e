import { describe, expect, it } from 'vitest';
import type { ToldEvent } from '../../../../src/model/events/told-event.ts';
import { podVerdict } from '../../../../src/model/health/pod-verdict.ts';
import type { Container, Pod } from '../../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const ago = (seconds: number): number => NOW - seconds * 1000;
const at = (seconds: number): string => new Date(ago(seconds)).toISOString();

/** One that runs for half an hour, and has been as ready as it is for some seconds. */
const podReady = (ready: boolean, seconds: number, container: Partial<Container> = {}): Pod => ({
  metadata: { name: 'p', uid: 'p', creationTimestamp: at(1800) },
  spec: {
    nodeName: 'n',
    containers: [
      { name: 'app', readinessProbe: { exec: { command: ['true'] }, periodSeconds: 5 }, ...container },
    ],
  },
  status: {
    phase: 'Running',
    podIP: '10.0.0.1',
    conditions: ['Ready', 'ContainersReady'].map((type) => ({
      type,
      status: ready ? 'True' : 'False',
      lastTransitionTime: at(seconds),
    })),
    containerStatuses: [{ name: 'app', ready, started: true, state: { running: { startedAt: at(1800) } } }],
  },
});

const failed = (first: number, last: number, more: Partial<ToldEvent> = {}): ToldEvent => ({
  ...{ key: `${first}`, kind: 'Pod', name: 'p', container: 'app', reason: 'Unhealthy', warning: true },
  ...{ message: 'Readiness probe failed: no route', times: 9, first: ago(first), last: ago(last) },
  ...{ from: 'kubelet', ...more },
});

const said = (pod: Pod, ...events: readonly ToldEvent[]): string => podVerdict(pod, NOW, { events }).text;

describe('a container that does not pass its readiness probe', () => {
  it('and did in the same run no longer passes it', () => {
    expect(said(podReady(false, 9), failed(1000, 2))).toMatch(
      /^NotReady 9s: app no longer passes its readiness probe \(exec true\): no route \(Unhealthy 9 times/,
    );
  });

  it('says of a port by a name that the container has not what that is', () => {
    const message =
      'Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "htpp": invalid syntax';
    expect(said(podReady(false, 1800), failed(1790, 2, { message }))).toContain(
      'readiness probe (exec true): its container has no port named htpp (Unhealthy 9 times',
    );
  });

  it('has not passed it where it was not ready since it began', () => {
    const pod = podReady(false, 1800);
    expect(said(pod, failed(1790, 2))).toContain('app has not passed its readiness probe');
  });
});

describe('a readiness probe that fails and passes by turns', () => {
  it('is told while it passes too, as trouble of its own mark', () => {
    const verdict = podVerdict(podReady(true, 8), NOW, { events: [failed(1700, 9)] });
    expect(verdict.health).toBe('well');
    expect(verdict.troubles).toHaveLength(1);
    expect(verdict.text).toMatch(
      /^Ready; app: its readiness probe \(exec true\) passes and fails by turns: no route \(Unhealthy 9 times in 28m\), Ready again for 8s; 1 container/,
    );
  });

  it('whatever it said when it began to', () => {
    const other = failed(1700, 1600, { message: 'Readiness probe failed: warming up' });
    expect(said(podReady(true, 8), failed(100, 9), other)).toContain('by turns: no route');
  });

  it.each<[string, Pod, ToldEvent]>([
    ['what was slow to begin', podReady(true, 8), failed(1790, 9)],
    [
      'what was slow to begin behind its startup probe',
      podReady(true, 8, { startupProbe: { exec: { command: ['true'] }, failureThreshold: 60 } }),
      failed(1300, 9),
    ],
    ['what failed too seldom to be unready', podReady(true, 1700), failed(100, 9)],
    ['what did so long ago', podReady(true, 8 * 60), failed(1000, 8 * 60 + 1)],
    ['the run before', podReady(true, 8), failed(2000, 9)],
  ])('is not said of %s', (_, pod, event) => {
    expect(said(pod, event)).toMatch(/^1 container/);
  });
});
