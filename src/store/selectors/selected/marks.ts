import { containersOfPort, type PortRow } from '../../../model/network/port-rows.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { NamespaceRow } from '../../../model/namespaces/namespace-matrix.ts';
import type { VolumeMatrix, VolumeRow } from '../../../model/volumes/volumes.ts';
import type { Selection } from '../../look.ts';
import type { State } from '../../state.ts';
import { networkOf } from '../anatomy/network.ts';
import { volumesOf } from '../anatomy/volumes.ts';

/** What belongs to what was chosen last, so that it is marked in the other panes. */
export interface Marks {
  readonly container: (name: string) => boolean;
  readonly volume: (volume: VolumeRow) => boolean;
  /** @param key as `80/TCP` */
  readonly port: (key: string) => boolean;
  readonly process: (container: string, pid: number) => boolean;
  /** @param at the chosen container's place in the matrix; -1 where none is chosen */
  readonly namespace: (row: NamespaceRow, at: number) => boolean;
}

const never = (): boolean => false;
const NONE: Marks = { container: never, volume: never, port: never, process: never, namespace: never };

/** The marks of a Pod's parts: of a volume, a port, a process or a container, whichever was chosen last. */
export function marksIn(state: State, pod: Pod): Marks {
  const { selection } = state.look.place;
  const { volume = '', port, container = '', process } = selection;
  const own = new Set([container]);
  const all = { ...NONE, volume: mountedIn(state, pod, own) };
  switch (lastChosen(selection)) {
    case 'volume': {
      const mounting = mountersOf(volumesOf(state, pod), volume);
      return { ...all, ...ofContainers(state, pod, mounting), container: (name) => mounting.has(name) };
    }
    case 'port': {
      const chosen = networkOf(state, pod).ports.find(({ key }) => key === port);
      const containers = chosen ? containersOfPort(chosen) : new Set<string>();
      return {
        ...NONE,
        container: (name) => containers.has(name),
        volume: mountedIn(state, pod, containers),
        process: (of, pid) => chosen !== undefined && isHeld(chosen, of, pid),
        // All ports are of the Pod's network.
        namespace: ({ kind }) => chosen !== undefined && kind === 'net',
      };
    }
    case 'process':
      return {
        ...all,
        container: (name) => name === container,
        port: (key) => {
          const one = networkOf(state, pod).ports.find((row) => row.key === key);
          return one !== undefined && process !== undefined && isHeld(one, container, process);
        },
        namespace: (row, at) =>
          isShared(row, at) && !(row.cells[at]?.apart ?? []).some(({ pid }) => pid === process),
      };
    case 'container':
      return { ...all, ...ofContainers(state, pod, own), namespace: isShared };
    case undefined:
      return all;
  }
}

/** What was chosen where that is not noted, as in a tree, is what there is of it. */
function lastChosen({ last, volume, port, process, container }: Selection): Selection['last'] {
  if (last !== undefined) return last;
  if (volume !== undefined) return 'volume';
  if (port !== undefined) return 'port';
  if (container === undefined) return undefined;
  return process === undefined ? 'container' : 'process';
}

/** The ports and processes of containers. */
function ofContainers(
  state: State,
  pod: Pod,
  containers: ReadonlySet<string>,
): Pick<Marks, 'port' | 'process'> {
  return {
    port: (key) => {
      const one = networkOf(state, pod).ports.find((row) => row.key === key);
      return one !== undefined && [...containersOfPort(one)].some((name) => containers.has(name));
    },
    process: (of) => containers.has(of),
  };
}

/** What a process only shares, as a worker does its master's socket, belongs to it too. */
const isHeld = ({ listener }: PortRow, container: string, pid: number): boolean =>
  typeof listener === 'object' &&
  listener.holders.some((holder) => holder.container === container && holder.pid === pid);

/** Whether a container is in it together with others of its Pod, as a walk found it, else by the spec. */
function isShared({ cells }: NamespaceRow, at: number): boolean {
  const together = (cells[at]?.seen ?? cells[at]?.bySpec)?.with;
  return together === 'pod' || together === 'container';
}

function mountersOf({ containers, rows }: VolumeMatrix, volume: string): ReadonlySet<string> {
  const mounts = rows.find(({ name }) => name === volume)?.mounts ?? [];
  return new Set(containers.filter((_, index) => (mounts[index] ?? []).length > 0));
}

function mountedIn(state: State, pod: Pod, containers: ReadonlySet<string>): Marks['volume'] {
  // The tree and Containers ask for marks, and not for those of volumes.
  let places: readonly number[] | undefined;
  const found = (): readonly number[] =>
    volumesOf(state, pod).containers.flatMap((name, index) => (containers.has(name) ? [index] : []));
  return ({ mounts }) => (places ??= found()).some((index) => (mounts[index] ?? []).length > 0);
}
