import { fields, items, specOf, statusOf, text } from '../../../api/fields.ts';
import type { Machines, Volume, VolumeMount } from '../../../container/machine/container.ts';
import type { Json } from '../../../api/patches/patch.ts';
import { quantity } from '../../../api/quantity.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf, type World } from '../../../world/world.ts';
import { dataOf, fieldOf } from '../container/environment.ts';

/** A volume cannot be mounted yet: the Pod stays in ContainerCreating, and an Event tells why. */
export class MountError extends Error {}

/**
 * Makes the volumes of a Pod that its containers mount, by name: those that none mounts are not waited for
 * (pkg/volume/util, GetPodVolumeNames). Throws `MountError` where something that one is made of is missing.
 */
export function volumesOf(world: World, machines: Machines, pod: StoredObject): ReadonlyMap<string, Volume> {
  const spec = specOf(pod);
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((of) => items(spec[of]));
  const mounted = new Set(containers.flatMap((one) => items(one['volumeMounts']).map(({ name }) => name)));
  return new Map(
    items(spec['volumes'])
      .filter(({ name }) => mounted.has(name))
      .map((volume) => [text(volume['name']), make(world, machines, pod, volume)]),
  );
}

/** What a container mounts of them. */
export function mountsOf(container: Json, volumes: ReadonlyMap<string, Volume>): readonly VolumeMount[] {
  return items(container['volumeMounts']).flatMap((mount) => {
    const volume = volumes.get(text(mount['name']));
    const subPath = text(mount['subPath']);
    const readOnly = mount['readOnly'] === true;
    return volume
      ? [{ path: text(mount['mountPath']), volume, readOnly, ...(subPath !== '' && { subPath }) }]
      : [];
  });
}

function make(world: World, machines: Machines, pod: StoredObject, volume: Json): Volume {
  const name = text(volume['name']);
  if (volume['hostPath'] !== undefined) {
    return machines.hostPath(text(specOf(pod)['nodeName']), text(fields(volume['hostPath'])['path']));
  }
  if (volume['persistentVolumeClaim'] !== undefined) return claimed(world, machines, pod, volume);
  const files = projection(world, pod, name, volume);
  if (files) {
    const made = machines.emptyDirectory({ memory: true });
    made.fill(files.files, files.mode);
    return made;
  }
  const { medium, sizeLimit } = fields(volume['emptyDir']);
  const limit = quantity(sizeLimit);
  return machines.emptyDirectory({ memory: medium === 'Memory', ...(limit > 0 && { sizeLimit: limit }) });
}

function claimed(world: World, machines: Machines, pod: StoredObject, volume: Json): Volume {
  const name = text(fields(volume['persistentVolumeClaim'])['claimName']);
  const claim = world.storage.get(kindOf(world, 'PersistentVolumeClaim'), pod.metadata.namespace, name);
  if (!claim) throw new MountError(`persistentvolumeclaim ${JSON.stringify(name)} not found`);
  if (statusOf(claim)['phase'] !== 'Bound') {
    throw new MountError(`persistentvolumeclaim ${JSON.stringify(name)} is not bound`);
  }
  const disk = text(specOf(claim)['volumeName']);
  const found = world.storage.get(kindOf(world, 'PersistentVolume'), undefined, disk);
  const path = found && text(fields(specOf(found)['hostPath'])['path']);
  return path ? machines.hostPath(text(specOf(pod)['nodeName']), path) : machines.disk(disk);
}

interface Projection {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly mode?: number;
}

function projection(world: World, pod: StoredObject, volume: string, given: Json): Projection | undefined {
  const kinds = ['configMap', 'secret', 'downwardAPI', 'projected'];
  const kind = kinds.find((one) => given[one] !== undefined);
  if (kind === undefined) return undefined;
  const source = fields(given[kind]);
  const sources = kind === 'projected' ? items(source['sources']) : [{ [kind]: source }];
  const files = new Map<string, Uint8Array>();
  for (const one of sources) {
    for (const [path, content] of contents(world, pod, volume, one)) files.set(path, Buffer.from(content));
  }
  const mode = source['defaultMode'];
  return { files, ...(typeof mode === 'number' && { mode }) };
}

function contents(
  world: World,
  pod: StoredObject,
  volume: string,
  source: Json,
): readonly (readonly [string, string])[] {
  if (source['serviceAccountToken'] !== undefined) {
    const path = text(fields(source['serviceAccountToken'])['path'], 'token');
    return [[path, `simulated-token-of-${pod.metadata.uid}`]];
  }
  if (source['downwardAPI'] !== undefined) {
    return items(fields(source['downwardAPI'])['items']).map(
      (one) => [text(one['path']), fieldOf(pod, text(fields(one['fieldRef'])['fieldPath']))] as const,
    );
  }
  const isSecret = source['secret'] !== undefined;
  const reference = fields(source[isSecret ? 'secret' : 'configMap']);
  const name = text(reference['name'] ?? reference['secretName']);
  const kind = isSecret ? 'Secret' : 'ConfigMap';
  const found = world.storage.get(kindOf(world, kind), pod.metadata.namespace, name);
  if (!found) {
    if (reference['optional'] === true) return [];
    const what = `${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
    throw new MountError(`MountVolume.SetUp failed for volume ${JSON.stringify(volume)} : ${what}`);
  }
  const data = dataOf(found);
  const wanted = items(reference['items']);
  if (wanted.length === 0) return Object.entries(data);
  return wanted.map((one) => [text(one['path']), data[text(one['key'])] ?? ''] as const);
}
