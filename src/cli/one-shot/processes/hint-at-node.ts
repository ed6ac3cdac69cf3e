import type { Failure } from '../../../model/kinds/watch-event.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { askedNodeText } from '../../../model/pod/virtual-node.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { OneShotSource } from '../source.ts';

/** That what failed in a Pod's containers may have failed since they are on a virtual node. */
export async function hintAtNode(
  pod: Pod,
  failures: Iterable<Pick<Failure, 'code' | 'reason'>>,
  source: Pick<OneShotSource, 'object'>,
  output: Writer,
): Promise<void> {
  const said = await askedNodeText(pod, failures, (ref) => source.object(ref));
  if (said !== undefined) output.err(`podscope: ${said}\n`);
}
