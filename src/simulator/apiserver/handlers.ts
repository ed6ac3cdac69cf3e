import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkAccess, verbOf } from './request/access.ts';
import { badRequest, invalid, methodNotAllowed } from '../api/api-error.ts';
import { readBody, sendJson, sendProtobuf } from './request/answer.ts';
import { APPLY, mediaType } from './request/body.ts';
import { readObject } from './request/read-object.ts';
import { checkKnownFields, checkKnownPatchFields, fieldValidation } from './request/field-validation.ts';
import { checkMortal } from './immortal.ts';
import { listObjects } from '../storage/list.ts';
import { listOptions } from '../api/list-options.ts';
import { applyPatch, isJson, type Json } from '../api/patches/patch.ts';
import type { DeleteOptions } from '../registry/deletion.ts';
import type { ObjectPlace, Registry } from '../registry/registry.ts';
import { representation } from './request/representation.ts';
import type { Route } from './request/route.ts';
import { scaled, scaleOf } from './subresources/scale.ts';
import type { StoredObject } from '../api/stored-object.ts';
import type { Exchange, HandlerOptions } from './request/exchange.ts';
import { handlePodPart, isPodPart } from './subresources/pod-parts.ts';
import { streamWatch } from './watch-stream.ts';

/** So long a list waits for a resourceVersion that is still to come (storage/cacher, blockTimeout). */
const TO_COME_MS = 3000;

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
  if (route.name === undefined) await handleCollection(options, exchange);
  else if (isPodPart(route)) await handlePodPart(options, exchange, placeOf(route, route.name));
  else await handleObject(options, exchange, placeOf(route, route.name));
}

function sendObject({ request, response, view }: Exchange, code: number, body: object): void {
  (view.protobuf ? sendProtobuf : sendJson)(request, response, code, body);
}

async function handleCollection(options: HandlerOptions, exchange: Exchange): Promise<void> {
  const { request, response, route, query, view } = exchange;
  const { kind, namespace } = route;
  const { storage, registry } = options;
  switch (request.method) {
    case 'GET': {
      const wanted = listOptions(query, kind);
      if (wanted.watch) return streamWatch(options, { kind, namespace, options: wanted }, view, response);
      await storage.reached(Number(wanted.resourceVersion), options.clock, TO_COME_MS);
      return sendObject(exchange, 200, view.list(listObjects(storage, kind, namespace, wanted)));
    }
    case 'POST': {
      if (kind.namespaced && namespace === undefined) throw methodNotAllowed();
      const sent = readObject(await readBody(request), contentTypeOf(request), kind);
      checkKnownFields(kind, sent, fieldValidation(query), response);
      const write = writer(options, query.getAll('dryRun'));
      return sendObject(exchange, 201, view.object(write(() => registry.create(kind, namespace, sent))));
    }
    case 'DELETE': {
      if (kind.kind === 'Namespace' || (kind.namespaced && namespace === undefined)) throw methodNotAllowed();
      const wanted = deleteOptions(await readBody(request), query);
      const write = writer(options, wanted.dryRun);
      const list = listObjects(storage, kind, namespace, listOptions(query, kind));
      const items = list.items.map(
        ({ metadata }) => write(() => registry.delete(placeOf(route, metadata.name), wanted)).object,
      );
      return sendObject(exchange, 200, view.list({ ...list, items }));
    }
    default:
      throw methodNotAllowed();
  }
}

async function handleObject(options: HandlerOptions, exchange: Exchange, place: ObjectPlace): Promise<void> {
  const { request, response, route, query, view } = exchange;
  const { registry } = options;
  const scale = route.subresource === 'scale';
  const send = (object: StoredObject, code = 200): void =>
    scale
      ? sendJson(request, response, code, scaleOf(object))
      : sendObject(exchange, code, view.object(object));
  switch (request.method) {
    case 'GET':
      return send(registry.get(place));
    case 'PUT':
    case 'PATCH': {
      const text = await readBody(request);
      const write = writer(options, query.getAll('dryRun'));
      const put = request.method === 'PUT';
      if (!scale) validate(exchange, text);
      if (put) return send(write(() => replaced(registry, place, text, request, scale)));
      const { created, object } = write(() => patched(registry, place, text, request, scale));
      return send(object, created ? 201 : 200);
    }
    case 'DELETE': {
      if (route.subresource !== undefined) throw methodNotAllowed();
      checkMortal(place);
      const wanted = deleteOptions(await readBody(request), query);
      const { gone, object } = writer(options, wanted.dryRun)(() => registry.delete(place, wanted));
      if (!gone || route.kind.returnsDeleted) return send(object);
      return sendJson(request, response, 200, deleted(route, object));
    }
    default:
      throw methodNotAllowed();
  }
}

/** Throws `ApiError` for fields there are not, where the client wants that. */
function validate({ request, response, route: { kind }, query }: Exchange, text: string): void {
  const type = mediaType(contentTypeOf(request));
  const validation = fieldValidation(query);
  if (request.method === 'PUT' || type === APPLY) {
    checkKnownFields(kind, readObject(text, '', kind), validation, response);
  } else if (/(merge-patch)\+json$/.test(type)) checkKnownPatchFields(kind, text, validation, response);
}

/** Runs a write, or rehearses it where only a dry run is asked for. Throws `ApiError` 422 for other dry runs than of all. */
function writer({ storage }: HandlerOptions, dryRun: readonly string[] = []): <T>(write: () => T) => T {
  const wrong = dryRun.filter((one) => one !== 'All');
  if (wrong.length > 0) {
    const message = `Unsupported value: ${JSON.stringify(wrong)}: supported values: "All"`;
    const error = { reason: 'FieldValueNotSupported', field: 'dryRun', message } as const;
    throw invalid({ kind: 'CreateOptions', group: 'meta.k8s.io' }, '', [error]);
  }
  return (write) => (dryRun.length > 0 ? storage.rehearse(write) : write());
}

function replaced(
  registry: Registry,
  place: ObjectPlace,
  text: string,
  request: IncomingMessage,
  scale: boolean,
): StoredObject {
  if (scale) return registry.update(place, scaled(registry.get(place), readScale(text)));
  return registry.update(place, readObject(text, contentTypeOf(request), place.kind));
}

function patched(
  registry: Registry,
  place: ObjectPlace,
  text: string,
  request: IncomingMessage,
  scale: boolean,
): { readonly created: boolean; readonly object: StoredObject } {
  const type = contentTypeOf(request);
  if (scale) {
    const before = registry.get(place);
    const wanted = applyPatch(scaleOf(before) as unknown as Json, type, text, true);
    return { created: false, object: registry.update(place, scaled(before, wanted)) };
  }
  if (mediaType(type) === APPLY) return registry.apply(place, readObject(text, '', place.kind));
  return { created: false, object: registry.patch(place, type, text) };
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
  const policy = query.get('propagationPolicy');
  const asked = {
    ...(policy !== null && { propagationPolicy: policy as NonNullable<DeleteOptions['propagationPolicy']> }),
    ...(query.has('dryRun') && { dryRun: query.getAll('dryRun') }),
    ...(seconds !== null && { gracePeriodSeconds: Number(seconds) }),
  };
  if (text.trim() === '') return asked;
  const sent: unknown = JSON.parse(text);
  return isJson(sent) ? { ...asked, ...(sent as DeleteOptions) } : asked;
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
