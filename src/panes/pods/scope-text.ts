import { watchedAs } from '../../model/kinds/api-kind.ts';
import { hasNoPods } from '../../store/selectors/labels-asked.ts';
import { standingOf } from '../../store/selectors/lists.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { State } from '../../store/state.ts';

/** `Deployment web`: what the Pods are of; undefined where they are a namespace's. */
export function scopeText(state: State): string | undefined {
  const { scope } = state.look.place;
  return scope && `${scope.kind} ${scope.name}${isScopeGone(state) ? ', deleted' : ''}`;
}

/** Why none of it is listed. */
export function scopeEmptyText(state: State): string | undefined {
  const { scope } = state.look.place;
  if (!scope) return undefined;
  const title = `${scope.kind} ${scope.name}`;
  return isScopeGone(state) ? `${title} was deleted` : hasNoPods(state, title);
}

/** Whether what the Pods are of was deleted: of what is only known by what it owns nobody tells. */
function isScopeGone(state: State): boolean {
  const { key, kind, apiVersion } = state.look.place.scope ?? {};
  const listed = kind !== undefined && apiVersion !== undefined && watchedAs({ apiVersion, kind });
  if (!key || !listed || !standingOf(state, listed).complete) return false;
  return ownerTree(state).node(key)?.object === undefined;
}
