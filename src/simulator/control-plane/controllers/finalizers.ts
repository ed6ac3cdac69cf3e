import type { StoredObject } from '../../api/stored-object.ts';
import type { World } from '../../world/world.ts';

/** Lets an object go, as far as one finalizer holds it. Gives it as it then is; undefined where it is gone. */
export function withoutFinalizer(
  world: World,
  object: StoredObject,
  finalizer: string,
): StoredObject | undefined {
  return world.writes.update(object, (now) => {
    const finalizers = (now.metadata.finalizers ?? []).filter((one) => one !== finalizer);
    return { ...now, metadata: { ...now.metadata, finalizers } };
  });
}
