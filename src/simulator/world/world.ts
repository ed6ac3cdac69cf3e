import type { Clock } from '../time/clock.ts';
import { Registry } from '../registry/registry.ts';
import type { ResourceKind } from '../api/resources.ts';
import type { ReadableStorage, Storage } from '../storage/storage.ts';
import { Writes } from './writes.ts';

/** What lives in the cluster is given: all objects, the way to write them, time and chance. */
export interface World {
  readonly storage: ReadableStorage;
  readonly writes: Writes;
  readonly clock: Clock;
  /** 0 ≤ x < 1, repeated by a seed. */
  readonly random: () => number;
  readonly kinds: readonly ResourceKind[];
}

/** A controller, a scheduler, a kubelet, a scenario: starts to live in a world; call what it gives to end it. */
export type Resident = (world: World) => () => void;

/** A world, and the rules of writing that clients go by. */
export interface Foundation {
  readonly world: World;
  readonly registry: Registry;
}

/** Makes a world of a storage, with nothing in it but the Namespaces that every cluster has. */
export function foundWorld({
  storage,
  ...rest
}: Omit<World, 'storage' | 'writes'> & { storage: Storage }): Foundation {
  const { clock, random, kinds } = rest;
  const registry = new Registry({ storage, clock, random });
  const world: World = { ...rest, storage, writes: new Writes({ registry, storage, kinds }) };
  const kind = kinds.find(({ plural }) => plural === 'namespaces');
  for (const name of kind ? NAMESPACES : []) {
    const labels = { 'kubernetes.io/metadata.name': name };
    world.writes.create(kindOf(world, 'Namespace'), undefined, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    });
  }
  return { world, registry };
}

const NAMESPACES = ['default', 'kube-system'];

/** The kind of this name. Throws where the world has none: a mistake in the program. */
export function kindOf({ kinds }: Pick<World, 'kinds'>, name: string): ResourceKind {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new Error(`the simulated cluster has no kind ${name}`);
  return found;
}
