import { loseNode, recoverNode } from '../../node/lost-node.ts';
import { addNode, type NodeSpec } from '../../node/node.ts';
import type { Json } from '../../api/patches/patch.ts';
import type { Resident, World } from '../../world/world.ts';
import { ANATOMY } from './anatomy.ts';
import { fill, loadNode, LOAD_NAMESPACE, nodeIp, nodesFor, podCidr } from './fill.ts';
import { happenAgainAndAgain, happenings, setImage } from './happenings.ts';
import { create } from './manifest.ts';
import { SHOP_NAMESPACE } from '../protocol.ts';
import { LANDING, SHOP, SYSTEM, WEBSITE } from './shop.ts';
import { TROUBLE } from './trouble.ts';
import { WAYS } from './ways.ts';

const NODES: readonly NodeSpec[] = ['a', 'b', 'c'].map((zone, index) => ({
  name: `node-${zone}`,
  ip: `192.168.10.${11 + index}`,
  podCidr: `10.244.${index + 1}.0/24`,
  zone: `demo-${zone}`,
}));

const FIRST_ROLLOUT_MS = 10_000;
const AWAY_MS = 40_000;

export interface ScenarioOptions {
  /** So many Pods more, in a namespace of their own. */
  readonly pods?: number;
  /** Whether something happens now and then; it does where it is not given. */
  readonly happens?: boolean;
  /** So long nothing happens, in ms. */
  readonly quietMs?: number;
}

/** What the demo shows: a shop with a life of its own, and as many Pods more as were asked for. */
export function scenario({ pods = 0, happens = true, quietMs = 0 }: ScenarioOptions = {}): Resident {
  return (world) => {
    for (const node of NODES) addNode(world, node);
    addNamespace(world, SHOP_NAMESPACE);
    if (pods > 0) addLoad(world, pods);
    for (const manifest of SYSTEM) create(world, 'kube-system', manifest);
    for (const manifest of [...ANATOMY, ...SHOP, ...TROUBLE, ...WAYS])
      create(world, SHOP_NAMESPACE, manifest);
    const website = create(world, SHOP_NAMESPACE, WEBSITE);
    const { apiVersion, kind, metadata } = website;
    const ownerReferences = [{ apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true }];
    create(world, SHOP_NAMESPACE, { ...LANDING, metadata: { ...LANDING.metadata, ownerReferences } });
    if (!happens) return () => undefined;
    world.clock.after(FIRST_ROLLOUT_MS, () => setImage(world, 'nginx-deployment', 'nginx', 'nginx:1.14.2'));
    return happenAgainAndAgain(world, happenings(loseForAWhile), quietMs);
  };
}

function addLoad(world: World, pods: number): void {
  addNamespace(world, LOAD_NAMESPACE);
  for (let index = 0; index < nodesFor(pods); index += 1) {
    const taints: readonly Json[] = [{ key: 'demo.podscope.dev/load', effect: 'NoSchedule' }];
    addNode(world, { name: loadNode(index), ip: nodeIp(index), podCidr: podCidr(index), taints });
  }
  fill(world, pods);
}

function loseForAWhile(world: World): void {
  const node = NODES[Math.floor(world.random() * NODES.length)]?.name ?? 'node-a';
  loseNode(world, node);
  world.clock.after(AWAY_MS, () => recoverNode(world, node));
}

function addNamespace(world: World, name: string): void {
  const labels = { 'kubernetes.io/metadata.name': name };
  create(world, name, { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}
