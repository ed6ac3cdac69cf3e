import type { ClusterError } from './cluster-error.ts';
import { checkOf } from './door/check.ts';
import { boolean, exact, list, message, name, needed, word } from './door/declaration.ts';
import type { Door } from './door/door.ts';
import { apiRoot } from './resources.ts';
import type { Transport } from './transport.ts';

/** Where the objects of a kind are. */
export interface ApiResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** apidiscovery.k8s.io's APIGroupDiscoveryList (KEP-3352), or a plain APIGroupList. */
interface GroupDocument {
  readonly kind?: string;
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope?: string;
      }[];
    }[];
  }[];
}

/** A cluster has up to some hundreds of kinds. */
const MOST_KINDS = 20_000;

const checkGroups = checkOf(
  message<GroupDocument>({
    kind: word,
    items: list(
      message({
        metadata: message({ name: exact }),
        versions: list(
          message({
            version: needed(name),
            resources: list(
              message({
                resource: needed(name),
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
  }),
  'discovery',
);

/** meta.k8s.io/v1's APIResourceList. */
interface PlainDocument {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

const checkResources = checkOf(
  message<PlainDocument>({
    resources: list(
      message({ name: needed(exact), kind: needed(name), namespaced: needed(boolean) }),
      MOST_KINDS,
    ),
  }),
  'discovery',
);

const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

/** A kind that was not found is looked for again after so long, in ms: its definition may have come since. */
const LOOK_AGAIN = 30_000;

/** What kinds a server has, asked when first needed and kept for the session. */
export class Discovery {
  private readonly documents = new Map<string, { at: number; resources: Promise<readonly ApiResource[]> }>();

  constructor(
    private readonly transport: Transport,
    private readonly door: Door,
    private readonly now: () => number,
  ) {}

  /**
   * The resource of a kind; of another version of its group where that version is not served any more;
   * undefined where there is none. Rejects with a `ClusterError`.
   */
  async find(apiVersion: string, kind: string): Promise<ApiResource | undefined> {
    const found = match(await this.resources(apiVersion), apiVersion, kind);
    const asked = this.documents.get(rootOf(apiVersion))?.at ?? 0;
    if (found || this.now() - asked < LOOK_AGAIN) return found;
    this.documents.clear();
    return match(await this.resources(apiVersion), apiVersion, kind);
  }

  private async resources(apiVersion: string): Promise<readonly ApiResource[]> {
    const root = rootOf(apiVersion);
    const aggregated = await this.once(root, async () => {
      const answer = await this.transport.json<unknown>(root, { accept: AGGREGATED });
      const document = this.door.document(checkGroups, answer);
      return document.kind === 'APIGroupDiscoveryList' ? aggregatedResources(document) : [];
    });
    if (aggregated.length > 0) return aggregated;
    return this.once(`${root} ${apiVersion}`, () => this.plain(apiVersion));
  }

  /** Servers before 1.26 tell the resources of one version at a time. */
  private async plain(apiVersion: string): Promise<readonly ApiResource[]> {
    let document: PlainDocument;
    try {
      const answer = await this.transport.json<unknown>(apiRoot(apiVersion));
      document = this.door.document(checkResources, answer);
    } catch (error) {
      if ((error as ClusterError).code === 404) return [];
      throw error;
    }
    // A name with a slash is a subresource.
    return (document.resources ?? [])
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
  }

  /** Asks once; what failed is asked again by the next who needs it. */
  private once(key: string, ask: () => Promise<readonly ApiResource[]>): Promise<readonly ApiResource[]> {
    const known = this.documents.get(key);
    if (known) return known.resources;
    const resources = ask();
    this.documents.set(key, { at: this.now(), resources });
    resources.catch(() => this.documents.delete(key));
    return resources;
  }
}

const rootOf = (apiVersion: string): string => (apiVersion.includes('/') ? '/apis' : '/api');

function match(resources: readonly ApiResource[], apiVersion: string, kind: string): ApiResource | undefined {
  const sameKind = resources.filter((resource) => resource.kind === kind);
  const exact = sameKind.find((resource) => resource.apiVersion === apiVersion);
  const group = apiVersion.split('/')[0];
  return exact ?? sameKind.find((resource) => resource.apiVersion.split('/')[0] === group);
}

function aggregatedResources({ items = [] }: GroupDocument): ApiResource[] {
  return items.flatMap(({ metadata, versions = [] }) =>
    versions.flatMap(({ version, resources = [] }) =>
      resources.flatMap(({ resource, responseKind, scope }): ApiResource[] => {
        const kind = responseKind?.kind;
        if (!kind) return [];
        const apiVersion = metadata?.name ? `${metadata.name}/${version}` : version;
        return [{ apiVersion, kind, plural: resource, namespaced: scope !== 'Cluster' }];
      }),
    ),
  );
}
