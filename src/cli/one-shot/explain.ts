import { explainPod } from '../../model/explain/explain-pod.ts';
import type { Writer } from '../arguments/arguments.ts';
import { Untold } from './pod/untold.ts';
import { storageKnowledge } from './pod/volume-knowledge.ts';
import { json, namedPod, type OneShot, type OneShotSource } from './source.ts';

/** `podscope explain NAME`: the Pod rebuilt by hand, as a script that can be run as it is printed. */
export async function printExplain(
  { name, tool, output: format }: Extract<OneShot, { command: 'explain' }>,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  const pod = await namedPod(name, source, output);
  if (!pod) return 1;
  const [whole, { known }] = await Promise.all([
    source.whole(pod),
    storageKnowledge(pod, source, new Untold(output)),
  ]);
  const explanation = explainPod(pod, whole, tool, known, source.here);
  output.out(format === 'json' ? json(explanation) : `${explanation.script.join('\n')}\n`);
  return 0;
}
