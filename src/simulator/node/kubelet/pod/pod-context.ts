import type { EventRecorder } from '../../../world/event-recorder.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { Machines, Sandbox, VolumeMount } from '../../../container/machine/container.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { World } from '../../../world/world.ts';

/** What a container of a Pod needs to know of it. */
export interface PodContext {
  readonly world: World;
  readonly machines: Machines;
  readonly events: EventRecorder;
  readonly node: string;
  /** It ran before anybody looked: what it does now is not told of, and takes no time. */
  readonly quiet: boolean;
  /** The Pod as it is now. */
  pod(): StoredObject;
  sandbox(): Sandbox | undefined;
  mounts(container: Json): readonly VolumeMount[];
  /** The id of a container of this Pod that runs. */
  containerId(name: string): string | undefined;
  /** Something is not as it was: everything is looked at, and told, in a turn of its own. */
  changed(): void;
  /** Looks again after so many ms. */
  later(ms: number): void;
}

/** `NAME_NAMESPACE(UID)`, as the kubelet names Pods in messages (format.Pod). */
export const podTitle = ({ metadata }: StoredObject): string =>
  `${metadata.name}_${metadata.namespace ?? ''}(${metadata.uid})`;
