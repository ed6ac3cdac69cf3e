import type { ApiKind } from '../../model/kinds/api-kind.ts';
import { checkOf } from '../door/check.ts';
import { boolean, exact, list, message, name, needed, word } from '../door/declaration.ts';
import type { Door } from '../door/door.ts';

/** apidiscovery.k8s.io's APIGroupDiscoveryList (KEP-3352), or a plain APIGroupList. */
interface GroupDocument {
  readonly kind?: string;
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly AggregatedVersion[];
  }[];
  readonly groups?: readonly {
    readonly name: string;
    readonly versions?: readonly Version[];
    readonly preferredVersion?: Version;
  }[];
}
interface AggregatedVersion {
  readonly version: string;
  /** `Stale` where the server that serves the group does not answer: its kinds are not, or not all, told. */
  readonly freshness?: string;
  readonly resources?: readonly {
    readonly resource: string;
    readonly singularResource?: string;
    readonly shortNames?: readonly string[];
    readonly responseKind?: { readonly kind?: string };
    readonly scope?: string;
  }[];
}
interface Version {
  readonly groupVersion: string;
}

/** A cluster has up to some hundreds of kinds. */
const MOST_KINDS = 20_000;

const version = message<Version>({ groupVersion: needed(exact) });

const checkGroups = checkOf(
  message<GroupDocument>({
    kind: word,
    items: list(
      message({
        metadata: message({ name: exact }),
        versions: list(
          message<AggregatedVersion>({
            version: needed(name),
            freshness: word,
            resources: list(
              message({
                resource: needed(name),
                singularResource: exact,
                shortNames: list(name),
                responseKind: message({ kind: name }),
                scope: word,
              }),
              MOST_KINDS,
            ),
          }),
        ),
      }),
      MOST_KINDS,
    ),
    groups: list(
      message({ name: needed(name), versions: list(version), preferredVersion: version }),
      MOST_KINDS,
    ),
  }),
  'discovery',
);

/** meta.k8s.io/v1's APIResourceList. */
interface PlainDocument {
  readonly resources?: readonly {
    readonly name: string;
    readonly singularName?: string;
    readonly shortNames?: readonly string[];
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

const checkResources = checkOf(
  message<PlainDocument>({
    resources: list(
      message({
        name: needed(exact),
        singularName: exact,
        shortNames: list(name),
        kind: needed(name),
        namespaced: needed(boolean),
      }),
      MOST_KINDS,
    ),
  }),
  'discovery',
);

/** What `/api` or `/apis` tells: all kinds, or which versions are to be asked for theirs. */
export interface Told {
  /** In the server's order of groups, the preferred version of each first. */
  readonly kinds: readonly ApiKind[];
  /** The versions whose server does not answer now. */
  readonly stale: readonly string[];
  /** Where the kinds are not told: the versions that have some, in the same order. */
  readonly versions: readonly string[];
}

export function readGroups(door: Door, answer: unknown): Told {
  const { kind, items = [], groups = [] } = door.document(checkGroups, answer);
  if (kind !== 'APIGroupDiscoveryList') {
    const versions = groups.flatMap(({ preferredVersion, versions: all = [] }) =>
      [...(preferredVersion ? [preferredVersion] : []), ...all].map(({ groupVersion }) => groupVersion),
    );
    return { kinds: [], stale: [], versions: [...new Set(versions)] };
  }
  const all = items.flatMap(({ metadata, versions = [] }) =>
    versions.map((each) => ({
      ...each,
      apiVersion: metadata?.name ? `${metadata.name}/${each.version}` : each.version,
    })),
  );
  return {
    kinds: all.flatMap(({ apiVersion, resources = [] }) =>
      resources.flatMap(({ resource, singularResource, shortNames = [], responseKind, scope }) => {
        const own = { apiVersion, plural: resource, shortNames, namespaced: scope !== 'Cluster' };
        return responseKind?.kind ? [withSingular(own, responseKind.kind, singularResource)] : [];
      }),
    ),
    stale: all.filter(({ freshness }) => freshness === 'Stale').map(({ apiVersion }) => apiVersion),
    versions: [],
  };
}

/** What one version tells of its kinds. A name with a slash is a subresource. */
export function readKinds(door: Door, apiVersion: string, answer: unknown): ApiKind[] {
  const { resources = [] } = door.document(checkResources, answer);
  return resources
    .filter(({ name: plural }) => !plural.includes('/'))
    .map(({ name: plural, singularName, shortNames = [], kind, namespaced }) =>
      withSingular({ apiVersion, plural, shortNames, namespaced }, kind, singularName),
    );
}

/** Servers before 1.27 do not tell the singular of their own kinds. */
const withSingular = (
  own: Omit<ApiKind, 'kind' | 'singular'>,
  kind: string,
  singular: string | undefined,
): ApiKind => ({ ...own, kind, singular: singular || kind.toLowerCase() });
