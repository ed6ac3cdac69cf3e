import { isFrame, watchFrames } from '../../protobuf/frames.ts';
import { announced, isProtobuf, MAGIC, openEnvelope, type ProtobufObject } from '../../protobuf/envelope.ts';
import { insteadOfWatch } from '../../errors/status-error.ts';
import { notJson, type WatchLine, watchLines } from './watch-lines.ts';

/** A watch as its events, one array a chunk, be they written as lines of JSON or as frames of protobuf. */
export async function* watchEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  const rest = chunks[Symbol.asyncIterator]();
  try {
    let first = await rest.next();
    while (!first.done && first.value.length === 0) first = await rest.next();
    if (first.done) return;
    const all = after(first.value, rest);
    const byte = first.value[0] ?? 0;
    if (byte === MAGIC[0]) throw insteadOfWatch(await singleObject(all));
    yield* isFrame(byte) ? watchFrames(all) : watchLines(all);
  } finally {
    await rest.return?.();
  }
}

/** More, in bytes, is not read of an object that nobody asked for: its kind stands at its beginning. */
const MOST_READ = 1024 * 1024;

async function singleObject(chunks: AsyncIterable<Uint8Array>): Promise<ProtobufObject> {
  const parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    // A copy: a chunk is lent until the next one.
    parts.push(new Uint8Array(chunk));
    held += chunk.length;
    if (held > MOST_READ) break;
  }
  const bytes = Buffer.concat(parts);
  if (!isProtobuf(bytes)) throw notJson(bytes.toString('utf8', 0, 80));
  return held > MOST_READ ? announced(bytes) : openEnvelope(bytes);
}

async function* after(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
