import { timestamp } from '../time/clock.ts';
import { EventRecorder } from '../world/event-recorder.ts';
import { items, specOf, statusOf, text } from '../api/fields.ts';
import type { Json } from '../api/patches/patch.ts';
import type { StoredObject } from '../api/stored-object.ts';
import { kindOf, type World } from '../world/world.ts';
import { podsOnNode } from '../world/pods-on-node.ts';
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
  taint(world, node, (others) => [...others, ...taints]);
  const events = new EventRecorder(world);
  events.record({
    about: node,
    type: 'Normal',
    reason: 'NodeNotReady',
    message: `Node ${name} status is now: NodeNotReady`,
    component: COMPONENT,
  });
  for (const pod of podsOnNode(world, name)) {
    if (!setConditions(world, pod, now, withReady('False'))) continue;
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
  taint(world, node, (taints) => taints.filter(({ key }) => key !== UNREACHABLE));
  new EventRecorder(world).record({
    about: node,
    type: 'Normal',
    reason: 'NodeReady',
    message: `Node ${name} status is now: NodeReady`,
    component: 'kubelet',
    host: name,
  });
}

/** Changes conditions one by one; those of another status then have the time of now. Gives what `updateStatus` gives. */
function setConditions(
  world: World,
  object: StoredObject,
  now: string,
  change: (one: Json) => Json,
): StoredObject | undefined {
  return world.writes.updateStatus(object, (was) => {
    const status = statusOf(was);
    const conditions = items(status['conditions']).map((one) => {
      const next = change(one);
      return next['status'] === one['status'] ? next : { ...next, lastTransitionTime: now };
    });
    return { ...status, conditions };
  });
}

function taint(world: World, node: StoredObject, change: (taints: readonly Json[]) => readonly Json[]): void {
  world.writes.update(node, (now) => {
    const { taints: before, ...spec } = specOf(now);
    const taints = change(items(before));
    return { ...now, spec: { ...spec, ...(taints.length > 0 && { taints }) } };
  });
}

const withReady =
  (status: 'True' | 'False') =>
  (one: Json): Json =>
    one['type'] === 'Ready' ? { ...one, status } : one;

/** Undoes what the loss of its node did to a Pod whose containers were ready and still are. */
export function readyAgain(world: World, pod: StoredObject): void {
  const all = items(statusOf(pod)['conditions']);
  if (!all.some(({ type, status: is }) => type === 'ContainersReady' && is === 'True')) return;
  setConditions(world, pod, timestamp(world.clock.now()), withReady('True'));
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
    world.writes.delete(now);
  });
}
