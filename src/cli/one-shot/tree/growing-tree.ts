import { BUILT_IN } from '../../../model/kinds/api-kind.ts';
import type { OwnerRef, OwnerResult, WatchScope } from '../../../model/connection.ts';
import { failureOf } from '../../../model/failure.ts';
import { KIND_NAMES, type KindId, WORKLOAD_KINDS } from '../../../model/kinds/kinds.ts';
import type { KubeObject } from '../../../model/kinds/objects.ts';
import { OwnerTreeDraft } from '../../../model/owners/owner-tree-draft.ts';
import { type OwnerNode, OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { Failure } from '../../../model/kinds/watch-event.ts';
import type { Connection } from '../../../ports/connection.ts';
import type { OneShotPlace } from '../one-shot-place.ts';
import { listAll, SnapshotError } from '../snapshot.ts';

const EVERYTHING: readonly KindId[] = [...WORKLOAD_KINDS, 'pods'];

/** An ownership tree while a cluster is asked for its objects, with what could not be had. */
export class GrowingTree {
  tree = OwnerTree.empty();
  /** Why owners could not be had, by their uid. */
  readonly failures = new Map<string, Failure>();
  private readonly denied = new Map<string, KindId>();

  constructor(
    private readonly connection: Connection,
    private readonly place: OneShotPlace,
  ) {}

  /** What may not be listed, so that it may be missing: `pods`, `jobs in all namespaces`. Answers come in any order. */
  get deniedInOrder(): readonly string[] {
    const place = ([, kind]: readonly [string, KindId]): number => EVERYTHING.indexOf(kind);
    return [...this.denied].sort((a, b) => place(a) - place(b)).map(([what]) => what);
  }

  add({ kind, apiVersion }: { kind: string; apiVersion: string }, objects: readonly KubeObject[]): void {
    const draft = new OwnerTreeDraft(this.tree);
    for (const object of objects) draft.set(kind, apiVersion, object);
    this.tree = draft.done();
  }

  /** Objects of several kinds. What may not be listed in all namespaces may still be in one. */
  async lists(kinds: readonly KindId[], scope: WatchScope): Promise<void> {
    await Promise.all(
      kinds.map(async (kind) => {
        try {
          this.add(KIND_NAMES[kind], await listAll(this.connection, kind, scope, this.place));
        } catch (error) {
          if (!(error instanceof SnapshotError && error.failure.code === 403)) throw error;
          const everywhere = scope.namespace === undefined;
          this.denied.set(everywhere ? `${kind} in all namespaces` : kind, kind);
          if (everywhere) await this.lists([kind], { ...scope, namespace: this.place.namespace });
        }
      }),
    );
  }

  /** All that owns or is owned, up to owners of kinds that are not watched. */
  async everything(scope: WatchScope): Promise<void> {
    await this.lists(EVERYTHING, scope);
    const asked = new Set<string>(this.failures.keys());
    for (;;) {
      const unknown = new Map<string, OwnerNode>();
      for (const node of this.tree.unresolved()) if (!asked.has(node.uid)) unknown.set(node.uid, node);
      if (unknown.size === 0) return;
      for (const uid of unknown.keys()) asked.add(uid);
      const refs = Array.from(unknown.values(), ({ uid, apiVersion, kind, namespace, name }) => ({
        ...{ uid, apiVersion, kind, name },
        ...(namespace !== '' && { namespace }),
      }));
      for (const result of await this.connection.owners(refs)) this.take(result);
    }
  }

  /** One owner, as a watch has it where its kind is watched; undefined where it cannot be had. */
  async owner(ref: OwnerRef): Promise<KubeObject | undefined> {
    const { uid, kind, name } = ref;
    const known = BUILT_IN.find((each) => each.kind === kind && each.apiVersion === ref.apiVersion);
    if (!known) {
      const [result] = await this.connection.owners([ref]);
      return result && this.take(result);
    }
    try {
      const { object } = await this.connection.named(known, ref);
      // Another object under the same name is not the owner.
      if (object.metadata.uid !== uid) throw gone(kind, name);
      this.add(ref, [object]);
      return object;
    } catch (error) {
      this.failures.set(uid, failureOf(error));
      return undefined;
    }
  }

  private take(result: OwnerResult): KubeObject | undefined {
    if ('failure' in result) {
      this.failures.set(result.uid, result.failure);
      return undefined;
    }
    const object = { metadata: result.metadata };
    this.add(result.ref, [object]);
    return object;
  }
}

function gone(kind: string, name: string): Error {
  const error = new Error(`the owner ${kind} ${name} does not exist any more`);
  return Object.assign(error, { code: 404, reason: 'NotFound' });
}
