import {
  Dependents,
  ownersOf,
} from '../../../src/simulator/control-plane/controllers/ownership/dependents.ts';
import { specOf, statusOf, text } from '../../../src/simulator/api/fields.ts';
import { podsOnNode } from '../../../src/simulator/world/pods-on-node.ts';
import { SHOP } from '../../../src/simulator/demo/scenario/shop.ts';
import { TROUBLE } from '../../../src/simulator/demo/scenario/trouble.ts';
import { keyOf, type StoredObject } from '../../../src/simulator/api/stored-object.ts';
import { kindOf, type World } from '../../../src/simulator/world/world.ts';

const all = (world: World, kind: string): readonly StoredObject[] => {
  const { keys, get } = world.storage.snapshot(kindOf(world, kind));
  return keys.flatMap((key) => get(key) ?? []);
};

const titleOf = ({ kind, metadata }: StoredObject): string =>
  `${kind} ${keyOf(metadata.namespace, metadata.name)}`;

/** Pods that somebody made by hand: the only ones without an owner. */
const BARE = new Set(
  [...SHOP, ...TROUBLE].filter(({ kind }) => kind === 'Pod').map(({ metadata }) => metadata.name),
);

/** What does not hold at this moment, and has to hold at every one. */
export function broken(world: World): readonly string[] {
  return [
    ...ownership(world),
    ...numbers(world),
    ...indexes(world),
    ...addresses(world),
    ...histories(world),
  ];
}

/** Every Pod has an owner that is there, unless it was made by hand, or is going because its owner went. */
function ownership(world: World): readonly string[] {
  const uids = new Set([...world.storage.all()].map(({ object }) => object.metadata.uid));
  return all(world, 'Pod').flatMap((pod) => {
    const owners = ownersOf(pod);
    if (owners.length === 0) return BARE.has(pod.metadata.name) ? [] : `${titleOf(pod)} has no owner`;
    const going = pod.metadata.deletionTimestamp !== undefined;
    return going || owners.some(({ uid }) => uids.has(uid)) ? [] : `${titleOf(pod)} has outlived its owner`;
  });
}

/** An object that is stored stays as it is: one look is enough. */
const looked = new WeakSet<StoredObject>();

/** No number anywhere is below 0, or none at all. */
function numbers({ storage }: World): readonly string[] {
  const found: string[] = [];
  for (const { object } of storage.all()) {
    if (looked.has(object)) continue;
    looked.add(object);
    const path = wrongNumber(object);
    if (path !== undefined) found.push(`${titleOf(object)} has a wrong number at ${path}`);
  }
  return found;
}

function wrongNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return value >= 0 && value < Infinity ? undefined : '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const path = wrongNumber(inner);
    if (path !== undefined) return `.${name}${path}`;
  }
  return undefined;
}

/** What is looked up is what is stored. */
function indexes(world: World): readonly string[] {
  const found: string[] = [];
  const pods = all(world, 'Pod');
  const stored = new Map(pods.map((pod) => [pod.metadata.uid, pod]));
  for (const { metadata } of all(world, 'Node')) {
    const there = podsOnNode(world, metadata.name);
    for (const pod of there)
      if (stored.get(pod.metadata.uid) !== pod)
        found.push(`${titleOf(pod)} is remembered on ${metadata.name}`);
    const here = pods.filter((pod) => specOf(pod)['nodeName'] === metadata.name);
    if (here.length !== there.length) found.push(`${metadata.name} does not know all of its Pods`);
  }
  const dependents = Dependents.of(world.storage);
  for (const { object } of world.storage.all())
    for (const one of dependents.of(object.metadata.uid, 'Pod'))
      if (stored.get(one.metadata.uid) !== one)
        found.push(`${titleOf(one)} is remembered by ${titleOf(object)}`);
  return found;
}

/** No two Pods that run have one address, but those on their node's. */
function addresses(world: World): readonly string[] {
  const found: string[] = [];
  const taken = new Map<string, StoredObject>();
  for (const pod of all(world, 'Pod')) {
    const { podIP, phase } = statusOf(pod);
    const ip = text(podIP);
    if (ip === '' || specOf(pod)['hostNetwork'] === true || phase === 'Succeeded' || phase === 'Failed')
      continue;
    const other = taken.get(ip);
    if (other) found.push(`${titleOf(pod)} and ${titleOf(other)} have the address ${ip}`);
    taken.set(ip, pod);
  }
  return found;
}

/** Nothing piles up: what is kept of the past has its limit. */
function histories(world: World): readonly string[] {
  const most: readonly (readonly [string, number])[] = [
    ['ReplicaSet', 12],
    ['Job', 6],
  ];
  const counts = new Map<string, number>();
  for (const [kind] of most)
    for (const object of all(world, kind)) {
      const key = `${kind} of ${ownersOf(object)[0]?.name ?? 'nobody'}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return [...counts].flatMap(([key, count]) => {
    const limit = most.find(([kind]) => key.startsWith(`${kind} `))?.[1] ?? 0;
    return count > limit ? `there are more than ${limit} of ${key}` : [];
  });
}

/** Those that have not come to rest, by uid, with what is missing. */
export type Owners = ReadonlyMap<string, string>;

/** Of all owners, or of those that were left, those that have not now what they want. */
export function unreached(world: World, left?: Owners): Owners {
  const wanting = [
    ...all(world, 'Deployment'),
    ...all(world, 'ReplicaSet'),
    ...all(world, 'StatefulSet'),
    ...all(world, 'DaemonSet'),
    ...goingPods(world),
  ];
  return new Map(
    wanting.flatMap((object) => {
      const { uid } = object.metadata;
      const missing = (!left || left.has(uid)) && lack(world, object);
      return missing ? [[uid, `${titleOf(object)}: ${missing}`] as const] : [];
    }),
  );
}

const goingPods = (world: World): readonly StoredObject[] =>
  all(world, 'Pod').filter(({ metadata }) => metadata.deletionTimestamp !== undefined);

/** What an owner lacks, by its own status and by the Pods there are; undefined where it has all. */
function lack(world: World, object: StoredObject): string | undefined {
  if (object.kind === 'Pod') return 'it is still being deleted';
  const spec = specOf(object);
  const status = statusOf(object);
  const wanted = object.kind === 'DaemonSet' ? status['desiredNumberScheduled'] : spec['replicas'];
  const told =
    object.kind === 'DaemonSet'
      ? [status['numberReady'], status['updatedNumberScheduled']]
      : [status['replicas'], status['readyReplicas'], status['availableReplicas']];
  if (object.kind === 'Deployment') told.push(status['updatedReplicas']);
  const there = podsOf(world, object).length;
  return [...told, there].every((count) => (count ?? 0) === wanted)
    ? undefined
    : `it wants ${String(wanted)}, has ${there}, and tells ${JSON.stringify({ ...status, conditions: undefined })}`;
}

function podsOf(world: World, owner: StoredObject): readonly StoredObject[] {
  const dependents = Dependents.of(world.storage);
  const sets = owner.kind === 'Deployment' ? dependents.managed(owner.metadata.uid, 'ReplicaSet') : [owner];
  return sets.flatMap(({ metadata }) => dependents.managed(metadata.uid, 'Pod'));
}
