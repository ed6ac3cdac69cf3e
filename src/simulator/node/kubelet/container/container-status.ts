import { fields, items, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';

/** What a container's status is made of. */
export interface ContainerSight {
  readonly spec: Json;
  readonly name: string;
  readonly role: string;
  readonly state: Json;
  readonly lastState: Json;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restarts: number;
  readonly imageId: string;
  /** Of the last one that was made, whether it could be started or not. */
  readonly containerId: string | undefined;
}

/** A container as its Pod's status has it (pkg/kubelet/kubelet_pods.go, convertToAPIContainerStatuses). */
export function containerStatus(worker: ContainerSight, imageName: string): Json {
  const { containerId, spec } = worker;
  const resources = fields(spec['resources']);
  const ran = containerId !== undefined;
  return {
    name: worker.name,
    state: worker.state,
    lastState: worker.lastState,
    ready: worker.ready,
    restartCount: worker.restarts,
    image: ran ? imageName : text(spec['image']),
    imageID: ran ? worker.imageId : '',
    ...(ran && { containerID: `containerd://${containerId}` }),
    started: worker.role === 'init' ? false : worker.started,
    ...(resources['requests'] !== undefined && { allocatedResources: resources['requests'] }),
    ...(ran && { resources }),
    volumeMounts: items(spec['volumeMounts']).map(({ name, mountPath, readOnly }) => ({
      name,
      mountPath,
      ...(readOnly === true && { readOnly, recursiveReadOnly: 'Disabled' }),
    })),
  };
}
