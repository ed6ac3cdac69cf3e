import { describe, expect, it } from 'vitest';
import type { KubeEvent } from '../../../src/model/events/kube-event.ts';
import { entriesOf, timelineOf } from '../../../src/model/events/timeline.ts';
import { newestFirst, toldEvent } from '../../../src/model/events/told-event.ts';
import type { ContainerStatus, Pod } from '../../../src/model/kinds/objects.ts';

const SECOND = '2026-11-28T20:00:05Z';
const SECONDS = BigInt(Date.parse(SECOND)) * 1_000_000n;

interface Given {
  readonly container?: string;
  /** Nanoseconds behind the second in its name; the times of a kubelet have none. */
  readonly nanoseconds?: number;
  readonly version?: number;
  readonly count?: number;
  readonly eventTime?: string;
  readonly of?: string;
}

let uid = 0;
function event(reason: string, given: Given = {}): KubeEvent {
  const { container, nanoseconds, version, count = 1, eventTime, of = 'Pod talker-1' } = given;
  const [kind = '', name = ''] = of.split(' ');
  const named = nanoseconds === undefined ? 'x' : (SECONDS + BigInt(nanoseconds)).toString(16);
  return {
    metadata: {
      name: `${name}.${named}`,
      // In an order of its own.
      uid: String((uid += 7) % 10),
      ...(version !== undefined && { resourceVersion: String(version) }),
    },
    involvedObject: { kind, name, ...(container && { fieldPath: `spec.containers{${container}}` }) },
    reason,
    message: reason,
    type: 'Normal',
    ...(eventTime === undefined ? { firstTimestamp: SECOND, lastTimestamp: SECOND, count } : { eventTime }),
  };
}

const pod = (
  containers: readonly string[],
  status: Pod['status'] = {},
  init: readonly string[] = [],
): Pod => ({
  metadata: { name: 'talker-1', uid: 'p' },
  spec: {
    initContainers: init.map((name) => ({ name })),
    containers: containers.map((name) => ({ name })),
  },
  status,
});

const running = (name: string, more: Partial<ContainerStatus> = {}): ContainerStatus => ({
  name,
  state: { running: { startedAt: SECOND } },
  ...more,
});

/** The oldest first. */
const story = (of: Pod, events: readonly KubeEvent[]): readonly string[] =>
  entriesOf({ pod: of, events: newestFirst(events.map(toldEvent)), others: true })
    .map(({ what, who }) => [what, who].filter(Boolean).join(' '))
    .toReversed();

const BEGINNING = ['Pulled', 'Created', 'Started'];
const beginning = (container: string, from: number): readonly KubeEvent[] =>
  BEGINNING.map((reason, index) =>
    event(reason, { container, nanoseconds: from + index * 1000, version: 9 - index }),
  );

it('tells a start once where the status tells of it, and all that was told more often or by events alone', () => {
  const told = (of: Pod, events: readonly KubeEvent[]): readonly string[] =>
    timelineOf({ pod: of, events: newestFirst(events.map(toldEvent)), others: true }).map((row) =>
      'gap' in row ? row.gap : [row.what, row.who].join(' '),
    );
  const web = pod(['web', 'api'], { containerStatuses: [running('web'), running('api')] });
  const both = [...beginning('web', 1000), ...beginning('api', 9000)];
  expect(told(web, both)).toEqual(['started api', 'Pulled api', 'started web', 'Pulled web']);
  const present = {
    ...event('Pulled', { container: 'web' }),
    message: 'Container image "w" already present on machine',
  };
  expect(told(pod(['web'], { containerStatuses: [running('web')] }), [present])).toEqual(['started web']);
  expect(told(pod(['web']), beginning('web', 1000))).toEqual(['Started web', 'Created web', 'Pulled web']);
  const often = event('Started', { container: 'web', count: 6 });
  expect(told(pod(['web'], { containerStatuses: [running('web')] }), [often])).toContain('Started web');
});

describe('of one second, a timeline has', () => {
  it('events by the nanoseconds that their names tell, and what the status tells where it belongs', () => {
    const conditions = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'PodScheduled'].map((type) => ({
      type,
      status: 'True',
      lastTransitionTime: SECOND,
    }));
    const talker = pod(['talk', 'quiet'], {
      conditions,
      containerStatuses: [running('quiet'), running('talk')],
    });
    talker.metadata.creationTimestamp = SECOND;
    const events = [
      ...beginning('quiet', 500_000_000),
      event('Scheduled', { nanoseconds: 100_000_000, eventTime: '2026-11-28T20:00:05.100000Z' }),
      ...beginning('talk', 300_000_000),
      event('SuccessfulCreate', { of: 'ReplicaSet talker', nanoseconds: 90_000_000 }),
      event('ScalingReplicaSet', { of: 'Deployment talker', nanoseconds: 50_000_000 }),
    ];
    expect(story(talker, events)).toEqual([
      'ScalingReplicaSet Deployment talker',
      'created',
      'SuccessfulCreate ReplicaSet talker',
      'Scheduled',
      'PodScheduled',
      'PodReadyToStartContainers',
      'Initialized',
      'Pulled talk',
      'Created talk',
      'Started talk',
      'started talk',
      'Pulled quiet',
      'Created quiet',
      'Started quiet',
      'started quiet',
      'Ready',
    ]);
  });

  it('what happened again and again in the order in which it was written', () => {
    const again = ['Started', 'BackOff', 'Created', 'Pulled'].map((reason) =>
      event(reason, {
        container: 'talk',
        count: 4,
        version: ['BackOff', 'Pulled', 'Created', 'Started'].indexOf(reason) + 20,
        // Of the first time.
        nanoseconds: reason === 'BackOff' ? 900_000_000 : 0,
      }),
    );
    const end = { exitCode: 3, startedAt: '2026-11-28T20:00:04Z', finishedAt: SECOND };
    const status = { containerStatuses: [running('talk', { lastState: { terminated: end } })] };
    expect(story(pod(['talk'], status), again)).toEqual([
      'started talk',
      'ended talk',
      'BackOff talk',
      'Pulled talk',
      'Created talk',
      'Started talk',
      'started talk',
    ]);
  });

  it('what happened again among what happened once', () => {
    const events = [
      event('Unhealthy', { container: 'talk', count: 3, version: 12 }),
      event('Pulled', { container: 'quiet', nanoseconds: 10, version: 11 }),
      event('Killing', { container: 'talk', nanoseconds: 30, version: 13 }),
    ];
    expect(story(pod(['talk']), events)).toEqual(
      ['Pulled', 'Unhealthy', 'Killing'].map(
        (reason) => `${reason} ${reason === 'Pulled' ? 'quiet' : 'talk'}`,
      ),
    );
  });

  it('a run that ended at once behind its beginning, and the one before it ahead of that', () => {
    const end = { exitCode: 1, startedAt: SECOND, finishedAt: SECOND };
    const crashed = { name: 'talk', state: { terminated: end } };
    const events = [...beginning('talk', 0), event('BackOff', { container: 'talk', nanoseconds: 9000 })];
    expect(story(pod(['talk'], { containerStatuses: [crashed] }), events)).toEqual([
      'Pulled talk',
      'Created talk',
      'Started talk',
      'started talk',
      'ended talk',
      'BackOff talk',
    ]);
  });

  it('an init container’s end before what waits for it', () => {
    const end = { exitCode: 0, startedAt: '2026-11-28T20:00:04Z', finishedAt: SECOND };
    const status: Pod['status'] = {
      initContainerStatuses: [{ name: 'wait', state: { terminated: end } }],
      conditions: [{ type: 'Initialized', status: 'True', lastTransitionTime: SECOND }],
    };
    expect(story(pod(['talk'], status, ['wait']), beginning('talk', 0)).slice(1)).toEqual([
      'ended wait',
      'Initialized',
      'Pulled talk',
      'Created talk',
      'Started talk',
    ]);
  });

  it('what a container goes through, where nothing tells in which order', () => {
    const events = ['Started', 'Pulled', 'Scheduled', 'Created', 'Pulling'].map((reason) => event(reason));
    expect(story(pod([]), events)).toEqual(['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started']);
  });

  it('a deletion before what it killed', () => {
    const leaving = pod(['talk']);
    leaving.metadata.deletionTimestamp = SECOND;
    leaving.metadata.deletionGracePeriodSeconds = 0;
    const end = { exitCode: 137, startedAt: '2026-11-28T20:00:00Z', finishedAt: SECOND };
    leaving.status = { containerStatuses: [{ name: 'talk', state: { terminated: end } }] };
    const events = [event('Killing', { container: 'talk', nanoseconds: 1 })];
    expect(story(leaving, events).slice(1)).toEqual(['deleted', 'Killing talk', 'ended talk']);
  });
});
