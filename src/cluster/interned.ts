import { AlikeBytes } from './protobuf/alike-bytes.ts';
import { ByteStrings } from './protobuf/byte-strings.ts';

/** What can keep one of what is alike. */
export type Sharing = Pick<Interned, 'template' | 'state' | 'text' | 'bytes'> &
  Partial<Pick<Interned, 'written'>>;

/** Shares nothing: for what is read once. */
export const UNSHARED: Sharing = {
  template: (value) => value,
  state: (value) => value,
  text: (value) => value,
  bytes: (bytes, start, end) => bytes.toString('utf8', start, end),
};

/**
 * Keeps one copy of what many objects have alike: the containers of all Pods of a ReplicaSet, its
 * labels, the reference to it, conditions of the same second, the names of images and nodes.
 * Bounded: what was not seen for long is forgotten, which costs sharing, not correctness.
 */
export class Interned {
  private readonly templates = new Pool<unknown>(10_000);
  private readonly states = new Pool<unknown>(10_000);
  private readonly texts = new Pool<string>(20_000);
  private readonly byteStrings = new ByteStrings(16_384);
  /** The same two for what comes in protobuf: by the bytes that they were written with. */
  readonly written = { template: new AlikeBytes(10_000, true), state: new AlikeBytes(10_000, false) };

  /** What comes from a template. Of values that are equal as JSON the first; none of them may be changed after. */
  template<V>(value: V): V {
    return share(this.templates, value);
  }

  /** The same for what a status says: kept apart, since there are many more of those. */
  state<V>(value: V): V {
    return share(this.states, value);
  }

  text(value: string): string {
    return this.texts.get(value, value);
  }

  /** The text that stands there in UTF-8. */
  bytes(bytes: Buffer, start: number, end: number): string {
    return this.byteStrings.get(bytes, start, end);
  }
}

function share<V>(pool: Pool<unknown>, value: V): V {
  return pool.get(JSON.stringify(value), value) as V;
}

/** Two generations: when the young one is full the old one goes, and what is seen again becomes young. */
class Pool<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(private readonly most: number) {}

  get(key: string, value: V): V {
    const known = this.young.get(key);
    if (known !== undefined) return known;
    const found = this.old.get(key) ?? value;
    if (this.young.size >= this.most) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, found);
    return found;
  }
}
