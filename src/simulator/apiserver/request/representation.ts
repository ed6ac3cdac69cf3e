import { ApiError } from '../../api/api-error.ts';
import type { ObjectList } from '../../storage/list.ts';
import { apiVersionOf, type ResourceKind } from '../../api/resources.ts';
import type { StoredObject } from '../../api/stored-object.ts';
import { columnsOf } from '../table/columns.ts';
import type { WatchFrame } from '../../storage/watch.ts';
import { PROTOBUF } from '../schema/protobuf.ts';
import { SENT_KINDS } from '../schema/sent/types.ts';

const META = 'meta.k8s.io/v1';

/** In which form objects are sent: whole, as their metadata, or as rows of a table. */
export interface Representation {
  /** Whether they are written in protobuf, and not as JSON. */
  readonly protobuf: boolean;
  object(object: StoredObject): object;
  list(list: ObjectList): object;
  /** The object of a line of a watch. */
  frame(frame: WatchFrame): object;
}

interface Wish {
  /** Of meta.k8s.io/v1. */
  readonly as: 'object' | 'PartialObjectMetadata' | 'Table';
  readonly protobuf: boolean;
}

/**
 * The form that the Accept header asks for first, of those there are (apiserver's endpoints/handlers/negotiation).
 * Throws `ApiError` 406 where there is none.
 */
export function representation(
  accept: string,
  kind: ResourceKind,
  now: () => number,
  includeObject: string | null,
): Representation {
  const { as, protobuf } = wish(accept, !kind.custom && SENT_KINDS.has(kind.kind));
  if (as === 'Table') return table(kind, now, includeObject ?? 'Metadata');
  return as === 'object' ? whole(kind, protobuf) : metadataOnly();
}

function wish(accept: string, hasProtobuf: boolean): Wish {
  const types = accept === '' ? ['application/json'] : accept.split(',').map((type) => type.trim());
  for (const type of types) {
    const [media = '', ...parameters] = type.split(';').map((part) => part.trim());
    if (media === PROTOBUF && hasProtobuf && !parameters.some((one) => one.startsWith('as=')))
      return { as: 'object', protobuf: true };
    if (!['application/json', 'application/*', '*/*'].includes(media)) continue;
    const asked = new Map(parameters.map((one) => one.split('=', 2) as [string, string]));
    const as = asked.get('as');
    if (as === undefined) return { as: 'object', protobuf: false };
    if (asked.get('g') !== 'meta.k8s.io' || asked.get('v') !== 'v1') continue;
    const item = as.replace(/^PartialObjectMetadataList$/, 'PartialObjectMetadata');
    if (item === 'Table' || item === 'PartialObjectMetadata') return { as: item, protobuf: false };
  }
  const why =
    '406: Not Acceptable\n\nAvailable representations: application/json, application/json;stream=watch';
  throw new ApiError(406, 'NotAcceptable', why, {});
}

/** A watch says of every object what it is. */
function whole(kind: ResourceKind, protobuf: boolean): Representation {
  const apiVersion = apiVersionOf(kind);
  return {
    protobuf,
    object: (object) => object,
    list: ({ metadata, items }) => ({
      kind: `${kind.kind}List`,
      apiVersion,
      metadata,
      // Lists of built-in kinds do not repeat what each object is; those of custom ones do.
      items: kind.custom ? items : items.map(({ apiVersion: _version, kind: _kind, ...rest }) => rest),
    }),
    frame: ({ object }) => object,
  };
}

function metadataOnly(): Representation {
  const bare = ({ metadata }: { metadata?: unknown }): object => ({
    kind: 'PartialObjectMetadata',
    apiVersion: META,
    metadata,
  });
  return {
    protobuf: false,
    object: bare,
    list: ({ metadata, items }) => ({
      kind: 'PartialObjectMetadataList',
      apiVersion: META,
      metadata,
      items: items.map(bare),
    }),
    frame: (frame) => (frame.type === 'ERROR' ? frame.object : bare(frame.object)),
  };
}

function table(kind: ResourceKind, now: () => number, include: string): Representation {
  const columns = columnsOf(kind.kind);
  const definitions = columns.map(({ name, type, format, description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
  const attached = (object: StoredObject): object => {
    const { metadata } = object;
    if (include === 'Object') return { object };
    return include === 'None'
      ? {}
      : { object: { kind: 'PartialObjectMetadata', apiVersion: META, metadata } };
  };
  const row = (object: StoredObject): object => ({
    cells: columns.map(({ cell }) => cell(object, now())),
    ...attached(object),
  });
  const tabled = (metadata: object, columnDefinitions: unknown, rows: readonly object[]): object => ({
    kind: 'Table',
    apiVersion: META,
    metadata,
    columnDefinitions,
    rows,
  });
  let told = false;
  return {
    protobuf: false,
    object: (object) =>
      tabled({ resourceVersion: object.metadata.resourceVersion }, definitions, [row(object)]),
    list: ({ metadata, items }) => tabled(metadata, definitions, items.map(row)),
    frame: (frame) => {
      if (frame.type === 'ERROR') return frame.object;
      const { metadata } = frame.object;
      // The columns come once, with the first line.
      const defined = told ? null : definitions;
      told = true;
      const rows =
        frame.type === 'BOOKMARK'
          ? [{ cells: columns.map(() => ''), object: frame.object }]
          : [row(frame.object)];
      return tabled({ resourceVersion: metadata.resourceVersion }, defined, rows);
    },
  };
}
