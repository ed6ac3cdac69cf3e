import {
  catchError,
  debounceTime,
  distinctUntilChanged,
  from,
  map,
  type Observable,
  of,
  startWith,
  switchMap,
} from 'rxjs';
import type { Action } from '../store/actions.ts';
import { ownerTree } from '../store/selectors/owner-tree.ts';
import { selectedObject } from '../store/selectors/selected-object.ts';
import type { State } from '../store/state.ts';
import type { Feeder } from './feeding.ts';
import { failureOf } from '../model/failure.ts';
import type { Connection } from '../ports/connection.ts';
import { yamlLines } from './yaml-lines.ts';

/** Fetches the selected object whole while it is on show, and again when it has changed. */
export const document: Feeder = ({ state$, connection$, wantsDocument }) =>
  connection$.pipe(
    switchMap((connection) =>
      state$.pipe(
        map((state) => (wantsDocument(state) ? wanted(state) : undefined)),
        distinctUntilChanged((a, b) => a?.key === b?.key && a?.version === b?.version),
        debounceTime(60),
        switchMap((object) =>
          object ? fetch(connection, object) : of<Action>({ type: 'document', document: undefined }),
        ),
      ),
    ),
  );

interface Wanted extends NonNullable<ReturnType<typeof selectedObject>> {
  /** Changes when it has to be fetched again. */
  readonly version: string;
  /** Whether an older version of it is on show, which stays until the new one is there. */
  readonly known: boolean;
}

function wanted(state: State): Wanted | undefined {
  const object = selectedObject(state);
  if (!object) return undefined;
  const version = ownerTree(state).node(object.key)?.object?.metadata.resourceVersion ?? '';
  const known = state.cluster.document?.key === object.key;
  return { ...object, version: `${state.cluster.generation} ${version}`, known };
}

function fetch(connection: Connection, { key, ref, known }: Wanted): Observable<Action> {
  const aborter = new AbortController();
  const fetched$ = from(connection.get(ref, aborter.signal)).pipe(
    map((object): Action => ({
      type: 'document',
      document: { key, status: 'ready', lines: yamlLines(object) },
    })),
    catchError((error: unknown) =>
      of<Action>({
        type: 'document',
        document: { key, status: 'failed', lines: [], failure: failureOf(error) },
      }),
    ),
  );
  const loading: Action = { type: 'document', document: { key, status: 'loading', lines: [] } };
  return known ? fetched$ : fetched$.pipe(startWith(loading));
}
