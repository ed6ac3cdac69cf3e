import type { Failure } from '../kinds/watch-event.ts';
import type { Walk } from './process.ts';

/** How a walk in a container went. */
export type Walked =
  | { readonly type: 'walk'; readonly walk: Walk; /** Epoch ms. */ readonly at: number }
  | { readonly type: 'failed'; readonly failure: Failure };

/** What was walked of a Pod, by container; where its containers share their processes one walk sees all. */
export type Walks = ReadonlyMap<string, Walked>;

/** What was asked of a Pod's processes. */
export interface WalkTarget {
  readonly namespace: string;
  readonly pod: string;
  /** In which containers to walk, in order. */
  readonly containers: readonly string[];
  /** A walk in one of them sees all: the first that can be walked in is enough, but for what it may not look into. */
  readonly shared: boolean;
  /** By which the runtime knows them, by name. */
  readonly ids: ReadonlyMap<string, string>;
  /** The Pod's uid, where all of its node's processes show, of which only its own are walked. */
  readonly only?: string;
}

/**
 * In which containers is still to be walked, in order: in all that were not, or, where they share their processes, in
 * those whose first process no walk might look into (its namespaces, its sockets), once there was one.
 */
export function leftToWalk({ containers, shared, ids }: WalkTarget, walks: Walks): readonly string[] {
  const left = containers.filter((name) => !walks.has(name));
  const made = [...walks.values()].flatMap((walked) => (walked.type === 'walk' ? [walked.walk] : []));
  if (!shared || made.length === 0) return left;
  return left.filter((name) => {
    const id = ids.get(name);
    return id !== undefined && !made.some((walk) => openIn(walk).has(id));
  });
}

const opened = new WeakMap<Walk, ReadonlySet<string>>();

/** Into whose first process a walk might look, by the ids of containers. Made once: it is asked many times a frame. */
function openIn(walk: Walk): ReadonlySet<string> {
  const known = opened.get(walk);
  if (known) return known;
  const first = new Map<string, boolean>();
  for (const { containerId, namespaces } of walk.processes)
    if (containerId !== undefined && !first.has(containerId))
      first.set(containerId, namespaces.mnt !== undefined);
  const made = new Set([...first].flatMap(([id, open]) => (open ? [id] : [])));
  opened.set(walk, made);
  return made;
}
