import { tellingLine } from '../../model/health/container/last-words.ts';
import type { EndedContainer } from '../../model/session.ts';
import { saysNoLog } from '../logs/not-begun.ts';
import { podPath } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

/** What tells most is looked for among so many: the last ones may be empty, or tell less. */
const LINES = 5;
/** Of those the server sends no more than so many bytes, and no more are read. */
const MOST_BYTES = 16_384;
/** In ms: a node that does not answer keeps its logs. */
const LONGEST = 10_000;

/**
 * Of a container that ended the kubelet gives the log of what ended, also while it waits to be started again; once it runs
 * again, that is the previous one.
 *
 * The line that tells most of the last of a container's log (tellingLine); empty where there is none, or it may not be read. Never rejects.
 */
export async function readLastWords(
  transport: Transport,
  { namespace, pod, container, again = false }: EndedContainer,
): Promise<string> {
  const query = new URLSearchParams({
    container,
    tailLines: String(LINES),
    limitBytes: String(MOST_BYTES),
    ...(again && { previous: 'true' }),
  });
  const path = `${podPath({ namespace, name: pod }, 'log')}?${query.toString()}`;
  try {
    const signal = AbortSignal.timeout(LONGEST);
    const answer = await transport.request(path, { accept: '*/*', plain: true, signal });
    let text = '';
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      text += chunk.toString();
      if (text.length > MOST_BYTES) break;
    }
    return saysNoLog(text) ? '' : tellingLine(text);
  } catch {
    // The verdict says how it ended all the same; the log file has why this could not be read.
    return '';
  }
}
