import { fields, specOf } from '../../../api/fields.ts';
import { collectionOf, type StoredObject } from '../../../api/stored-object.ts';
import { kindOf } from '../../../world/world.ts';
import type { Desk } from '../controller.ts';
import { controllerOf, controllerRef, disown, ownersOf } from './dependents.ts';
import { Orphans } from './orphans.ts';
import { selects } from './owner-selector.ts';

export interface Claiming {
  readonly kind: string;
  /** Which of them it may adopt or let go at all. */
  readonly only?: (object: StoredObject) => boolean;
}

/**
 * What an owner manages, after it let go what its selector does not fit any more and adopted what has no controller
 * and does fit (pkg/controller/controller_ref_manager.go).
 */
export function claimed(
  desk: Desk,
  owner: StoredObject,
  { kind, only = () => true }: Claiming,
): readonly StoredObject[] {
  const { uid, deletionTimestamp } = owner.metadata;
  const managed = desk.dependents.managed(uid, kind);
  if (deletionTimestamp !== undefined) return managed;
  const selector = fields(specOf(owner)['selector']);
  const fits = (one: StoredObject): boolean => selects(selector, one.metadata.labels ?? {});
  for (const one of managed) if (!fits(one) && only(one)) disown(desk, one, uid);
  const fitting = managed.filter(fits);
  const orphans = Orphans.of(desk.storage)
    .for(owner, collectionOf(kindOf(desk, kind)))
    .filter((one) => one.metadata.deletionTimestamp === undefined && only(one));
  return [...fitting, ...orphans.flatMap((one) => adopt(desk, owner, one) ?? [])];
}

function adopt(desk: Desk, owner: StoredObject, object: StoredObject): StoredObject | undefined {
  const adopted = desk.writes.update(object, (now) =>
    controllerOf(now)
      ? undefined
      : { ...now, metadata: { ...now.metadata, ownerReferences: [...ownersOf(now), controllerRef(owner)] } },
  );
  return adopted && controllerOf(adopted)?.uid === owner.metadata.uid ? adopted : undefined;
}
