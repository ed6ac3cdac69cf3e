import { type CommandPlace, podscopeCommand } from '../../../model/text/command-place.ts';
import type { ApiKind } from '../../../model/kinds/api-kind.ts';
import type { WatchScope } from '../../../model/connection.ts';
import { failureOf } from '../../../model/failure.ts';
import type { Connection } from '../../../ports/connection.ts';
import type { Target } from '../../arguments/target.ts';
import type { OneShotPlace } from '../one-shot-place.ts';
import { type NoTree, type TreeAnswer, TreeReader } from './read-tree.ts';

/** The Pods of an owner. */
export interface OwnedPods {
  readonly scope: WatchScope;
  /** Those of the scope that are its own, where not all are: of who selects none by labels, as they were. */
  readonly uids?: ReadonlySet<string>;
}

/** As kubectl: whoever selects Pods by labels means these; who does not (a CronJob), those that it owns now. */
export async function ownedPods(
  connection: Connection,
  place: OneShotPlace,
  target: Target,
): Promise<OwnedPods | NoTree> {
  const answer = await connection.kindNamed(target.kind);
  if (!answer.kind) return { ...answer, missing: 'kind' };
  const { kind } = answer;
  const { namespace } = place;
  if (!kind.namespaced && kind.apiVersion === 'v1')
    throw new Error(notOwned(kind, { ...place.flags, namespace: target.name }));
  try {
    const where = { name: target.name, ...(kind.namespaced && { namespace }) };
    const { labelSelector } = await connection.named(kind, where);
    if (labelSelector !== undefined) return { scope: { namespace, labelSelector } };
  } catch (error) {
    if (failureOf(error).code === 404) return { missing: 'object', kind };
    throw error;
  }
  const tree = await new TreeReader(connection, place).read(target);
  return 'missing' in tree ? tree : { scope: { namespace }, uids: podsIn(tree) };
}

/** As kubectl, which reads no logs by a Namespace or a Node. */
function notOwned({ kind }: ApiKind, place: CommandPlace): string {
  const instead =
    kind === 'Namespace'
      ? `\`${podscopeCommand(['logs'], place, ['-l', 'LABELS'])}\` reads those of its Pods`
      : 'name a Pod or its owner';
  return `cannot get the logs of a ${kind}: ${instead}`;
}

function podsIn({ tree, target }: TreeAnswer): ReadonlySet<string> {
  const nodes = [...tree.walk(tree.children(target.key))];
  return new Set(nodes.filter(({ kind }) => kind === 'Pod').map(({ uid }) => uid));
}
