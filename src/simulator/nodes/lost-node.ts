import { timestamp } from '../clock.ts';
import { EventRecorder } from '../event-recorder.ts';
import { items, specOf, statusOf, text } from '../fields.ts';
import type { Json } from '../patch.ts';
import type { StoredObject } from '../stored-object.ts';
import { kindOf, type World } from '../world.ts';
import { writeStatus, write } from '../controllers/controller.ts';
import { podsOnNode } from './pods-on-node.ts';
import { WELL } from './node.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const COMPONENT = 'node-controller';

/** Whether nothing is heard of a node. */
export const isLost = (node: StoredObject | undefined): boolean =>
  items(node ? statusOf(node)['conditions'] : undefined).some(
    ({ type, status }) => type === 'Ready' && status === 'Unknown',
  );

/**
 * Nothing is heard of a node any more: it and its Pods are not ready, no Pod is put there, and those that are there
 * are evicted when they have borne it long enough (pkg/controller/nodelifecycle, pkg/controller/tainteviction).
 */
export function loseNode(world: World, name: string): void {
  const node = world.storage.get(kindOf(world, 'Node'), undefined, name);
  if (!node || isLost(node)) return;
  const now = timestamp(world.clock.now());
  const unknown = {
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    status: 'Unknown',
  };
  setConditions(world, node, now, (one) => ({ ...one, ...unknown }));
  const taints = ['NoSchedule', 'NoExecute'].map((effect) => ({ key: UNREACHABLE, effect, timeAdded: now }));
  taint(world, name, (others) => [...others, ...taints]);
  const events = new EventRecorder(world);
  events.record({
    about: node,
    type: 'Normal',
    reason: 'NodeNotReady',
    message: `Node ${name} status is now: NodeNotReady`,
    component: COMPONENT,
  });
  for (const pod of podsOnNode(world, name)) {
    markNotReady(world, pod, now);
    events.record({
      about: pod,
      type: 'Warning',
      reason: 'NodeNotReady',
      message: 'Node is not ready',
      component: COMPONENT,
    });
    evictLater(world, name, pod, now);
  }
}

/** The node is heard of again, as if nothing had been; its kubelet tells how its Pods are. */
export function recoverNode(world: World, name: string): void {
  const node = world.storage.get(kindOf(world, 'Node'), undefined, name);
  if (!node || !isLost(node)) return;
  setConditions(world, node, timestamp(world.clock.now()), (one) => ({
    ...one,
    ...WELL.find(({ type }) => type === one['type']),
  }));
  taint(world, name, (taints) => taints.filter(({ key }) => key !== UNREACHABLE));
  new EventRecorder(world).record({
    about: node,
    type: 'Normal',
    reason: 'NodeReady',
    message: `Node ${name} status is now: NodeReady`,
    component: 'kubelet',
    host: name,
  });
}

function setConditions(world: World, node: StoredObject, now: string, change: (one: Json) => Json): void {
  const status = statusOf(node);
  const conditions = items(status['conditions']).map((one) => {
    const next = change(one);
    return next['status'] === one['status'] ? next : { ...next, lastTransitionTime: now };
  });
  writeStatus(world, node, { ...status, conditions });
}

function taint(world: World, name: string, change: (taints: readonly Json[]) => readonly Json[]): void {
  const node = world.registry.get({ kind: kindOf(world, 'Node'), namespace: undefined, name });
  const { taints: _before, ...spec } = specOf(node);
  const taints = change(items(specOf(node)['taints']));
  write(world, { ...node, spec: { ...spec, ...(taints.length > 0 && { taints }) } });
}

function markNotReady(world: World, pod: StoredObject, now: string): void {
  const status = statusOf(pod);
  const conditions = items(status['conditions']).map((one) =>
    one['type'] === 'Ready' && one['status'] === 'True'
      ? { ...one, status: 'False', lastTransitionTime: now }
      : one,
  );
  writeStatus(world, pod, { ...status, conditions });
}

/** Undoes what the loss of its node did to a Pod whose containers were ready and still are. */
export function readyAgain(world: World, pod: StoredObject): void {
  const status = statusOf(pod);
  const all = items(status['conditions']);
  if (!all.some(({ type, status: is }) => type === 'ContainersReady' && is === 'True')) return;
  const now = timestamp(world.clock.now());
  const conditions = all.map((one) =>
    one['type'] === 'Ready' && one['status'] === 'False'
      ? { ...one, status: 'True', lastTransitionTime: now }
      : one,
  );
  writeStatus(world, pod, { ...status, conditions });
}

function evictLater(world: World, nodeName: string, pod: StoredObject, since: string): void {
  const borne = items(specOf(pod)['tolerations']).find(
    ({ key, effect }) =>
      (key === UNREACHABLE || key === undefined) && (effect === undefined || effect === 'NoExecute'),
  );
  const seconds = borne ? borne['tolerationSeconds'] : 0;
  if (typeof seconds !== 'number') return;
  const kind = kindOf(world, 'Pod');
  const { namespace, name, uid } = pod.metadata;
  world.clock.after(seconds * 1000, () => {
    const now = world.storage.get(kind, namespace, name);
    const node = world.storage.get(kindOf(world, 'Node'), undefined, nodeName);
    if (now?.metadata.uid !== uid || now.metadata.deletionTimestamp !== undefined) return;
    // It may have been back in the meantime: then it is another loss, which has its own time.
    const taints = items(node && specOf(node)['taints']);
    if (!taints.some(({ key, timeAdded }) => key === UNREACHABLE && timeAdded === since)) return;
    const message = `Marking for deletion Pod ${text(namespace)}/${name}`;
    new EventRecorder(world).record({
      about: now,
      type: 'Normal',
      reason: 'TaintManagerEviction',
      message,
      component: 'taint-eviction-controller',
    });
    world.registry.delete({ kind, namespace, name });
  });
}
