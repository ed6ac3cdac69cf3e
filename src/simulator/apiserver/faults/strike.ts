import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkAccess, verbOf } from '../request/access.ts';
import { ApiError } from '../../api/api-error.ts';
import type { Listener } from '../request/listener.ts';
import type { ResourceKind } from '../../api/resources.ts';
import { type Route, route } from '../request/route.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Faults, Outcome } from './faults.ts';

interface StrikeOptions {
  readonly faults: Faults | undefined;
  readonly kinds: readonly ResourceKind[];
  readonly storage: Storage;
  readonly user: string;
}

/** Lets a fault at the request, if one is armed for it. Throws `ApiError` where it is to be refused. */
export function strike(
  { faults, kinds, storage, user }: StrikeOptions,
  connections: Listener,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Outcome {
  if (!faults) return { kind: 'go-on' };
  const found = routeOf(path, kinds);
  const method = request.method ?? 'GET';
  const verb = found ? verbOf(method, found, query.has('watch')) : method.toLowerCase();
  const outcome = faults.strike(
    { verb, resource: found?.kind.plural, path },
    response,
    connections.under(request.socket),
  );
  if (outcome.kind === 'deny' && found) checkAccess(found, verb, () => false, user);
  if (outcome.kind === 'compact') storage.forget();
  const version = Number(query.get('resourceVersion'));
  if (outcome.kind === 'go-on' && outcome.repeat !== undefined && version > 0) {
    query.set('resourceVersion', String(Math.max(storage.oldest, version - outcome.repeat)));
  }
  return outcome;
}

/** Where a path leads; undefined where it leads to no objects, for whatever reason. */
function routeOf(path: string, kinds: readonly ResourceKind[]): Route | undefined {
  try {
    return route(path, kinds);
  } catch (error) {
    if (error instanceof ApiError || error instanceof URIError) return undefined;
    throw error;
  }
}
