import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AccessRule, checkAccess, verbOf } from './access.ts';
import { badRequest, methodNotAllowed } from './api-error.ts';
import { readBody, sendJson } from './answer.ts';
import { readObject } from './check-object.ts';
import type { Clock } from './clock.ts';
import { listObjects } from './list.ts';
import { listOptions } from './list-options.ts';
import { applyPatch, isJson, type Json } from './patch.ts';
import type { DeleteOptions, ObjectPlace, Registry } from './registry.ts';
import { type Representation, representation } from './representation.ts';
import type { Route } from './route.ts';
import { scaled, scaleOf } from './scale.ts';
import type { Storage } from './storage.ts';
import type { StoredObject } from './stored-object.ts';
import type { WatchLimits } from './watch.ts';
import { streamWatch } from './watch-stream.ts';

/** What requests for objects need. */
export interface HandlerOptions {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly allows: AccessRule;
  readonly user: string;
  readonly limits: WatchLimits;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: Route;
  readonly query: URLSearchParams;
  readonly view: Representation;
}

/** Answers a request for objects. Throws `ApiError` for what is refused. */
export async function handleObjects(
  options: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
  query: URLSearchParams,
): Promise<void> {
  const method = request.method ?? 'GET';
  const watch = /^(1|true)$/i.test(query.get('watch') ?? '');
  checkAccess(route, verbOf(method, route, watch), options.allows, options.user);
  const accept = request.headers.accept ?? '';
  const now = (): number => options.clock.now();
  const view = representation(accept, route.kind, now, query.get('includeObject'));
  const exchange = { request, response, route, query, view };
  if (method !== 'GET' && query.get('dryRun'))
    throw badRequest('dryRun: the simulated server has no dry runs');
  if (route.name === undefined) await handleCollection(options, exchange);
  else await handleObject(options, exchange, placeOf(route, route.name));
}

async function handleCollection(options: HandlerOptions, exchange: Exchange): Promise<void> {
  const { request, response, route, query, view } = exchange;
  const { kind, namespace } = route;
  const { storage, registry } = options;
  switch (request.method) {
    case 'GET': {
      const wanted = listOptions(query, kind);
      if (wanted.watch) return streamWatch(options, { kind, namespace, options: wanted }, view, response);
      return sendJson(request, response, 200, view.list(listObjects(storage, kind, namespace, wanted)));
    }
    case 'POST': {
      if (kind.namespaced && namespace === undefined) throw methodNotAllowed();
      const sent = readObject(await readBody(request), contentTypeOf(request), kind);
      return sendJson(request, response, 201, view.object(registry.create(kind, namespace, sent)));
    }
    case 'DELETE': {
      if (kind.kind === 'Namespace' || (kind.namespaced && namespace === undefined)) throw methodNotAllowed();
      const wanted = deleteOptions(await readBody(request), query);
      const list = listObjects(storage, kind, namespace, listOptions(query, kind));
      const items = list.items.map(
        ({ metadata }) => registry.delete(placeOf(route, metadata.name), wanted).object,
      );
      return sendJson(request, response, 200, view.list({ ...list, items }));
    }
    default:
      throw methodNotAllowed();
  }
}

async function handleObject(options: HandlerOptions, exchange: Exchange, place: ObjectPlace): Promise<void> {
  const { request, response, route, query, view } = exchange;
  const { registry } = options;
  const scale = route.subresource === 'scale';
  const send = (object: StoredObject): void =>
    sendJson(request, response, 200, scale ? scaleOf(object) : view.object(object));
  switch (request.method) {
    case 'GET':
      return send(registry.get(place));
    case 'PUT': {
      const text = await readBody(request);
      if (scale) return send(registry.update(place, scaled(registry.get(place), readScale(text))));
      return send(registry.update(place, readObject(text, contentTypeOf(request), route.kind)));
    }
    case 'PATCH': {
      const text = await readBody(request);
      if (!scale) return send(registry.patch(place, contentTypeOf(request), text));
      const before = registry.get(place);
      const patched = applyPatch(scaleOf(before) as unknown as Json, contentTypeOf(request), text, true);
      return send(registry.update(place, scaled(before, patched)));
    }
    case 'DELETE': {
      if (route.subresource !== undefined) throw methodNotAllowed();
      const { gone, object } = registry.delete(place, deleteOptions(await readBody(request), query));
      if (!gone || route.kind.returnsDeleted) return send(object);
      return sendJson(request, response, 200, deleted(route, object));
    }
    default:
      throw methodNotAllowed();
  }
}

function placeOf({ kind, namespace, subresource }: Route, name: string): ObjectPlace {
  return { kind, namespace, name, subresource: subresource === 'status' ? subresource : undefined };
}

const contentTypeOf = (request: IncomingMessage): string => request.headers['content-type'] ?? '';

function readScale(text: string): Json {
  const scale: unknown = JSON.parse(text);
  if (isJson(scale)) return scale;
  throw badRequest('the object provided is unrecognized (must be of type Scale): it is no object');
}

/** From the body or, where there is none, from the query. */
function deleteOptions(text: string, query: URLSearchParams): DeleteOptions {
  const seconds = query.get('gracePeriodSeconds');
  if (text.trim() === '') return seconds === null ? {} : { gracePeriodSeconds: Number(seconds) };
  const sent: unknown = JSON.parse(text);
  return isJson(sent) ? (sent as DeleteOptions) : {};
}

function deleted({ kind }: Route, { metadata }: StoredObject): object {
  const details = {
    name: metadata.name,
    ...(kind.group && { group: kind.group }),
    kind: kind.plural,
    uid: metadata.uid,
  };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}
