import {
  auditTime,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  from,
  map,
  type Observable,
  switchMap,
} from 'rxjs';
import { BUILT_IN } from '../../model/kinds/api-kind.ts';
import type { OwnerNode } from '../../model/owners/owner-tree.ts';
import type { Action } from '../../store/actions.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import type { State } from '../../store/state.ts';
import type { Feeder } from '../feeding.ts';
import type { Connection } from '../../ports/connection.ts';

const WATCHED: ReadonlySet<string> = new Set(BUILT_IN.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));

/** Walks up to owners that no watch delivers (an Argo Rollout, any custom resource), level by level. */
export const owners: Feeder = ({ state$, connection$ }) =>
  connection$.pipe(
    switchMap((connection) =>
      state$.pipe(
        // Every node is looked at: not each second because of the clock.
        distinctUntilChanged(
          (a, b) => a.cluster.tables === b.cluster.tables && a.cluster.owners === b.cluster.owners,
        ),
        auditTime(100),
        exhaustMap((state) => walk(connection, unknownOwners(state))),
      ),
    ),
  );

function unknownOwners(state: State): OwnerNode[] {
  const tree = ownerTree(state);
  const unknown = new Map<string, OwnerNode>();
  for (const node of tree.unresolved()) {
    const { uid, apiVersion, kind } = node;
    if (!state.cluster.owners.has(uid) && !WATCHED.has(`${apiVersion} ${kind}`)) unknown.set(uid, node);
  }
  return [...unknown.values()];
}

function walk(connection: Connection, nodes: readonly OwnerNode[]): Observable<Action> {
  if (nodes.length === 0) return EMPTY;
  const refs = nodes.map(({ uid, apiVersion, kind, namespace, name }) => ({
    uid,
    apiVersion,
    kind,
    name,
    ...(namespace !== '' && { namespace }),
  }));
  return from(connection.owners(refs)).pipe(map((found): Action => ({ type: 'owners', owners: found })));
}
