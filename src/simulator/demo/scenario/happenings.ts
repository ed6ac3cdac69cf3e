import { kindOf, type World } from '../../world/world.ts';
import { patch } from './manifest.ts';
import { SHOP_NAMESPACE } from '../protocol.ts';

/** Something that happens in the shop; what it breaks it mends later. */
export interface Happening {
  readonly title: string;
  run(world: World): void;
}

/** Sets the image of a container of a Deployment. */
export function setImage(world: World, name: string, container: string, image: string): void {
  const containers = [{ name: container, image }];
  patch(world, 'Deployment', SHOP_NAMESPACE, name, { spec: { template: { spec: { containers } } } });
}

/** The rollouts go round: what runs now decides what comes next. */
const NGINX_IMAGES = ['nginx:1.14.2', 'nginx:1.27'];

function nextImage(world: World, current: number): void {
  setImage(world, 'nginx-deployment', 'nginx', NGINX_IMAGES[current % NGINX_IMAGES.length] ?? 'nginx');
}

/** A rollout that cannot succeed, and its undoing. */
function badRollout(world: World): void {
  setImage(world, 'cart', 'cart', 'missing/cart:2.4');
  world.clock.after(35_000, () => setImage(world, 'cart', 'cart', 'shop/cart:2.3'));
}

function deletePodOf(world: World, app: string): void {
  const { storage, writes, random } = world;
  const { keys, get } = storage.snapshot(kindOf(world, 'Pod'));
  const pods = keys.flatMap((key) => {
    const pod = key.startsWith(`${SHOP_NAMESPACE}/${app}-`) ? get(key) : undefined;
    return pod && pod.metadata.deletionTimestamp === undefined ? [pod] : [];
  });
  const pod = pods[Math.floor(random() * pods.length)];
  if (pod) writes.delete(pod);
}

/** What may happen. Node troubles are in the scenario, which knows the nodes. */
export function happenings(loseNode: (world: World) => void): readonly Happening[] {
  let rounds = 0;
  let rollouts = 0;
  let replicas = 3;
  return [
    {
      title: 'a rollout',
      run: (world) => nextImage(world, (rollouts += 1)),
    },
    {
      title: 'a Pod is deleted, and replaced',
      run: (world) => deletePodOf(world, 'landing'),
    },
    {
      title: 'more or fewer carts',
      run: (world) => {
        replicas = replicas === 3 ? 5 : 3;
        patch(world, 'Deployment', SHOP_NAMESPACE, 'cart', { spec: { replicas } });
      },
    },
    { title: 'an image that is not there, and a rollback', run: badRollout },
    {
      title: 'a node goes away, and comes back, every third time',
      run: (world) => {
        rounds += 1;
        if (rounds % 3 === 1) loseNode(world);
      },
    },
    {
      title: 'a database Pod is deleted, and comes back by its name',
      run: (world) => deletePodOf(world, 'orders-db'),
    },
  ];
}

/** Seconds between two happenings: from 6 to 11. */
const pause = (random: () => number): number => 6000 + Math.floor(random() * 5000);

/** Lets all of them happen one after the other, after so many ms, in an order that chance gives, again and again. */
export function happenAgainAndAgain(world: World, all: readonly Happening[], quietMs: number): () => void {
  let deck: Happening[] = [];
  let cancel = (): void => undefined;
  const next = (): void => {
    if (deck.length === 0) deck = shuffled(all, world.random);
    try {
      deck.pop()?.run(world);
    } finally {
      // What a visitor did to the shop may make one happening impossible: the others go on.
      cancel = world.clock.after(pause(world.random), next);
    }
  };
  cancel = world.clock.after(quietMs + pause(world.random), next);
  return () => cancel();
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = items.map((item) => ({ item, at: random() }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
