import { ClusterError } from './cluster-error.ts';

/** One line of a watch: `k8s.io/apimachinery` metav1.WatchEvent. */
export interface WatchLine {
  readonly type: string;
  readonly object: unknown;
}

const NEWLINE = 0x0a;

/**
 * Bytes of a watch as its lines, one array a chunk (never empty). Chunks end anywhere: lines are cut
 * at the newline's byte, which no other character contains, and only whole lines are decoded. The rest
 * of an unfinished line is kept as the chunks it came in, so that a long one is copied once.
 * Throws `ClusterError` for a line that is not JSON and for a stream that ends within a line.
 */
export async function* watchLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const lines: WatchLine[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      rest.push(chunk.subarray(start, end));
      const text = decode(rest);
      if (text.trim() !== '') lines.push(parse(text));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (decode(rest).trim() !== '') {
    throw new ClusterError({
      reason: 'UnexpectedEnd',
      message: 'the watch ended in the middle of an object',
    });
  }
}

function decode(parts: readonly Uint8Array[]): string {
  const [only] = parts;
  const bytes = parts.length === 1 && only ? only : Buffer.concat(parts);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function parse(text: string): WatchLine {
  try {
    return JSON.parse(text) as WatchLine;
  } catch (error) {
    const message = `the watch sent what is not JSON: ${text.slice(0, 80)}`;
    throw new ClusterError({ reason: 'InvalidAnswer', message, cause: error });
  }
}
