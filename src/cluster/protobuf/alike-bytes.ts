import { KeptBytes } from './kept-bytes.ts';

/** Where values stand in bytes: a beginning and an end, one after the other. */
export type Spans = readonly number[];

/** What was written, to be compared with what is written elsewhere. */
export interface Written {
  /** What it is written of: values of two declarations are never alike. */
  readonly of: object;
  readonly bytes: Buffer;
  readonly spans: Spans;
  /** Where, counted from the beginnings of the spans one after the other, it is of no interest what stands. */
  readonly holes: readonly number[];
  /** How long each of them is. */
  readonly hole: number;
}

interface Known extends Written {
  readonly value: unknown;
  /** Whether nothing but the holes can be what such a hole is for, whatever stands in them. */
  readonly clear: boolean;
}

/** The two values of a declaration that were found last: what follows is of the same owner, and so mostly one of them. */
interface Latest {
  first: Known | undefined;
  second: Known | undefined;
}

/** So many of the same hash are kept: what was made to collide costs sharing, not time. */
const MOST_ALIKE = 4;
/** A span gives about so many of its bytes to the hash. */
const SAMPLES = 32;
/** So many bytes in all, and the young generation is full. */
const MOST_BYTES = 4_000_000;

/** How many hashes are remembered of what was seen once; a power of two. */
const SEEN = 16_384;

/**
 * Values by the bytes they were written with. Bounded, in two generations: when the young one is full the old one
 * goes, and what is seen again becomes young.
 */
export class AlikeBytes {
  private young = new Map<number, Known[]>();
  private old = new Map<number, Known[]>();
  private size = 0;
  private room = new KeptBytes();
  private readonly seen = new Int32Array(SEEN);
  private readonly latest = new Map<object, Latest>();

  /** @param once whether what is seen once is kept: most of it will be seen again */
  constructor(
    private readonly most: number,
    private readonly once: boolean,
  ) {}

  /**
   * As `find`, among the two values of a declaration that came last, which needs no hash and no holes.
   *
   * @param text what stands in holes
   */
  findLatest(of: object, bytes: Buffer, spans: Spans, text: Buffer | undefined): unknown {
    const latest = this.latest.get(of);
    if (!latest) return undefined;
    const { first, second } = latest;
    if (first && isAgain(first, bytes, spans, text)) return first.value;
    if (!second || !isAgain(second, bytes, spans, text)) return undefined;
    latest.first = second;
    latest.second = first;
    return second.value;
  }

  find(written: Written, hash: number): unknown {
    const known = findIn(this.young, written, hash);
    const found = known ?? findIn(this.old, written, hash);
    if (!found) return undefined;
    // A copy of its own: else it would keep all that was made beside it.
    if (!known) this.put({ ...found, bytes: this.room.copy(found.bytes) }, hash);
    this.remember(found);
    return found.value;
  }

  /**
   * Keeps a value, and a copy of what it was written with; or remembers that it came.
   *
   * @param clear whether nothing but the holes can be what such a hole is for, whatever stands in them
   */
  add(written: Written, hash: number, value: unknown, clear: boolean): void {
    const place = hash & (SEEN - 1);
    if (!this.once && this.seen[place] !== hash) {
      this.seen[place] = hash;
      return;
    }
    const { of, spans, holes, hole } = written;
    const copied: number[] = [];
    let length = 0;
    for (let index = 0; index < spans.length; index += 2)
      copied.push(length, (length += (spans[index + 1] as number) - (spans[index] as number)));
    const bytes = this.room.take(length);
    for (let index = 0; index < spans.length; index += 2)
      written.bytes.copy(bytes, copied[index], spans[index], spans[index + 1]);
    const known: Known = { of, bytes, spans: copied, holes, hole, value, clear };
    this.put(known, hash);
    this.remember(known);
  }

  private remember(known: Known): void {
    if (!known.clear) return;
    const latest = this.latest.get(known.of);
    if (!latest) this.latest.set(known.of, { first: known, second: undefined });
    else {
      latest.second = latest.first;
      latest.first = known;
    }
  }

  private put(known: Known, hash: number): void {
    if (this.young.size >= this.most || this.size > MOST_BYTES) {
      this.old = this.young;
      this.young = new Map();
      this.size = 0;
      this.room = new KeptBytes();
    }
    const others = this.young.get(hash);
    if (!others) this.young.set(hash, [known]);
    else if (others.length < MOST_ALIKE) others.push(known);
    this.size += known.bytes.length;
  }
}

function findIn(generation: Map<number, Known[]>, written: Written, hash: number): Known | undefined {
  const alike = generation.get(hash);
  if (!alike) return undefined;
  for (const known of alike) if (isAlike(known, written)) return known;
  return undefined;
}

const isAlike = (known: Known, { of, bytes, spans, holes, hole }: Written): boolean =>
  isAlikeWith(known, of, bytes, spans, holes, hole);

function isAlikeWith(
  known: Known,
  of: object,
  bytes: Buffer,
  spans: Spans,
  holes: readonly number[],
  hole: number,
): boolean {
  if (known.of !== of || known.spans.length !== spans.length || known.holes.length !== holes.length)
    return false;
  for (let index = 0; index < holes.length; index++) if (known.holes[index] !== holes[index]) return false;
  let next = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const end = spans[index + 1] as number;
    const before = known.spans[index] as number;
    if ((known.spans[index + 1] as number) - before !== end - start) return false;
    let from = 0;
    for (; next < holes.length && (holes[next] as number) < before + end - start; next++) {
      const upTo = (holes[next] as number) - before;
      if (!isSame(known.bytes, before + from, bytes, start + from, upTo - from)) return false;
      from = upTo + hole;
    }
    if (!isSame(known.bytes, before + from, bytes, start + from, end - start - from)) return false;
  }
  return true;
}

/** So many bytes are compared sooner one by one than a call into Node's own takes. */
const FEW_BYTES = 64;

function isSame(a: Buffer, at: number, b: Buffer, from: number, length: number): boolean {
  if (length > FEW_BYTES) return a.compare(b, from, from + length, at, at + length) === 0;
  for (let index = 0; index < length; index++) if (a[at + index] !== b[from + index]) return false;
  return true;
}

/** Whether it is written again, with `text` in its holes. */
function isAgain(known: Known, bytes: Buffer, spans: Spans, text: Buffer | undefined): boolean {
  const { of, holes, hole } = known;
  if (holes.length > 0 && text?.length !== hole) return false;
  if (!isAlikeWith(known, of, bytes, spans, holes, hole)) return false;
  for (const at of holes) if (!text || !isSame(text, 0, bytes, placeOf(at, spans), hole)) return false;
  return true;
}

/** Where in the bytes something stands that is counted from the beginnings of the spans one after the other. */
function placeOf(at: number, spans: Spans): number {
  let before = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const length = (spans[index + 1] as number) - start;
    if (at < before + length) return start + at - before;
    before += length;
  }
  return 0;
}

/** FNV-1a over the lengths of the spans and some of their bytes, none of a hole. */
export function hashOf({ bytes, spans, holes, hole }: Written): number {
  let value = 0x811c9dc5;
  let before = 0;
  let next = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const length = (spans[index + 1] as number) - start;
    value = Math.imul(value ^ length, 0x01000193);
    const step = length <= 2 * SAMPLES ? 1 : Math.floor(length / SAMPLES);
    for (let at = 0; at < length; at += step) {
      while (next < holes.length && (holes[next] as number) + hole <= before + at) next++;
      const hidden = next < holes.length && (holes[next] as number) <= before + at;
      if (!hidden) value = Math.imul(value ^ (bytes[start + at] as number), 0x01000193);
    }
    before += length;
  }
  // Signed: what is above 2^31 is no small integer to V8, and a slow key.
  return value | 0;
}

const NONE: readonly number[] = [];

/** Where a text stands in what was written, as holes. */
export function holesOf(bytes: Buffer, spans: Spans, text: Buffer | undefined): readonly number[] {
  if (!text) return NONE;
  const holes: number[] = [];
  let before = 0;
  for (let index = 0; index < spans.length; index += 2) {
    const start = spans[index] as number;
    const end = spans[index + 1] as number;
    // A call into Node's own, or a part of a buffer, is more than looking at the few bytes that there mostly are.
    for (let at = start; at + text.length <= end;) {
      if (bytes[at] === text[0] && isSame(bytes, at, text, 0, text.length)) {
        holes.push(before + at - start);
        at += text.length;
      } else at++;
    }
    before += end - start;
  }
  return holes;
}
