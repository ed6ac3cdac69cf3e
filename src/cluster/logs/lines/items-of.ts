import type { LogItem, LogRange, LogSource } from '../../../model/logs/log-item.ts';
import { type StampedLine, stampedLines } from './stamped-lines.ts';

/** The lines of a log as they were asked for: those that are longer than one piece in their pieces, or cut. */
export function linesOf(
  chunks: AsyncIterable<Uint8Array>,
  { bytes = false, cut = false }: LogRange,
): AsyncIterable<readonly StampedLine[]> {
  const lines = stampedLines(chunks, bytes ? 'latin1' : 'utf8');
  return cut ? cutLines(lines) : lines;
}

/** Of each line the first piece, once it has ended: of the others nothing is kept but how long they were. */
async function* cutLines(
  pieces: AsyncIterable<readonly StampedLine[]>,
): AsyncGenerator<readonly StampedLine[]> {
  let first: StampedLine | undefined;
  let lacks = 0;
  for await (const lines of pieces) {
    const [piece] = lines;
    if (!piece) continue;
    if (!first) {
      if (piece.cut === 'goes-on') [first, lacks] = [{ ...piece, cut: 'no-end' }, 0];
      else yield lines;
      continue;
    }
    lacks += Buffer.byteLength(piece.raw);
    if (piece.cut === 'goes-on') continue;
    const { second, nanos, stamped, start, raw } = first;
    yield [{ second, nanos, stamped, start, raw, lacks, ...(piece.cut && { cut: piece.cut }) }];
    if (lines.length > 1) yield lines.slice(1);
    first = undefined;
  }
  // It ended where a piece does, or within one that goes on.
  if (first) yield [lacks === 0 ? first : { ...first, lacks }];
}

/**
 * What lines say; behind one that was cut, how much of it is missing.
 *
 * @param stamps whether what they say begins with its time
 */
export function itemsOf(
  lines: readonly StampedLine[],
  source: LogSource,
  { stamps = false }: LogRange,
): readonly LogItem[] {
  const items: LogItem[] = [];
  for (const line of lines) {
    const item = itemOf(line, source, stamps);
    items.push(item);
    if (line.lacks) items.push({ source, time: item.time, note: { type: 'cut', lacks: line.lacks } });
  }
  return items;
}

function itemOf(
  { second, nanos, start, raw, cut }: StampedLine,
  source: LogSource,
  stamps: boolean,
): LogItem {
  const time = second * 1e6 + Math.floor(nanos / 1000);
  const text = stamps ? raw : raw.slice(start);
  return cut ? { source, time, text, cut } : { source, time, text };
}
