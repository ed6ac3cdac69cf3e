import { fields, specOf } from '../../../api/fields.ts';
import { keyOf, type StoredObject } from '../../../api/stored-object.ts';
import { anchorOf, anchorsOf } from './owner-selector.ts';

/** Who of a kind may select an object, by one label of each selector. */
export class SelectorIndex {
  private readonly byAnchor = new Map<string, Set<string>>();

  /** Keeps up with an owner. */
  take(before: StoredObject | undefined, after: StoredObject | undefined): void {
    const was = before && placeOf(before);
    const is = after && placeOf(after);
    if (was === is) return;
    if (before && was !== undefined) {
      const owners = this.byAnchor.get(was);
      owners?.delete(keyOf(before.metadata.namespace, before.metadata.name));
      if (owners?.size === 0) this.byAnchor.delete(was);
    }
    if (!after || is === undefined) return;
    const owners = this.byAnchor.get(is) ?? new Set<string>();
    this.byAnchor.set(is, owners.add(keyOf(after.metadata.namespace, after.metadata.name)));
  }

  /** The keys of those that may select it. */
  of({ metadata: { namespace, labels } }: StoredObject): readonly string[] {
    return anchorsOf(labels).flatMap((anchor) => [...(this.byAnchor.get(`${namespace} ${anchor}`) ?? [])]);
  }
}

function placeOf(owner: StoredObject): string | undefined {
  const anchor = anchorOf(fields(specOf(owner)['selector']));
  return anchor === undefined ? undefined : `${owner.metadata.namespace} ${anchor}`;
}
