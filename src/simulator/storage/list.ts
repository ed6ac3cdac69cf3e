import { ApiError, badRequest, expired } from '../api/api-error.ts';
import { type ListOptions, versionNumber } from '../api/list-options.ts';
import type { ResourceKind } from '../api/resources.ts';
import { firstAfter } from './sorted-keys.ts';
import type { Snapshot, Storage } from './storage.ts';
import type { StoredObject } from '../api/stored-object.ts';

export interface ObjectList {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly StoredObject[];
}

/** Where a list goes on: after which key, at which resourceVersion (-1: at the latest). */
interface Place {
  readonly resourceVersion: number;
  readonly start: string;
}

const TOO_OLD = 'The resourceVersion for the provided list is too old.';
const CONTINUE_TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/**
 * Lists one namespace of a kind, or all, page by page. All pages of a list are of one resourceVersion. The
 * rules are those of apiserver's storage/etcd3/store.go (GetList) and storage/continue.go. Throws `ApiError`
 * 400 for a bad token or version, 410 for one that is too old, 504 for one that is still to come.
 */
export function listObjects(
  storage: Storage,
  kind: ResourceKind,
  namespace: string | undefined,
  options: ListOptions,
): ObjectList {
  const prefix = namespace === undefined ? '' : `${namespace}/`;
  const place = options.continueToken ? readToken(options, storage) : undefined;
  const snapshot = storage.snapshot(
    kind,
    place ? placeVersion(place, storage) : wantedVersion(options, storage),
  );
  // A list of resourceVersion 0 is served from the cache, which knows no pages.
  const limit = options.resourceVersion === '0' && !place ? 0 : options.limit;
  const from = firstAfter(snapshot.keys, place ? prefix + place.start : prefix);
  return page(snapshot, prefix, from, limit, options);
}

function page(
  snapshot: Snapshot,
  prefix: string,
  from: number,
  limit: number,
  options: ListOptions,
): ObjectList {
  const { keys } = snapshot;
  const items: StoredObject[] = [];
  let at = from;
  let last = '';
  for (; at < keys.length && (limit === 0 || items.length < limit); at += 1) {
    const key = keys[at] ?? '';
    if (!key.startsWith(prefix)) break;
    const object = snapshot.get(key);
    if (object && options.selects(object)) items.push(object);
    last = key;
  }
  const end = firstAfter(keys, prefix === '' ? '\uffff' : `${prefix}\uffff`);
  const remaining = end - at;
  const resourceVersion = String(snapshot.resourceVersion);
  if (remaining <= 0) return { metadata: { resourceVersion }, items };
  const token = writeToken(snapshot.resourceVersion, last.slice(prefix.length));
  return {
    metadata: {
      resourceVersion,
      continue: token,
      ...(!options.selective && { remainingItemCount: remaining }),
    },
    items,
  };
}

/** The resourceVersion a first page is of: only `Exact`, and pages of a version (its older form), look back. */
function wantedVersion(options: ListOptions, storage: Storage): number {
  const { resourceVersion, match, limit } = options;
  const latest = storage.resourceVersion;
  if (resourceVersion === '') return latest;
  const wanted = versionNumber(resourceVersion, 'list');
  if (wanted > latest) throw tooLarge(wanted, latest);
  const exact = match === 'Exact' || (match === undefined && limit > 0 && wanted > 0);
  if (!exact) return latest;
  if (wanted < storage.oldest) throw expired(TOO_OLD);
  return wanted;
}

function placeVersion({ resourceVersion, start }: Place, storage: Storage): number {
  if (resourceVersion < 0) return storage.resourceVersion;
  if (resourceVersion < storage.oldest) throw expired(CONTINUE_TOO_OLD, writeToken(-1, start));
  return Math.min(resourceVersion, storage.resourceVersion);
}

function readToken({ continueToken, resourceVersion }: ListOptions, storage: Storage): Place {
  if (resourceVersion !== '' && resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  let token: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    token = JSON.parse(Buffer.from(continueToken, 'base64url').toString()) as typeof token;
  } catch (error) {
    throw badRequest(`invalid continue token: continue key is not valid: ${(error as Error).message}`);
  }
  const { v, rv, start } = token;
  if (v !== 'meta.k8s.io/v1' || typeof rv !== 'number' || typeof start !== 'string') {
    throw badRequest(
      'invalid continue token: continue key is not valid: incorrect encoded start key or version',
    );
  }
  // An inconsistent list goes on as a consistent one: its next token names the version of this page.
  return { resourceVersion: rv > storage.resourceVersion ? -1 : rv, start };
}

function writeToken(resourceVersion: number, start: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: resourceVersion, start })).toString(
    'base64url',
  );
}

/** The place of the first key that comes after `key`. */
/** 504: what apiserver's storage.NewTooLargeResourceVersionError sends, after waiting for it in vain. */
function tooLarge(wanted: number, latest: number): ApiError {
  return new ApiError(504, 'Timeout', `Timeout: Too large resource version: ${wanted}, current: ${latest}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
