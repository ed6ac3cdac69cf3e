import type { Resident, World } from '../world.ts';
import { fill, LOAD_NAMESPACE } from './fill.ts';
import { create } from './manifest.ts';

/** What the demo shows: a shop with a life of its own, and as many Pods more as were asked for. */
export function scenario({ pods }: { readonly pods: number }): Resident {
  return (world) => {
    if (pods > 0) {
      addNamespace(world, LOAD_NAMESPACE);
      fill(world, pods);
    }
    return () => undefined;
  };
}

function addNamespace(world: World, name: string): void {
  const labels = { 'kubernetes.io/metadata.name': name };
  create(world, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}
