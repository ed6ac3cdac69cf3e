import type { OwnerTree } from '../../../model/owners/owner-tree.ts';
import { positionsIn } from '../positions.ts';

/**
 * A tree in one line, each owner before what it owns: what is looked for in it is looked for in lists of numbers, and
 * hardly anything of the objects themselves. It says what stays as long as nothing comes, goes or moves.
 */
export interface Walk {
  readonly keys: readonly string[];
  readonly kinds: readonly string[];
  /** What a filter looks at, in small letters: made when it is first asked for, since that takes longer than looking. */
  readonly texts: (at: number) => string;
  /** The place of what owns it; -1 for what is at the top. */
  readonly parents: Int32Array;
  /** The place of what comes after all that is below it. */
  readonly ends: Int32Array;
  /** How many stand right below it. */
  readonly children: Int32Array;
  /** Where the objects of a namespace begin, and where they are over. */
  readonly spans: ReadonlyMap<string, readonly [number, number]>;
  /** The place of a key; -1 where it has none. */
  readonly placeOf: (key: string) => number;
}

export function walkOf(tree: OwnerTree): Walk {
  const { size } = tree.nodes;
  const keys: string[] = [];
  const names: string[] = [];
  const kinds: string[] = [];
  const [parents, ends, children] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const spans = new Map<string, readonly [number, number]>();
  /** What the next node may stand below. */
  const open: number[] = [];
  const close = (until: string | undefined): void => {
    for (let at = open.at(-1); at !== undefined && keys[at] !== until; at = open.at(-1)) {
      ends[at] = keys.length;
      open.pop();
    }
  };
  for (const namespace of tree.namespaces()) {
    const from = keys.length;
    for (const { key, name, kind, parent } of tree.walk(tree.roots(namespace))) {
      close(parent);
      const above = open.at(-1) ?? -1;
      const at = keys.push(key) - 1;
      names.push(name);
      kinds.push(kind);
      parents[at] = above;
      if (above >= 0) children[above] = (children[above] ?? 0) + 1;
      open.push(at);
    }
    close(undefined);
    spans.set(namespace, [from, keys.length]);
  }
  const made: (string | undefined)[] = [];
  const texts = (at: number): string => (made[at] ??= `${names[at]}\n${kinds[at]}`.toLowerCase());
  return { keys, kinds, texts, parents, ends, children, spans, placeOf: positionsIn(keys) };
}
