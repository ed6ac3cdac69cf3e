import { fields, items, text } from '../fields.ts';
import type { Json } from '../patch.ts';
import type { ContainerWorker } from './container-worker.ts';

/** A container as its Pod's status has it (pkg/kubelet/kubelet_pods.go, convertToAPIContainerStatuses). */
export function containerStatus(worker: ContainerWorker, imageName: string): Json {
  const { current, spec } = worker;
  const resources = fields(spec['resources']);
  const ran = current !== undefined;
  return {
    name: worker.name,
    state: worker.state,
    lastState: worker.lastState,
    ready: worker.ready,
    restartCount: worker.restarts,
    image: ran ? imageName : text(spec['image']),
    imageID: ran ? worker.imageId : '',
    ...(ran && { containerID: `containerd://${current.id}` }),
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
