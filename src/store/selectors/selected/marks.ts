import { containersOfPort } from '../../../model/network/port-rows.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Selection } from '../../look.ts';
import type { State } from '../../state.ts';
import { networkOf } from '../anatomy/network.ts';
import { volumesOf } from '../anatomy/volumes.ts';

/** What belongs to what was chosen last, so that it is marked in the other panes. */
export interface Marks {
  readonly container: (name: string) => boolean;
  /** @param key as `80/TCP` */
  readonly port: (key: string) => boolean;
  readonly process: (container: string, pid: number) => boolean;
}

const never = (): boolean => false;

/** The marks of a Pod's parts: of a volume, a port, a process or a container, whichever was chosen last. */
export function marksIn(state: State, pod: Pod): Marks {
  const { selection } = state.look.place;
  const { volume, port, container, process } = selection;
  switch (lastChosen(selection)) {
    case 'volume': {
      const mounting = mountersOf(state, pod, volume ?? '');
      return { container: (name) => mounting.has(name), port: never, process: (of) => mounting.has(of) };
    }
    case 'port': {
      const chosen = networkOf(state, pod).ports.find(({ key }) => key === port);
      const containers = chosen ? containersOfPort(chosen) : new Set<string>();
      const owners = chosen && typeof chosen.listener !== 'string' ? chosen.listener.owners : [];
      return {
        container: (name) => containers.has(name),
        port: never,
        process: (of, pid) => owners.some((owner) => owner.container === of && owner.pid === pid),
      };
    }
    case 'process':
      return {
        container: (name) => name === container,
        port: (key) => {
          const listener = networkOf(state, pod).ports.find((one) => one.key === key)?.listener;
          return (
            typeof listener === 'object' &&
            listener.owners.some((owner) => owner.container === container && owner.pid === process)
          );
        },
        process: never,
      };
    case 'container':
      return {
        container: never,
        port: (key) => {
          const one = networkOf(state, pod).ports.find((row) => row.key === key);
          return one !== undefined && containersOfPort(one).has(container ?? '');
        },
        process: (of) => of === container,
      };
    case undefined:
      return { container: never, port: never, process: never };
  }
}

/** What was chosen where that is not noted, as in a tree, is what there is of it. */
function lastChosen({ last, volume, port, container }: Selection): Selection['last'] {
  if (last !== undefined) return last;
  if (volume !== undefined) return 'volume';
  if (port !== undefined) return 'port';
  return container === undefined ? undefined : 'container';
}

function mountersOf(state: State, pod: Pod, volume: string): ReadonlySet<string> {
  const { containers, rows } = volumesOf(state, pod);
  const mounts = rows.find(({ name }) => name === volume)?.mounts ?? [];
  return new Set(containers.filter((_, index) => (mounts[index] ?? []).length > 0));
}
