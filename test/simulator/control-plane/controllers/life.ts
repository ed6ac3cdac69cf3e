import { statusOf } from '../../../../src/simulator/api/fields.ts';
import { seededRandom } from '../../../../src/simulator/api/identity.ts';
import type { Registry } from '../../../../src/simulator/registry/registry.ts';
import { RESOURCE_KINDS } from '../../../../src/simulator/api/resources.ts';
import { create, type Manifest } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { Storage } from '../../../../src/simulator/storage/storage.ts';
import type { StoredObject } from '../../../../src/simulator/api/stored-object.ts';
import { foundWorld, kindOf, type Resident, type World } from '../../../../src/simulator/world/world.ts';
import { TestClock } from '../../../support/test-clock.ts';

/** A world without an API server: what residents make of what is written. */
export class Life {
  readonly clock = new TestClock();
  readonly world: World;
  /** As a client writes. */
  readonly registry: Registry;

  constructor(...residents: readonly Resident[]) {
    const random = seededRandom(1);
    const storage = new Storage({ history: 10_000 });
    const { world, registry } = foundWorld({ storage, clock: this.clock, random, kinds: RESOURCE_KINDS });
    this.world = world;
    this.registry = registry;
    for (const resident of residents) resident(this.world);
  }

  create(manifest: Manifest): StoredObject {
    return create(this.world, 'default', manifest);
  }

  all(kind: string): readonly StoredObject[] {
    const { keys, get } = this.world.storage.snapshot(kindOf(this.world, kind));
    return keys.map((key) => get(key)!);
  }

  get(kind: string, name: string): StoredObject | undefined {
    return this.world.storage.get(kindOf(this.world, kind), 'default', name);
  }

  patch(kind: string, name: string, patch: object): void {
    const place = { kind: kindOf(this.world, kind), namespace: 'default', name };
    this.registry.patch(place, 'application/strategic-merge-patch+json', JSON.stringify(patch));
  }

  delete(kind: string, name: string, options = {}): void {
    this.registry.delete({ kind: kindOf(this.world, kind), namespace: 'default', name }, options);
  }

  /** `reason message`, in the order of their first time. */
  events(about: string): readonly string[] {
    return this.all('Event')
      .filter((event) => (event['involvedObject'] as { name: string }).name === about)
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .map((event) => `${String(event['reason'])} ${String(event['message'])}`);
  }
}

/** The image of a Pod's first container. */
export const imageOf = (pod: StoredObject): string =>
  (pod['spec'] as { containers: { image: string }[] }).containers[0]!.image;

/** Pods run and are ready a second after they came, unless they are of this image; their end is at once. */
const allRun =
  (except?: string): Resident =>
  (world) => {
    const { storage, writes, clock } = world;
    return storage.subscribe(({ collection, before, after }) => {
      if (collection !== 'pods' || !after) return;
      if (after.metadata.deletionTimestamp !== undefined) {
        clock.after(0, () => writes.delete(after, { gracePeriodSeconds: 0 }));
      }
      if (before || imageOf(after) === except) return;
      clock.after(1000, () => {
        const time = new Date(clock.now()).toISOString();
        const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: time }];
        writes.updateStatus(after, (now) => ({ ...statusOf(now), phase: 'Running', conditions }));
      });
    });
  };

export const everythingRuns: Resident = allRun();

export const everythingRunsBut = (image: string): Resident => allRun(image);

/** Every Pod is over two seconds after it came. */
export const ends =
  (phase: 'Succeeded' | 'Failed'): Resident =>
  (world) =>
    world.storage.subscribe(({ collection, before, after }) => {
      if (collection !== 'pods' || before || !after) return;
      world.clock.after(2000, () => {
        const finishedAt = new Date(world.clock.now()).toISOString();
        const containerStatuses = [{ name: 'main', state: { terminated: { finishedAt } } }];
        world.writes.updateStatus(after, (now) => ({ ...statusOf(now), phase, containerStatuses }));
      });
    });
