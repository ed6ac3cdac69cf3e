import { describe, expect, it } from 'vitest';
import { containersOf, stateText } from '../../../src/model/pod/containers.ts';
import { exitText } from '../../../src/model/pod/exits.ts';
import { shortImage } from '../../../src/model/pod/images.ts';
import type { Container, ContainerStatus, Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed, takenAt } from '../../fixtures/index.ts';

/** The rows as a user sees them. */
function shown(pod: Pod): string[] {
  return containersOf(pod).map((container) =>
    [
      container.type,
      container.name,
      container.health,
      stateText(container.state, takenAt),
      container.lastExit,
      container.restarts ?? '–',
      container.image,
    ].join(' | '),
  );
}

function one(status: Partial<ContainerStatus>, spec: object = {}): Pod {
  const containers = [{ name: 'a', image: 'x', ...spec }];
  return {
    metadata: { name: 'p', uid: 'p' },
    spec: { containers },
    status: { containerStatuses: [{ name: 'a', ...status }] },
  };
}

describe('the containers of a Pod', () => {
  it('stand in start order: init and sidecars, applications, ephemeral ones', () => {
    expect(shown(podNamed('anatomy-0'))).toEqual([
      'init | prepare | ended | exited 0 | – | 0 | busybox',
      'sidecar | log-shipper | well | running 21m | – | 0 | busybox',
      'app | app | well | running 21m | – | 0 | nginx',
      'app | worker | well | running 21m | – | 0 | busybox',
      'app | shell-less | well | running 21m | – | 0 | distroless',
      'ephemeral | debugger | well | running 30s | – | 0 | busybox',
    ]);
  });

  it('that were added later stand as they began, not as the spec has them; what has not begun is last', () => {
    const at = (minute: number) => ({ startedAt: `2026-01-01T00:0${minute}:00Z` });
    const states = {
      c: { terminated: { exitCode: 0, ...at(1) } },
      a: { running: at(2) },
      d: { running: at(3) },
    };
    const pod = {
      metadata: { name: 'p', uid: 'p' },
      spec: { containers: [], ephemeralContainers: ['new', 'd', 'a', 'c'].map((name) => ({ name })) },
      status: {
        ephemeralContainerStatuses: Object.entries(states).map(([name, state]) => ({ name, state })),
      },
    } as unknown as Pod;
    expect(containersOf(pod).map(({ name }) => name)).toEqual(['c', 'a', 'd', 'new']);
  });

  it('have their status by name, whatever order the statuses come in', () => {
    const pod = podNamed('anatomy-0');
    const before = shown(pod);
    const status = { ...pod.status, containerStatuses: pod.status!.containerStatuses!.toReversed() };
    expect(shown({ ...pod, status })).toEqual(before);
  });

  it('say how they end again and again', () => {
    expect(shown(podNamed('crashing'))).toEqual([
      'app | main | failing | CrashLoopBackOff | exit 3 | 4 | busybox',
    ]);
    expect(shown(podNamed('killed-by-memory'))).toEqual([
      'app | main | failing | OOMKilled 137 | OOMKilled 137 | 5 | debian',
    ]);
    expect(shown(podNamed('init-failing'))).toEqual([
      'init | check | failing | exited 7 | exit 7 | 5 | busybox',
      'app | main | waiting | waiting: PodInitializing | – | 0 | busybox',
    ]);
  });

  it('are unknown, not zero, before the kubelet has seen them', () => {
    expect(shown(podNamed('unschedulable'))).toEqual(['app | main | waiting | – | – | – | busybox']);
    expect(containersOf(podNamed('unschedulable'))[0]).toMatchObject({
      ready: undefined,
      started: undefined,
    });
  });

  it('tell which container a debugger looks into', () => {
    expect(containersOf(podNamed('anatomy-0')).at(-1)?.target).toBe('app');
  });

  it('tell their ports, probes and resources', () => {
    const [, , app] = containersOf(podNamed('anatomy-0'));
    expect(app).toMatchObject({
      ports: ['80/TCP http', '9100/TCP metrics'],
      probes: 'L R S',
      probeDetails: [
        {
          kind: 'liveness',
          text: 'tcpSocket :http',
          settings: 'every 5s, 1s to answer, fails at 3 in a row',
        },
        {
          kind: 'readiness',
          text: 'httpGet :http/',
          settings: 'every 3s, 1s to answer, fails at 3 in a row',
        },
        { kind: 'startup', text: 'httpGet :http/', settings: 'every 1s, 1s to answer, fails at 30 in a row' },
      ],
      requests: { cpu: '20m', memory: '16Mi' },
      limits: { cpu: '200m', memory: '64Mi' },
    });
    const [, a] = containersOf(podNamed('every-volume'));
    expect(a).toMatchObject({
      image: 'app:1.2@sha256:0123456',
      ports: ['53/UDP dns', '8080/TCP host 80'],
      probes: 'L R',
      probeDetails: [{ text: 'exec test -f /alive' }, { text: 'grpc :9090 ready' }],
    });
  });

  it('tell what their hooks do', () => {
    const hooksOf = (lifecycle: NonNullable<Container['lifecycle']>): unknown =>
      containersOf({
        metadata: { name: 'p', uid: 'p' },
        spec: { containers: [{ name: 'main', lifecycle }] },
      })[0]?.hooks;
    expect(
      hooksOf({
        postStart: { httpGet: { port: 'http', path: '/warm' } },
        preStop: { sleep: { seconds: 5 } },
      }),
    ).toEqual({ postStart: 'httpGet :http/warm', preStop: 'sleep 5s' });
    expect(hooksOf({ preStop: { exec: { command: ['sh', '-c', 'exit 3'] } } })).toEqual({
      preStop: "exec sh -c 'exit 3'",
    });
  });

  it('tell the settings of their probes, of what is not said by the default of the API', () => {
    const readinessProbe = {
      ...{ exec: { command: ['true'] }, initialDelaySeconds: 30, periodSeconds: 60 },
      ...{ timeoutSeconds: 5, successThreshold: 2, failureThreshold: 1 },
    };
    const containers = [{ name: 'main', livenessProbe: { tcpSocket: { port: 80 } }, readinessProbe }];
    const [main] = containersOf({ metadata: { name: 'p', uid: 'p' }, spec: { containers } });
    expect(main?.probeDetails.map(({ settings }) => settings)).toEqual([
      'every 10s, 1s to answer, fails at 3 in a row',
      'after 30s, every 60s, 5s to answer, passes at 2 in a row, fails at the first failure',
    ]);
  });

  it('of a Pod without spec are none', () => {
    expect(containersOf({ metadata: { name: 'p', uid: 'p' } })).toEqual([]);
  });
});

describe('the state of a container', () => {
  it.each<[string, ContainerStatus['state'], string, string]>([
    ['creating', { waiting: { reason: 'ContainerCreating' } }, 'waiting: ContainerCreating', 'progress'],
    ['waiting for no reason', { waiting: {} }, 'waiting', 'waiting'],
    ['pulling in vain', { waiting: { reason: 'ErrImagePull' } }, 'ErrImagePull', 'failing'],
    ['running, not ready', { running: { startedAt: '2026-11-20T01:31:00Z' } }, 'running 3d', 'progress'],
    ['running since nobody knows when', { running: {} }, 'running', 'progress'],
    ['ended well', { terminated: { exitCode: 0, reason: 'Completed' } }, 'exited 0', 'ended'],
    ['killed', { terminated: { exitCode: 137, reason: 'Error' } }, 'exited 137 (128+SIGKILL)', 'failing'],
    ['ended by a signal', { terminated: { exitCode: 0, signal: 15 } }, 'signal 15 (SIGTERM)', 'ended'],
    ['ended, nobody knows how', { terminated: {} }, 'exited –', 'ended'],
    ['empty', {}, '–', 'waiting'],
  ])('%s', (_, state, text, health) => {
    const [container] = containersOf(one({ state: state ?? {} }));
    expect(container && stateText(container.state, takenAt)).toBe(text);
    expect(container?.health).toBe(health);
  });
});

describe('LAST EXIT', () => {
  it.each([
    [{ exitCode: 0, reason: 'Completed' }, 'exit 0'],
    [{ exitCode: 3, reason: 'Error' }, 'exit 3'],
    [{ exitCode: 128 }, 'exit 128'],
    [{ exitCode: 137, reason: 'Error' }, '137 (128+SIGKILL)'],
    [{ exitCode: 143 }, '143 (128+SIGTERM)'],
    [{ exitCode: 137, reason: 'OOMKilled' }, 'OOMKilled 137'],
    [{ exitCode: 200 }, 'exit 200'],
    [{ exitCode: 128, reason: 'StartError' }, 'StartError 128'],
    [{ reason: 'ContainerStatusUnknown' }, 'ContainerStatusUnknown'],
    [{ signal: 9 }, 'signal 9 (SIGKILL)'],
    [{ signal: 99 }, 'signal 99'],
    [{}, 'exit –'],
  ])('%j → %s', (terminated, text) => {
    expect(exitText(terminated)).toBe(text);
  });
});

describe('IMAGE keeps what tells', () => {
  it.each([
    ['nginx', 'nginx'],
    ['nginx:1.14.2', 'nginx:1.14.2'],
    ['registry.k8s.io/pause:3.10', 'pause:3.10'],
    ['localhost:5000/team/app', 'app'],
    ['q.io/a/b@sha256:abcdef0123456789', 'b@sha256:abcdef0'],
    ['q.io/a/b:v1@sha256:abcdef0123456789', 'b:v1@sha256:abcdef0'],
    ['sha256:abc', 'sha256:abc'],
    ['', ''],
  ])('%s → %s', (image, short) => {
    expect(shortImage(image)).toBe(short);
  });
});
