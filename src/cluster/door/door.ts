import type { KubeObject, ObjectMeta } from '../../model/kinds/objects.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { Interned } from '../interned.ts';
import type { Resource } from '../resources.ts';
import { type Check, checkOf, type Pass } from './check.ts';
import { bare } from './kinds/meta.ts';
import { automaticVolume } from '../protobuf/automatic-volume.ts';
import { decodeOf } from '../protobuf/decode.ts';
import { decoded, ProtobufObject } from '../protobuf/envelope.ts';
import { automaticNames, volumeNames } from './kinds/pod.ts';
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
    const decode = decodeOf(kept, kind);
    const isPod = kind === 'Pod';
    const { interned, refusals } = this;
    return (raw) => {
      if (raw instanceof ProtobufObject) {
        return this.orNothing(() =>
          decoded(raw, (reader, end) => {
            const automatic = isPod ? automaticVolume(raw) : undefined;
            return decode(reader, end, {
              interned,
              refusals,
              automatic: automatic === undefined ? undefined : Buffer.from(automatic),
              volumeName: automaticNames(automatic),
            });
          }),
        );
      }
      return check(raw, { interned, refusals, volumeName: isPod ? volumeNames(raw) : undefined });
    };
  }

  /** What cannot be read is left out and counted, so that the objects beside it are shown. */
  private orNothing<T>(read: () => T | undefined): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
      this.refusals.add(error.message);
      return undefined;
    }
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
