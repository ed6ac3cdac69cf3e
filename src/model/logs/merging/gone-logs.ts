import { groupBy } from '../../table/group-by.ts';
import type { GoneLog, LogKept } from '../log-buffer.ts';
import { LogChunk } from '../log-chunk.ts';
import { type LogHappening, type LogItem, type LogRange, type LogSource, sourceKey } from '../log-item.ts';
import { inOrder } from './merge.ts';

/** Logs as they were read, and whether of the runs before. */
export interface ReadBefore {
  readonly kept: LogKept;
  readonly previous: boolean;
}

/**
 * What was read of Pods that are gone, whose logs no server has any more: of each container once, where it was read farthest.
 *
 * @param most so much is kept, in bytes: what was said last first
 */
export function goneLogs(
  read: readonly ReadBefore[],
  isThere: (source: LogSource) => boolean,
  most: number,
): readonly GoneLog[] {
  const all = new Map<string, GoneLog>();
  for (const { kept, previous } of read)
    for (const log of [...kept.gone, ...goneOf(kept, previous, isThere)]) {
      const key = `${log.previous} ${sourceKey(log.source)}`;
      const known = all.get(key);
      if (!isThere(log.source) && (known?.lines.count ?? 0) < log.lines.count) all.set(key, log);
    }
  const last = ({ lines }: GoneLog): number => lines.times[1];
  let room = most;
  return [...all.values()]
    .sort((one, other) => last(other) - last(one))
    .filter(({ lines }) => (room -= lines.cost) >= 0);
}

function goneOf(
  { chunks }: LogKept,
  previous: boolean,
  isThere: (source: LogSource) => boolean,
): readonly GoneLog[] {
  const items = new Map<string, LogItem[]>();
  for (const chunk of chunks) {
    // One that has nothing of them need not be looked through.
    if (chunk.sources.every((source) => source.uid === '' || isThere(source))) continue;
    for (const item of chunk.all()) {
      if (item.source.uid === '' || isThere(item.source)) continue;
      const key = sourceKey(item.source);
      const some = items.get(key);
      if (some) some.push(item);
      else items.set(key, [item]);
    }
  }
  return [...items.values()].flatMap((some) =>
    some[0] ? [{ source: some[0].source, previous, lines: new LogChunk(some) }] : [],
  );
}

/**
 * The rows of what was read of Pods that are gone, in the order of their times, as far as it is of a range; behind what was read
 * of a Pod that it is gone.
 *
 * @param now epoch ms
 */
export function goneRows(
  logs: readonly GoneLog[],
  range: Omit<LogRange, 'follow'>,
  now: number,
): readonly LogItem[] {
  const shown = logs.filter(({ previous }) => previous === (range.previous ?? false));
  const pods = groupBy(shown, ({ source }) => source.uid);
  return inOrder(
    [...pods.values()].map((ofPod) => {
      const rows = inOrder(ofPod.map((log) => rowsOf(log, range, now)));
      const last = rows.at(-1);
      if (!last) return [];
      const told = ofPod.flatMap(({ lines }) => lines.all().find(isGone) ?? [])[0];
      return [...rows, { source: last.source, time: last.time, at: told?.at ?? now * 1000, note: GONE }];
    }),
  );
}

/** Of a container that said nothing in it none. */
function rowsOf(
  { lines }: GoneLog,
  { tail = Infinity, sinceSeconds = Infinity }: Omit<LogRange, 'follow'>,
  now: number,
): readonly LogItem[] {
  const from = (now - sinceSeconds * 1000) * 1000;
  const rows = lines.all().filter((item) => !isGone(item) && item.time >= from);
  if (rows.every((item) => 'note' in item)) return [];
  return rows.length > tail ? rows.slice(-tail) : rows;
}

const GONE = { type: 'gone', wasRead: true } as const;

const isGone = (item: LogItem): item is LogHappening => 'note' in item && item.note.type === 'gone';
