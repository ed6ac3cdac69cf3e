import { describe, expect, it } from 'vitest';
import { podJson } from '../../src/cli/one-shot/pod/render-pod-json.ts';
import { renderEndings, renderProbes } from '../../src/cli/one-shot/pod/render-past.ts';
import type { ToldEvent } from '../../src/model/events/told-event.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';

const failure = (container: string): ToldEvent =>
  ({
    ...{ kind: 'Pod', reason: 'Unhealthy', container, times: 7, first: takenAt - 60_000, at: takenAt - 2000 },
    message: 'Readiness probe failed: HTTP probe failed with statuscode: 404',
  }) as unknown as ToldEvent;

const probed: Pod = {
  metadata: { name: 'p', uid: 'p', namespace: 'shop', creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: {
    containers: [{ name: 'web', readinessProbe: { httpGet: { port: 80 } }, livenessProbe: { exec: {} } }],
  },
};

describe('the past of containers in podscope pod', () => {
  it('is how each ended last, and that the API keeps nothing older', () => {
    const text = renderEndings(podNamed('killed-by-memory'), takenAt);
    expect(text).toMatch(/^ENDINGS\n\S+ +last state +OOMKilled 137.* ago, ran /);
    expect(text).toMatch(/before that +how it ended before that is not kept by the API \(\d+ restarts\)/);
    expect(renderEndings(podNamed('two-containers'), takenAt)).toBe('');
  });

  it('is what each probe said when it failed last, or that no failure is reported, or that it is not known', () => {
    const text = renderProbes(probed, [failure('web')], takenAt);
    expect(text).toMatch(
      /web +liveness +exec +every 10s, 1s to answer, fails at 3 in a row +no failure reported/,
    );
    expect(text).toMatch(
      /web +readiness +httpGet :80\/ +every .*failed: HTTP probe failed with statuscode: 404/,
    );
    expect(renderProbes(probed, undefined, takenAt)).toContain('not known: its events are not');
    expect(renderProbes(podNamed('two-containers'), [], takenAt)).toBe('');
  });

  it('is there for programs too', () => {
    const [web] = podJson(probed, {}, takenAt, { events: [failure('web')] }).containers;
    expect(web?.probeFailures).toEqual([
      { probe: 'liveness', said: null },
      { probe: 'readiness', said: expect.stringContaining('statuscode: 404') as string },
    ]);
    expect(podJson(probed, {}, takenAt).containers[0]?.probeFailures).toBeNull();
    const [killed] = podJson(podNamed('killed-by-memory'), {}, takenAt).containers;
    expect(killed?.endingsNotKept).toBeGreaterThan(0);
  });
});
