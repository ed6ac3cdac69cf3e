import { type ApiKind, watchedAs } from '../../../model/kinds/api-kind.ts';
import type { ToldEvent } from '../../../model/events/told-event.ts';
import { failureOf } from '../../../model/failure.ts';
import type { KubeObject } from '../../../model/kinds/objects.ts';
import { kindMatches } from '../../../model/owners/kind-match.ts';
import { controllerOf, type OwnerNode, type OwnerTree } from '../../../model/owners/owner-tree.ts';
import type { Failure } from '../../../model/kinds/watch-event.ts';
import type { Connection } from '../../../ports/connection.ts';
import type { Target } from '../../arguments/target.ts';
import { GrowingTree } from './growing-tree.ts';
import type { OneShotPlace } from '../one-shot-place.ts';
import { SnapshotError } from '../snapshot.ts';

/** An object with what is above and below it. */
export interface TreeAnswer {
  readonly tree: OwnerTree;
  /** The object that was asked for. */
  readonly target: OwnerNode;
  /** See GrowingTree. */
  readonly failures: ReadonlyMap<string, Failure>;
  readonly denied: readonly string[];
  /** What events tell of owners that may make no Pods, by their uid; undefined where they were not asked for. */
  readonly refused?: ReadonlyMap<string, ToldEvent>;
}

/** That there is no such kind, or no such object of it. */
export type NoTree =
  | { readonly missing: 'kind'; readonly nearest: string | undefined; readonly untold: readonly string[] }
  | { readonly missing: 'object'; readonly kind: Pick<ApiKind, 'kind' | 'namespaced'> };

/** Names of Jobs that a query may hold. */
const MOST_NAMES = 50;

/** Asks for one object, who owns it, up to the top, and what can be below it; once. */
export class TreeReader {
  private readonly growing: GrowingTree;
  private readonly namespace: string;

  constructor(
    private readonly connection: Connection,
    place: OneShotPlace,
  ) {
    this.namespace = place.namespace;
    this.growing = new GrowingTree(connection, place);
  }

  /** Rejects where it cannot be had, for another reason than that it is not there. */
  async read({ kind: typed, name }: Target): Promise<TreeAnswer | NoTree> {
    const answer = await this.connection.kindNamed(typed);
    if (!answer.kind) {
      const byWord = (node: OwnerNode): boolean =>
        node.name === name && kindMatches(typed, node.kind, node.apiVersion);
      return (await this.byReference(byWord)) ?? { ...answer, missing: 'kind' };
    }
    const { kind } = answer;
    try {
      const place = { name, ...(kind.namespaced && { namespace: this.namespace }) };
      const { object, labelSelector } = await this.connection.named(kind, place);
      this.growing.add(kind, [object]);
      await Promise.all([this.above(object), this.below(kind, object, labelSelector)]);
      return this.answer(object.metadata.uid);
    } catch (error) {
      return this.withoutObject(kind, name, error);
    }
  }

  /**
   * What is gone, or may not be asked for, may still be known from what it owns. Of the kinds that are watched
   * nothing is left that would name one that is gone.
   */
  private async withoutObject(kind: ApiKind, name: string, error: unknown): Promise<TreeAnswer | NoTree> {
    const { code } = failureOf(error);
    const gone = code === 404;
    if (error instanceof SnapshotError || (!gone && code !== 403 && code !== 503)) throw error;
    if (code === 403 && watchedAs(kind) === 'namespaces') return this.unseenNamespace(kind, name, error);
    const same = (node: OwnerNode): boolean =>
      node.name === name && node.kind === kind.kind && node.apiVersion === kind.apiVersion;
    const found = gone && watchedAs(kind) ? undefined : await this.byReference(same);
    if (found) return found;
    if (gone) return { missing: 'object', kind };
    throw error;
  }

  /** What stands in a namespace may be listed by who may not get the namespace itself. */
  private async unseenNamespace(kind: ApiKind, name: string, error: unknown): Promise<TreeAnswer> {
    await this.growing.everything({ namespace: name });
    const { tree, failures, deniedInOrder: denied } = this.growing;
    if (tree.roots(name).length === 0 && denied.length > 0) throw error;
    const key = `namespace/${name}`;
    const { apiVersion } = kind;
    const known = { key, uid: key, apiVersion, kind: kind.kind, namespace: '', name };
    return { tree, target: { ...known, parent: undefined, object: undefined }, failures, denied };
  }

  private async byReference(matches: (node: OwnerNode) => boolean): Promise<TreeAnswer | undefined> {
    await this.growing.everything({ namespace: this.namespace });
    for (const node of this.growing.tree.unresolved()) if (matches(node)) return this.answer(node.uid);
    return undefined;
  }

  private answer(uid: string): TreeAnswer {
    const { tree, failures, deniedInOrder: denied } = this.growing;
    const target = tree.node(tree.places(uid)[0] ?? '');
    if (!target) throw new Error('what was found is not in the tree');
    return { tree, target, failures, denied };
  }

  /** Each owner in turn, up to one that has none or cannot be had. */
  private async above({ metadata }: KubeObject): Promise<void> {
    const { namespace } = metadata;
    const seen = new Set([metadata.uid]);
    let ref = controllerOf(metadata);
    while (ref && !seen.has(ref.uid)) {
      seen.add(ref.uid);
      const { apiVersion, kind, name, uid } = ref;
      const place = { apiVersion, kind, name, uid, ...(namespace !== undefined && { namespace }) };
      const owner = await this.growing.owner(place);
      ref = owner && controllerOf(owner.metadata);
    }
  }

  /** What a built-in kind's controller makes bears the labels that it selects; below any other kind, and a Pod, can be anything. */
  private async below(kind: ApiKind, { metadata }: KubeObject, labelSelector?: string): Promise<void> {
    const { namespace, growing } = this;
    const scope = { namespace, ...(labelSelector !== undefined && { labelSelector }) };
    switch (watchedAs(kind)) {
      case 'persistentvolumeclaims':
        return;
      case 'namespaces':
        return growing.everything({ namespace: metadata.name });
      case 'pods':
        return growing.everything(scope);
      case 'deployments':
        return growing.lists(['replicasets', 'pods'], scope);
      case 'cronjobs':
        return this.belowCronJob(metadata.uid);
      case undefined:
        if (kind.kind === 'Node' && kind.apiVersion === 'v1') return this.belowNode(metadata.name);
        return growing.everything(kind.namespaced ? { namespace } : {});
      default:
        return growing.lists(['pods'], scope);
    }
  }

  /** Its Pods, and those that it owns although no scheduler gave them to it. */
  private async belowNode(name: string): Promise<void> {
    const selectors = [`spec.nodeName=${name}`, 'spec.nodeName='];
    await Promise.all(selectors.map((fieldSelector) => this.growing.lists(['pods'], { fieldSelector })));
  }

  private async belowCronJob(uid: string): Promise<void> {
    const { namespace, growing } = this;
    await growing.lists(['jobs'], { namespace });
    const names = growing.tree.children(uid).flatMap((key) => growing.tree.node(key)?.name ?? []);
    if (names.length === 0) return;
    const labelSelector = `job-name in (${names.join(',')})`;
    await growing.lists(['pods'], { namespace, ...(names.length <= MOST_NAMES && { labelSelector }) });
  }
}
