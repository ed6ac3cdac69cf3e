import type { Clock } from './clock.ts';
import type { Registry } from './registry.ts';
import type { ResourceKind } from './resources.ts';
import type { Storage } from './storage.ts';

/** What lives in the cluster is given: all objects, the rules of writing them, time and chance. */
export interface World {
  readonly registry: Registry;
  readonly storage: Storage;
  readonly clock: Clock;
  /** 0 ≤ x < 1, repeated by a seed. */
  readonly random: () => number;
  readonly kinds: readonly ResourceKind[];
}

/** A controller, a scheduler, a kubelet, a scenario: starts to live in a world; call what it gives to end it. */
export type Resident = (world: World) => () => void;

/** The kind of this name. Throws where the world has none: a mistake in the program. */
export function kindOf({ kinds }: Pick<World, 'kinds'>, name: string): ResourceKind {
  const found = kinds.find(({ kind }) => kind === name);
  if (!found) throw new Error(`the simulated cluster has no kind ${name}`);
  return found;
}
