import { tellingLine } from '../../model/health/container/telling-line.ts';
import type { Said } from '../../model/health/container/last-words.ts';
import { failureOf } from '../../model/failure.ts';
import { deniedText } from '../../model/refusal.ts';
import type { EndedContainer } from '../../model/session.ts';
import { saysNoLog } from '../logs/not-begun.ts';
import { podPath } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';

/** What tells most is looked for among so many: the last ones may be empty, or frames. Fewer where these are too long. */
const LINES = [40, 5, 1];
/** Of those the server sends no more than so many bytes, and no more are read. */
const MOST_BYTES = 16_384;
/** In ms: a node that does not answer keeps its logs. */
const LONGEST = 10_000;

/**
 * Of a container that ended the kubelet gives the log of what ended, also while it waits to be started again; once it runs
 * again, that is the previous one.
 *
 * The line that tells most of the last of a container's log (tellingLine); empty where there is none,
 * or it cannot be read, with the server's word where it may not be. Never rejects.
 */
export async function readLastWords(transport: Transport, of: EndedContainer): Promise<Said> {
  try {
    let text: Buffer = Buffer.alloc(0);
    for (const lines of LINES) {
      text = await lastLines(transport, of, lines);
      // A kubelet cuts what is too much at its end, and with it the last line.
      if (text.length < MOST_BYTES) break;
    }
    return { line: saysNoLog(text.toString()) ? '' : tellingLine(text.toString()) };
  } catch (error) {
    const failure = failureOf(error);
    // The verdict says how it ended all the same; the log file has why this could not be read.
    return { line: '', ...(failure.code === 403 && { denied: deniedText('get pods/log', failure) }) };
  }
}

async function lastLines(
  transport: Transport,
  { namespace, pod, container, again = false }: EndedContainer,
  lines: number,
): Promise<Buffer> {
  const query = new URLSearchParams({
    container,
    tailLines: String(lines),
    limitBytes: String(MOST_BYTES),
    ...(again && { previous: 'true' }),
  });
  const path = `${podPath({ namespace, name: pod }, 'log')}?${query.toString()}`;
  const signal = AbortSignal.timeout(LONGEST);
  const answer = await transport.request(path, { accept: '*/*', plain: true, signal });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}
