import type { WatchScope } from '../model/session.ts';
import { firstValueFrom } from 'rxjs';
import { KIND_NAMES, type KindId, type Kinds, WORKLOAD_KINDS } from '../model/kinds.ts';
import type { Claim } from '../model/kinds.ts';
import type { Pod } from '../model/objects.ts';
import { OwnerTree } from '../model/owner-tree.ts';
import type { ClusterSession } from './ports.ts';
import { snapshot } from './snapshot.ts';

/** Reads everything once for the commands that print once. */
export class OneShotReader {
  constructor(
    private readonly session: ClusterSession,
    readonly namespace: string,
  ) {}

  pods(where: WatchScope): Promise<Pod[]> {
    return this.all('pods', where);
  }

  claims(): Promise<Claim[]> {
    return this.all('persistentvolumeclaims', { namespace: this.namespace });
  }

  /** Everything in the namespace that is owned or owns, up to owners that are not watched. */
  async tree(): Promise<OwnerTree> {
    const tree = new OwnerTree();
    const kinds: readonly KindId[] = [...WORKLOAD_KINDS, 'pods'];
    const lists = await Promise.all(kinds.map((kind) => this.all(kind, { namespace: this.namespace })));
    lists.forEach((objects, index) => {
      const names = KIND_NAMES[kinds[index] ?? 'pods'];
      for (const object of objects) tree.set(names.kind, names.apiVersion, object);
    });
    await this.walkUp(tree, new Set());
    return tree;
  }

  private async walkUp(tree: OwnerTree, asked: Set<string>): Promise<void> {
    const unknown = [...tree.unresolved()].filter(({ key }) => !asked.has(key));
    if (unknown.length === 0) return;
    for (const { key } of unknown) asked.add(key);
    const refs = unknown.map(({ key: uid, apiVersion, kind, namespace, name }) => ({
      uid,
      apiVersion,
      kind,
      namespace,
      name,
    }));
    for (const found of await this.session.owners(refs)) {
      if ('metadata' in found) tree.set(found.ref.kind, found.ref.apiVersion, { metadata: found.metadata });
    }
    await this.walkUp(tree, asked);
  }

  private all<K extends KindId>(kind: K, where: WatchScope): Promise<Kinds[K][]> {
    return firstValueFrom(snapshot(this.session, kind, where));
  }
}
