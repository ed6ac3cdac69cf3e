import type { WatchScope } from '../../model/connection.ts';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { kindMatches } from '../../model/owners/kind-match.ts';
import { KIND_NAMES, type KindId, type Kinds, WORKLOAD_KINDS } from '../../model/kinds.ts';
import type { Claim } from '../../model/kinds.ts';
import type { Pod } from '../../model/objects.ts';
import { OwnerTreeDraft } from '../../model/owners/owner-tree-draft.ts';
import { OwnerTree } from '../../model/owners/owner-tree.ts';
import { walkTarget } from '../../model/processes/walk-target.ts';
import type { Walks } from '../../model/processes/walked.ts';
import type { Connection } from '../../ports/connection.ts';
import { snapshot, SnapshotError } from './snapshot.ts';

/** Reads everything once for the commands that print once. */
export class OneShotReader {
  constructor(
    private readonly connection: Connection,
    readonly namespace: string,
  ) {}

  pods(where: WatchScope): Promise<Pod[]> {
    return this.all('pods', where);
  }

  /** Rejects where it cannot be had; undefined where it is not there. */
  async pod(name: string): Promise<Pod | undefined> {
    try {
      return await this.connection.one('pods', { namespace: this.namespace, name });
    } catch (error) {
      if ((error as { code?: unknown }).code === 404) return undefined;
      throw error;
    }
  }

  claims(): Promise<Claim[]> {
    return this.all('persistentvolumeclaims', { namespace: this.namespace });
  }

  async walks(pod: Pod): Promise<Walks> {
    return new Map(await lastValueFrom(this.connection.walk(walkTarget(pod)).pipe(toArray())));
  }

  /**
   * Everything in the namespace that is owned or owns, up to owners that are not watched, and the kinds that may not
   * be listed (403). Rejects where that is the wanted kind, as it was typed, or all of them, and at any other failure.
   */
  async tree(wanted: string): Promise<{ tree: OwnerTree; denied: readonly KindId[] }> {
    const draft = new OwnerTreeDraft(OwnerTree.empty());
    const kinds: readonly KindId[] = [...WORKLOAD_KINDS, 'pods'];
    const refusals = new Map<KindId, SnapshotError>();
    const lists = await Promise.all(
      kinds.map((kind) =>
        this.all(kind, { namespace: this.namespace }).catch((error: unknown) => {
          const { kind: name, apiVersion } = KIND_NAMES[kind];
          if (!isDenied(error) || kindMatches(wanted, name, apiVersion)) throw error;
          refusals.set(kind, error);
          return [];
        }),
      ),
    );
    const [first] = refusals.values();
    if (first && refusals.size === kinds.length) throw first;
    lists.forEach((objects, index) => {
      const names = KIND_NAMES[kinds[index] ?? 'pods'];
      for (const object of objects) draft.set(names.kind, names.apiVersion, object);
    });
    const tree = await this.walkedUp(draft.done(), new Set());
    return { tree, denied: kinds.filter((kind) => refusals.has(kind)) };
  }

  private async walkedUp(tree: OwnerTree, asked: Set<string>): Promise<OwnerTree> {
    const unknown = [...tree.unresolved()].filter(({ key }) => !asked.has(key));
    if (unknown.length === 0) return tree;
    for (const { key } of unknown) asked.add(key);
    const refs = unknown.map(({ key: uid, apiVersion, kind, namespace, name }) => ({
      uid,
      apiVersion,
      kind,
      namespace,
      name,
    }));
    const draft = new OwnerTreeDraft(tree);
    for (const found of await this.connection.owners(refs)) {
      if ('metadata' in found) draft.set(found.ref.kind, found.ref.apiVersion, { metadata: found.metadata });
    }
    return this.walkedUp(draft.done(), asked);
  }

  private all<K extends KindId>(kind: K, where: WatchScope): Promise<Kinds[K][]> {
    return firstValueFrom(snapshot(this.connection, kind, where));
  }
}

const isDenied = (error: unknown): error is SnapshotError =>
  error instanceof SnapshotError && error.failure.code === 403;
