import { failureOf } from '../../../model/failure.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { isMeasured, ranOutOfMemory, type UsageAnswer, usageIn } from '../../../model/usage/pod-usage.ts';
import { NO_SAMPLE, NOTHING_RUNS, refusedText, unansweredText } from '../../../model/usage/usage-texts.ts';
import type { Connection } from '../../../ports/connection.ts';

/** What a Pod's containers use, or used before one ran out of memory; never rejects. */
export async function usageAnswer(connection: Connection, namespace: string, pod: Pod): Promise<UsageAnswer> {
  if (!isMeasured(pod) && !ranOutOfMemory(pod)) return { why: NOTHING_RUNS };
  const able = await connection.metered().catch((error: unknown) => unansweredText(failureOf(error)));
  if (able !== true) return { why: able };
  return connection.usage({ namespace, name: pod.metadata.name }).then(
    (usages) => usageIn(usages, pod) ?? { why: isMeasured(pod) ? NO_SAMPLE : NOTHING_RUNS },
    (error: unknown) => ({ why: refusedText(failureOf(error), namespace) }),
  );
}
