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

it('says once what conditions and events say in the same words, and not that a container backs off', () => {
  const said = '0/1 nodes are available: 1 Too many pods.';
  const [, , ready] = pod.status?.conditions ?? [];
  const conditions = [
    { ...ready, type: 'Ready', status: 'False' as const, message: said },
    { ...ready, type: 'ContainersReady', status: 'False' as const, message: said },
  ];
  const waiting = { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container=ill' };
  const containerStatuses = (pod.status?.containerStatuses ?? []).map((one) =>
    one.name === 'ill' ? { ...one, state: { waiting } } : one,
  );
  const event = { kind: 'Pod', name: 'web', container: undefined, reason: 'FailedScheduling', warning: true };
  const events = [{ ...event, message: said, times: 1, first: NOW - 9000, last: NOW - 9000 }] as never;
  const details = podDetails({ ...pod, status: { ...pod.status, conditions, containerStatuses } }, NOW, {
    events,
  });
  expect(details.filter((line) => /condition |event |message/.test(line))).toEqual([
    `condition Ready, ContainersReady False (ContainersNotReady): ${said}`,
    'event FailedScheduling of Pod web, 9s ago: as above',
  ]);
});

it('has a heading over why no node is one for a Pod', () => {
  const unscheduled: Pod = {
    ...pod,
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: '0/1 nodes are available: 1 Insufficient cpu.',
        },
      ],
    },
  };
  const details = podDetails(unscheduled, NOW, { nodes: [] });
  expect(details.slice(0, 2)).toEqual(['why no node?', '  there is no node']);
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

it('tells of every kind of container that runs how its last run ended: by what, when, after how long, saying what', () => {
  const name = { init: 'prepare', sidecar: 'side', app: 'app', ephemeral: 'debugger' };
  const ended = (terminated: object) => ({
    image,
    ready: true,
    restartCount: 2,
    state: { running: { startedAt: '2026-01-01T00:09:00Z' } },
    lastState: {
      terminated: { startedAt: '2026-01-01T00:03:00Z', finishedAt: '2026-01-01T00:05:00Z', ...terminated },
    },
  });
  const details = podDetails(
    {
      ...pod,
      spec: {
        initContainers: [
          { name: name.init, image },
          { name: name.sidecar, image, restartPolicy: 'Always' },
        ],
        containers: [{ name: name.app, image }],
        ephemeralContainers: [{ name: name.ephemeral, image }],
      },
      status: {
        phase: 'Running',
        initContainerStatuses: [
          { name: name.init, ...ended({ exitCode: 3, reason: 'Error', message: 'no such table' }) },
          { name: name.sidecar, ...ended({ exitCode: 137, reason: 'OOMKilled' }) },
        ],
        containerStatuses: [{ name: name.app, ...ended({ exitCode: 0, signal: 9, reason: 'Error' }) }],
        ephemeralContainerStatuses: [
          {
            name: name.ephemeral,
            ...ended({ exitCode: 137, reason: 'ContainerStatusUnknown' }),
            restartCount: 0,
          },
        ],
      },
    },
    NOW,
    {},
  );
  const how = '5m ago, ran 2m';
  for (const text of [
    `prepare (init): running 60s, last exit 3, ${how}, restarted 2 times`,
    'prepare last message: no such table',
    `side (sidecar): running 60s, last OOMKilled 137 (128+SIGKILL), ${how}, restarted 2 times`,
    `app (app): running 60s, last signal 9 (SIGKILL), ${how}, restarted 2 times`,
    `debugger (ephemeral): running 60s, last ContainerStatusUnknown 137 (128+SIGKILL), ${how}; restarts: Never`,
  ])
    expect(
      details.find((line) => line.startsWith(text)),
      text,
    ).toBeDefined();
});
