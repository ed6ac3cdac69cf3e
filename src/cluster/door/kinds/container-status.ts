import type {
  Amounts,
  ContainerState,
  ContainerStateTerminated,
  ContainerStatus,
} from '../../../model/kinds/objects.ts';
import {
  boolean,
  integer,
  list,
  map,
  message,
  needed,
  quantity,
  sentence,
  shared,
  state,
  template,
  text,
  time,
  told,
  word,
} from '../declaration.ts';

const terminated = message<ContainerStateTerminated>(
  {
    exitCode: integer,
    signal: integer,
    reason: shared.word,
    message: sentence,
    startedAt: time,
    finishedAt: time,
  },
  { exitCode: told(1), signal: 2, reason: 3, message: 4, startedAt: 5, finishedAt: 6 },
);

const containerState = message<ContainerState>(
  {
    waiting: message({ reason: shared.word, message: sentence }, { reason: 1, message: 2 }),
    running: message({ startedAt: time }, { startedAt: 1 }),
    terminated,
  },
  { waiting: 1, running: 2, terminated: 3 },
);

/** Most containers have none, which the API writes as an empty one. */
const lastState = message<Pick<ContainerState, 'terminated'>>(
  { terminated },
  { terminated: 3 },
  { unlessEmpty: true },
);

/** What a container, or a Pod as a whole, asks for or is held to. */
export const resources = message<{ requests?: Amounts; limits?: Amounts }>(
  { requests: map(quantity), limits: map(quantity) },
  { requests: 2, limits: 1 },
  { unlessEmpty: true },
);

type DeviceHealth = { resourceID: string; health?: string; message?: string | null };
const deviceStatus = message<NonNullable<ContainerStatus['allocatedResourcesStatus']>[number]>(
  {
    name: needed(text),
    resources: list(
      message<DeviceHealth>(
        { resourceID: needed(text), health: word, message: sentence },
        { resourceID: told(1), health: 2, message: told(6) },
      ),
    ),
  },
  { name: told(1), resources: 2 },
);

export const containerStatuses = list(
  message<ContainerStatus>(
    {
      name: needed(shared.name),
      image: shared.text,
      imageID: shared.text,
      ready: boolean,
      started: boolean,
      restartCount: integer,
      containerID: text,
      state: state(containerState),
      lastState: state(lastState),
      allocatedResources: template(map(quantity)),
      resources: template(resources),
      allocatedResourcesStatus: list(deviceStatus),
      stopSignal: word,
    },
    {
      name: 1,
      image: told(6),
      imageID: told(7),
      ready: told(4),
      started: told(9),
      restartCount: told(5),
      containerID: 8,
      state: 2,
      lastState: 3,
      allocatedResources: 10,
      resources: 11,
      allocatedResourcesStatus: 14,
      stopSignal: 15,
    },
  ),
);
