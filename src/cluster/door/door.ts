import type { KubeObject, ObjectMeta } from '../../model/objects.ts';
import { Interned } from '../interned.ts';
import type { Resource } from '../resources.ts';
import { type Check, checkOf, type Pass } from './check.ts';
import { bare } from './meta.ts';
import { volumeNames } from './pod.ts';
import { Refusals } from './refusals.ts';

const checkMetadata = checkOf(bare, 'metadata');

/**
 * Where everything from one cluster comes in: nothing of it has a type until it was checked here
 * against what is declared of it. What is of a wrong type becomes absent, and is counted.
 */
export class Door implements Pass {
  readonly interned = new Interned();

  constructor(readonly refusals = new Refusals()) {}

  /**
   * What is kept of objects of a kind. An object is undefined, and counted, where it has no usable
   * name or uid: it would stand among the others as a ghost.
   */
  objects<T extends KubeObject>({
    kind,
    kept,
  }: Pick<Resource<T>, 'kind' | 'kept'>): (raw: unknown) => T | undefined {
    const check = checkOf(kept, kind);
    const { interned, refusals } = this;
    if (kind !== 'Pod') return (raw) => check(raw, { interned, refusals });
    return (raw) => check(raw, { interned, refusals, volumeName: volumeNames(raw) });
  }

  /** The metadata of any object, as a PartialObjectMetadata has it. */
  metadata(raw: unknown): ObjectMeta | undefined {
    return checkMetadata(raw, this)?.metadata;
  }

  /** What a server has of a document about itself; nothing of it where it is something else. */
  document<T extends object>(check: Check<T>, raw: unknown): Partial<T> {
    return check(raw, this) ?? {};
  }
}
