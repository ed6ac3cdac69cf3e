import { fields, specOf, statusOf, text } from '../../api/fields.ts';
import type { Json } from '../../api/patches/patch.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { WorkQueue } from './work-queue.ts';

/** The class of claims that name none: its volumes are made when they are claimed. */
export const STANDARD = 'standard';

/**
 * Binds claims to volumes, makes volumes for claims of the class `standard`, and takes back those that were released
 * (pkg/controller/volume/persistentvolume/pv_controller.go).
 */
export const volumes: Resident = (world) => {
  const { storage, clock } = world;
  const claims = kindOf(world, 'PersistentVolumeClaim');
  const disks = kindOf(world, 'PersistentVolume');
  const queue = new WorkQueue(clock, (key) => {
    const [namespace, name] = key.split('/');
    const claim = name === undefined ? undefined : storage.get(claims, namespace, name);
    if (claim) bind(world, claim);
    const disk = name === undefined ? storage.get(disks, undefined, key) : undefined;
    if (disk) lookAfter(world, disk);
  });
  const add = ({ metadata: { namespace, name } }: StoredObject): void =>
    queue.add(namespace === undefined ? name : `${namespace}/${name}`);
  for (const kind of [claims, disks]) for (const key of storage.snapshot(kind).keys) queue.add(key);
  const unsubscribe = storage.subscribe(({ collection, before, after }) => {
    if (collection !== 'persistentvolumeclaims' && collection !== 'persistentvolumes') return;
    if (after) add(after);
    if (after && collection === 'persistentvolumes')
      for (const key of storage.snapshot(claims).keys) queue.add(key);
    const disk = before && !after && collection === 'persistentvolumeclaims' ? volumeName(before) : '';
    if (disk) queue.add(disk);
  });
  return () => {
    unsubscribe();
    queue.stop();
  };
};

const volumeName = (claim: StoredObject): string => text(specOf(claim)['volumeName']);

function bind(world: World, claim: StoredObject): void {
  if (statusOf(claim)['phase'] === 'Bound' || claim.metadata.deletionTimestamp !== undefined) return;
  const storageClass = text(specOf(claim)['storageClassName'], STANDARD);
  const disk = available(world, claim, storageClass) ?? provisioned(world, claim, storageClass);
  if (!disk) return;
  const bound = { 'pv.kubernetes.io/bind-completed': 'yes', 'pv.kubernetes.io/bound-by-controller': 'yes' };
  const claimed = world.writes.update(claim, (now) => ({
    ...now,
    metadata: { ...now.metadata, annotations: { ...now.metadata.annotations, ...bound } },
    spec: { ...specOf(now), storageClassName: storageClass, volumeName: disk.metadata.name },
  }));
  if (!claimed) return;
  const { capacity, accessModes } = specOf(disk);
  world.writes.updateStatus(claimed, () => ({ phase: 'Bound', accessModes, capacity }));
  const { namespace, name, uid, resourceVersion } = claimed.metadata;
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion };
  world.writes.update(disk, (now) => ({ ...now, spec: { ...specOf(now), claimRef } }));
  world.writes.updateStatus(disk, (now) => ({ ...statusOf(now), phase: 'Bound' }));
}

/** A volume that nobody has, of the same class and with the access that is asked for. */
function available(world: World, claim: StoredObject, storageClass: string): StoredObject | undefined {
  const { keys, get } = world.storage.snapshot(kindOf(world, 'PersistentVolume'));
  const asked = specOf(claim);
  const modes = Array.isArray(asked['accessModes']) ? asked['accessModes'] : [];
  const named = volumeName(claim);
  return keys
    .flatMap((key) => get(key) ?? [])
    .find((disk) => {
      const { storageClassName, accessModes, claimRef } = specOf(disk);
      if (named !== '' && disk.metadata.name !== named) return false;
      const offered: readonly unknown[] = Array.isArray(accessModes) ? accessModes : [];
      return (
        claimRef === undefined &&
        text(storageClassName) === storageClass &&
        modes.every((mode) => offered.includes(mode))
      );
    });
}

function provisioned(world: World, claim: StoredObject, storageClass: string): StoredObject | undefined {
  if (storageClass !== STANDARD || volumeName(claim) !== '') return undefined;
  const { accessModes, resources, volumeMode = 'Filesystem' } = specOf(claim);
  const name = `pvc-${claim.metadata.uid}`;
  const spec: Json = {
    capacity: fields(fields(resources)['requests']),
    accessModes,
    persistentVolumeReclaimPolicy: 'Delete',
    storageClassName: storageClass,
    volumeMode,
    csi: { driver: 'disk.demo.podscope.dev', volumeHandle: name },
  };
  const annotations = { 'pv.kubernetes.io/provisioned-by': 'disk.demo.podscope.dev' };
  return world.writes.create(kindOf(world, 'PersistentVolume'), undefined, {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations },
    spec,
  });
}

/** A new volume is available; one whose claim is gone is deleted or released, as its policy has it. */
function lookAfter(world: World, disk: StoredObject): void {
  const { claimRef, persistentVolumeReclaimPolicy: policy } = specOf(disk);
  const phase = statusOf(disk)['phase'];
  if (claimRef === undefined) {
    if (phase !== 'Available') world.writes.updateStatus(disk, () => ({ phase: 'Available' }));
    return;
  }
  const { namespace, name, uid } = fields(claimRef);
  const claim = world.storage.get(kindOf(world, 'PersistentVolumeClaim'), text(namespace), text(name));
  if (claim && (uid === undefined || claim.metadata.uid === uid)) return;
  if (policy === 'Delete') world.writes.delete(disk);
  else if (phase !== 'Released') world.writes.updateStatus(disk, () => ({ phase: 'Released' }));
}
