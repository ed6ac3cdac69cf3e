import { describe, expect, it } from 'vitest';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { ContainerState, Pod } from '../../../src/model/kinds/objects.ts';

const NOW = Date.parse('2026-01-01T01:00:00Z');
const RUNNING: ContainerState = { running: { startedAt: '2026-01-01T00:58:00Z' } };
const ended = (exitCode: number): ContainerState => ({ terminated: { exitCode, reason: 'Completed' } });

const podWith = (
  owner: string,
  states: Readonly<Record<string, ContainerState>>,
  restarts = 'Never',
): Pod => ({
  metadata: {
    name: 'p',
    uid: 'p',
    creationTimestamp: '2026-01-01T00:58:00Z',
    ownerReferences: [{ apiVersion: 'batch/v1', kind: owner, name: 'nightly', uid: 'j', controller: true }],
  },
  spec: {
    nodeName: 'n',
    restartPolicy: restarts,
    containers: Object.keys(states).map((name) => ({ name })),
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T00:58:00Z' }],
    containerStatuses: Object.entries(states).map(([name, state]) => ({
      ...{ name, state, started: 'running' in state, ready: 'running' in state },
    })),
  },
});

const said = (pod: Pod): string => podVerdict(pod, NOW).text;

describe('a Pod of a Job of which one container is done and others run', () => {
  it('says that they hold the Job up, and what would not', () => {
    expect(said(podWith('Job', { work: ended(0), proxy: RUNNING }))).toBe(
      'NotReady 2m: work has exited 0, proxy still runs: the Job is done only once all containers have ended; as an init container with restartPolicy Always proxy would be ended then',
    );
    expect(said(podWith('Job', { work: ended(0), proxy: RUNNING, logs: RUNNING }, 'OnFailure'))).toContain(
      'work has exited 0, proxy, logs still run: the Job is done only once all containers have ended; as init containers with restartPolicy Always proxy, logs would be ended then',
    );
  });

  it('says what failed first, where something did', () => {
    const text = said(podWith('Job', { work: ended(3), proxy: RUNNING }));
    expect(text).toMatch(/^work: exit 3, will not restart \(Never\)/);
    expect(text).not.toContain('is done only once');
  });

  it('is not said of what no Job waits for', () => {
    expect(said(podWith('ReplicaSet', { work: ended(0), proxy: RUNNING }))).toContain(
      'work has exited 0 and will not restart (Never), so by default no Service sends it traffic',
    );
  });
});
