import { groupBy } from '../table/group-by.ts';
import type { NamespaceCell, NamespaceMatrix, NamespaceRow } from './namespace-matrix.ts';
import type { NamespaceView, Together } from './pod-namespaces.ts';

/** `Pod`, `node`, `own`, `of app`. */
function togetherText(together: Together, short: (name: string) => string): string {
  if (together.with === 'container') return `of ${short(together.container)}`;
  return { pod: 'Pod', node: 'node', nobody: 'own', runtime: 'runtime' }[together.with];
}

/** The same of all containers; of UTS with what the spec calls them: `Pod: web-0`. */
export function scopeText({ scope, hostname }: NamespaceView): string {
  const text = { pod: 'Pod', node: 'node', container: 'each own', runtime: 'runtime' }[scope];
  return hostname === undefined ? text : `${text}: ${hostname}`;
}

/**
 * `Pod 4026532246`; before a walk what the spec says alone, and `–` for what a walk could not read.
 *
 * @param short what is to stand of a container's name: the number needs its room
 */
export function cellText(
  { bySpec, seen, inode, apart }: NamespaceCell,
  walked: boolean,
  short: (name: string) => string,
): string {
  const more = apart.length === 0 ? '' : ` +${apart.length}`;
  return `${togetherText(seen ?? bySpec, short)}${walked ? ` ${inode ?? '–'}` : ''}${more}`;
}

/** What is not as the spec has it, a line a container and what is alike of it. */
export function* differencesIn({ containers, rows }: NamespaceMatrix): Generator<string> {
  for (const [index, name] of containers.entries()) {
    const cells = rows.flatMap((row) => {
      const cell = row.cells[index];
      return cell ? [{ row, cell }] : [];
    });
    yield* alike(cells.filter(({ cell }) => cell.differs === 'yes')).map(
      ([what, { bySpec, seen }]) =>
        `≠ ${name}: ${what} ${seen ? isText(seen) : ''}, and not ${isText(bySpec)}: it left that, or the runtime gave it another`,
    );
    yield* alike(cells.filter(({ cell }) => cell.differs === 'perhaps')).map(
      ([what]) =>
        `? ${name}: ${what} is to be the node's, and is not the first of a kernel: the node is a container itself, or the runtime gave another`,
    );
    yield* apartIn(name, cells);
  }
}

interface At {
  readonly row: NamespaceRow;
  readonly cell: NamespaceCell;
}

/** The names of those kinds where a container stands alike, with one of their cells. */
function alike(all: readonly At[]): (readonly [string, NamespaceCell])[] {
  const groups = groupBy(all, ({ cell: { bySpec, seen } }) => JSON.stringify([bySpec, seen]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [[group.map(({ row }) => row.name).join(', '), first.cell] as const] : [];
  });
}

const isText = (together: Together): string =>
  together.with === 'container'
    ? `that of ${together.container}`
    : { pod: "the Pod's", node: "the node's", nobody: 'its own', runtime: "the runtime's choice" }[
        together.with
      ];

/** Of processes that left what their container is in. */
const MOST_TOLD = 3;

function* apartIn(name: string, cells: readonly At[]): Generator<string> {
  const left = new Map<number, { readonly comm: string; readonly kinds: string[] }>();
  for (const { row, cell } of cells) {
    for (const { pid, comm } of cell.apart) {
      const known = left.get(pid);
      if (known) known.kinds.push(row.name);
      else left.set(pid, { comm, kinds: [row.name] });
    }
  }
  for (const [pid, { comm, kinds }] of [...left].slice(0, MOST_TOLD))
    yield `+ ${name}: ${comm} (${pid}) is in another ${kinds.join(', ')} than its container`;
  if (left.size > MOST_TOLD) yield `+ ${name}: and ${left.size - MOST_TOLD} processes more`;
}
