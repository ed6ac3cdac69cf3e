import { type ApiKind, groupOf, type KindAnswer } from '../../model/kinds/api-kind.ts';
import { builtInKind, findKind, nearestKind } from '../../model/owners/kind-match.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { readGroups, readKinds, type Told } from './discovery-documents.ts';
import type { Door } from '../door/door.ts';
import { apiRoot } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

const AGGREGATED = ['v2', 'v2beta1']
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat('application/json')
  .join(',');

/** A kind that was not found is looked for again after so long, in ms: its definition may have come since. */
const LOOK_AGAIN = 30_000;
/** How many versions are asked at a time for their kinds. */
const AT_ONCE = 10;

/** What kinds a server has, asked when first needed and kept for the session. */
export class Discovery {
  private readonly documents = new Map<string, { at: number; answer: Promise<unknown> }>();

  constructor(
    private readonly transport: Transport,
    private readonly door: Door,
    private readonly now: () => number,
  ) {}

  /**
   * The resource of a kind; of another version of its group where that version is not served any more;
   * undefined where there is none. Rejects with a `ClusterError`, of code 503 where the group cannot be asked now.
   */
  async find(apiVersion: string, kind: string): Promise<ApiKind | undefined> {
    const root = rootOf(apiVersion);
    const look = async (): Promise<ApiKind | undefined> =>
      match(await this.kindsOf(root, [apiVersion]), apiVersion, kind);
    let found = await look();
    const asked = this.documents.get(root)?.at ?? 0;
    if (!found && this.now() - asked >= LOOK_AGAIN) {
      this.documents.clear();
      found = await look();
    }
    const { stale } = await this.told(root);
    const untold = stale.find((version) => groupOf(version) === groupOf(apiVersion));
    if (!found && untold !== undefined) throw unavailable(untold);
    return found;
  }

  /** The kind that a word means to kubectl. Rejects with a `ClusterError`. */
  async named(typed: string): Promise<KindAnswer> {
    const builtIn = builtInKind(typed);
    if (builtIn) return { kind: builtIn };
    const roots = ['/api', '/apis'];
    const told = await Promise.all(roots.map((root) => this.told(root)));
    const kinds = (await Promise.all(roots.map((root) => this.kindsOf(root)))).flat();
    const kind = findKind(kinds, typed);
    if (kind) return { kind };
    const untold = [...new Set(told.flatMap(({ stale }) => stale.map(groupOf)))];
    return { kind: undefined, nearest: nearestKind(kinds, typed), untold };
  }

  /** All kinds below a path; where the server tells those of one version at a time, of these versions. */
  private async kindsOf(root: string, only?: readonly string[]): Promise<readonly ApiKind[]> {
    const { kinds, versions } = await this.told(root);
    if (kinds.length > 0) return kinds;
    const waiting = [...(only ?? (root === '/api' ? ['v1'] : versions))].map((version, index) => ({
      version,
      index,
    }));
    const found: (readonly ApiKind[])[] = [];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift())
        found[next.index] = await this.plain(next.version, only !== undefined);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found.flat();
  }

  private told(root: string): Promise<Told> {
    return this.once(root, async () =>
      readGroups(this.door, await this.transport.json(root, { accept: AGGREGATED })),
    );
  }

  /** Servers before 1.26 tell the kinds of one version at a time. One that cannot be had hides no other. */
  private plain(apiVersion: string, strict: boolean): Promise<readonly ApiKind[]> {
    const asked = this.once(`version ${apiVersion}`, async () => {
      try {
        return readKinds(this.door, apiVersion, await this.transport.json(apiRoot(apiVersion)));
      } catch (error) {
        if ((error as ClusterError).code === 404) return [];
        throw error;
      }
    });
    return strict ? asked : asked.catch(() => []);
  }

  /** Asks once; what failed is asked again by the next who needs it. */
  private once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.documents.get(key);
    if (known) return known.answer as Promise<T>;
    const answer = ask();
    this.documents.set(key, { at: this.now(), answer });
    answer.catch(() => this.documents.delete(key));
    return answer;
  }
}

const rootOf = (apiVersion: string): string => (apiVersion.includes('/') ? '/apis' : '/api');

function match(kinds: readonly ApiKind[], apiVersion: string, kind: string): ApiKind | undefined {
  const sameKind = kinds.filter((known) => known.kind === kind);
  const exact = sameKind.find((known) => known.apiVersion === apiVersion);
  const group = apiVersion.split('/')[0];
  return exact ?? sameKind.find((known) => known.apiVersion.split('/')[0] === group);
}

function unavailable(apiVersion: string): ClusterError {
  const message = `the server that has ${apiVersion} does not answer the API server now`;
  return new ClusterError({ code: 503, reason: 'ServiceUnavailable', message });
}
