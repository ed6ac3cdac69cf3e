import { isFrame, watchFrames } from './protobuf/frames.ts';
import { type WatchLine, watchLines } from './watch-lines.ts';

/** A watch as its events, one array a chunk, be they written as lines of JSON or as frames of protobuf. */
export async function* watchEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<WatchLine[]> {
  const rest = chunks[Symbol.asyncIterator]();
  try {
    let first = await rest.next();
    while (!first.done && first.value.length === 0) first = await rest.next();
    if (first.done) return;
    const all = after(first.value, rest);
    yield* isFrame(first.value[0] ?? 0) ? watchFrames(all) : watchLines(all);
  } finally {
    await rest.return?.();
  }
}

async function* after(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
