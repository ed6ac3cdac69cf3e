import { containersOf } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { processGroups } from '../processes/process-groups.ts';
import type { Process } from '../processes/process.ts';
import type { Walks } from '../processes/walked.ts';
import { isFirst, NAMESPACE_KINDS, type NamespaceKind, type Namespaces } from './observed.ts';
import { type NamespaceView, podNamespaces, type Together, togetherBySpec } from './pod-namespaces.ts';

/** Where a container stands in a kind of namespace. */
export interface NamespaceCell {
  readonly bySpec: Together;
  /** As a walk found it; undefined where none told. */
  readonly seen: Together | undefined;
  /** The inode number of what it is in. */
  readonly inode: number | undefined;
  /** Whether what was seen is not as the spec has it; `perhaps` where it cannot be told from inside. */
  readonly differs: 'no' | 'perhaps' | 'yes';
  /** Processes of the container that are in another one than its first. */
  readonly apart: readonly Process[];
}

export interface NamespaceRow extends NamespaceView {
  /** In the order of the matrix's containers. */
  readonly cells: readonly NamespaceCell[];
}

export interface NamespaceMatrix {
  /** The columns: those that run, and all others that may yet, in start order. */
  readonly containers: readonly string[];
  readonly rows: readonly NamespaceRow[];
}

/** Who is in which namespace with whom, by the spec and, where a walk was made, as it is. */
export function namespaceMatrix(pod: Pod, walks: Walks | undefined): NamespaceMatrix {
  const containers = containersOf(pod)
    .filter(({ type, state }) => type !== 'init' || state.kind !== 'terminated')
    .map(({ name }) => name);
  const seen = walks ? insidesOf(pod, walks) : new Map<string, Inside>();
  const rows = podNamespaces(pod).map((view) => {
    const numbers = new Map(containers.map((name) => [name, seen.get(name)?.namespaces[view.kind]]));
    const common = seen.get('')?.namespaces[view.kind] ?? mostCommon([...numbers.values()]);
    const cells = containers.map((name): NamespaceCell => {
      const bySpec = togetherBySpec(view, name);
      const inode = numbers.get(name);
      const apart = seen.get(name)?.apart.get(view.kind) ?? [];
      if (inode === undefined) return { bySpec, seen: undefined, inode, differs: 'no', apart };
      const found = { view, name, inode, numbers, common, bySpec };
      const together = togetherAsSeen(found);
      return { bySpec, seen: together, inode, differs: differs(found, together), apart };
    });
    return { ...view, cells };
  });
  return { containers, rows };
}

/** What was seen of a container. */
interface Inside {
  readonly namespaces: Namespaces;
  readonly apart: ReadonlyMap<NamespaceKind, readonly Process[]>;
}

/**
 * By container; pause under ''. A container is where its first process is, which its shell has joined: what that may not
 * read of others it may read of itself.
 */
function insidesOf(pod: Pod, walks: Walks): ReadonlyMap<string, Inside> {
  const found = new Map<string, Inside>();
  for (const { name, type, processes } of processGroups(pod, walks)) {
    const walked = walks.get(name);
    const own = walked?.type === 'walk' ? walked.walk.namespaces : {};
    const all = processes.map(({ process }) => process);
    const namespaces = { ...own, ...all[0]?.namespaces };
    const apart = new Map(
      NAMESPACE_KINDS.map((kind) => [kind, all.filter((one) => isApart(one, namespaces, kind))]),
    );
    found.set(type === 'pause' ? '' : name, { namespaces, apart });
  }
  return found;
}

const isApart = (process: Process, own: Namespaces, kind: NamespaceKind): boolean =>
  process.namespaces[kind] !== undefined && process.namespaces[kind] !== own[kind];

interface Found {
  readonly view: NamespaceView;
  readonly name: string;
  readonly inode: number;
  readonly numbers: ReadonlyMap<string, number | undefined>;
  /** What pause is in, or most containers. */
  readonly common: number | undefined;
  readonly bySpec: Together;
}

function togetherAsSeen({ view, name, inode, numbers, common, bySpec }: Found): Together {
  if (isFirst(view.kind, inode)) return { with: 'node' };
  // Who looks into it by the spec is a guest: it is its own all the same.
  const guests = view.guests.flatMap((guest) => (guest.target === name ? [guest.name] : []));
  const others = [...numbers].flatMap(([other, one]) =>
    other !== name && one === inode && !guests.includes(other) ? [other] : [],
  );
  if (bySpec.with === 'container' && others.includes(bySpec.container)) return bySpec;
  // What the target is in may not be read: that it is in another one was not seen.
  if (bySpec.with === 'container' && others.length === 0 && numbers.get(bySpec.container) === undefined)
    return bySpec;
  // Alone is not apart: who is the only one that was seen is with the others, as far as that can be told.
  const first = others[0];
  if ((bySpec.with === 'pod' || bySpec.with === 'node') && inode === common) return bySpec;
  if (first === undefined) return { with: 'nobody' };
  return numbers.size === others.length + 1 ? { with: 'pod' } : { with: 'container', container: first };
}

function differs({ view: { kind }, bySpec, inode }: Found, seen: Together): NamespaceCell['differs'] {
  if (bySpec.with === 'runtime') return 'no';
  if (bySpec.with !== seen.with) return 'yes';
  // The first kernel's network namespace has a number of its own since Linux 6.18 only.
  const told = kind !== 'net' && kind !== 'mnt';
  return bySpec.with === 'node' && told && !isFirst(kind, inode) ? 'perhaps' : 'no';
}

/** The number that most have; undefined where as many have another, and so none is known to be the Pod's. */
function mostCommon(numbers: readonly (number | undefined)[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [first, second] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[1] === second?.[1] ? undefined : first?.[0];
}
