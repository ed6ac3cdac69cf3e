import { timestamp } from '../../time/clock.ts';
import { WorkQueue } from '../controllers/work-queue.ts';
import { EventRecorder } from '../../world/event-recorder.ts';
import { fields, items, specOf, statusOf, text } from '../../api/fields.ts';
import { podCount } from '../../world/pods-on-node.ts';
import type { Json } from '../../api/patches/patch.ts';
import { keyOf, type StoredObject } from '../../api/stored-object.ts';
import { kindOf, type Resident, type World } from '../../world/world.ts';
import { obstacle } from './fits.ts';
import { counted, NodeUsage } from './node-usage.ts';

const NAME = 'default-scheduler';
const COMPONENT = NAME;

/** Puts Pods that wait onto nodes that take them, the emptiest first (pkg/scheduler). */
export const scheduler: Resident = (world) => {
  const { storage, clock } = world;
  const kind = kindOf(world, 'Pod');
  const events = new EventRecorder(world);
  const usage = new NodeUsage(storage);
  const unplaced = new Set<string>();
  const queue = new WorkQueue(clock, (key) => {
    const [namespace, name = ''] = key.split('/');
    const pod = storage.get(kind, namespace, name);
    unplaced.delete(key);
    if (!pod || !waits(pod)) return;
    if (!place(world, events, usage, pod)) unplaced.add(key);
  });
  const take = (pod: StoredObject): void => {
    if (waits(pod)) queue.add(keyOf(pod.metadata.namespace, pod.metadata.name));
  };
  for (const { collection, object } of storage.all()) if (collection === 'pods') take(object);
  const unsubscribe = storage.subscribe(({ collection, before, after }) => {
    if (collection === 'pods' && after && !before) take(after);
    const room =
      collection === 'nodes' ||
      collection === 'persistentvolumeclaims' ||
      (collection === 'pods' && leaves(before, after));
    if (room) for (const key of unplaced) queue.add(key);
  });
  return () => {
    unsubscribe();
    usage.stop();
    queue.stop();
  };
};

/** Whether a Pod takes room no more. */
const leaves = (before: StoredObject | undefined, after: StoredObject | undefined): boolean =>
  counted(before) !== '' && counted(after) === '';

const waits = (pod: StoredObject): boolean =>
  text(specOf(pod)['nodeName']) === '' &&
  text(specOf(pod)['schedulerName'], NAME) === NAME &&
  pod.metadata.deletionTimestamp === undefined;

function place(world: World, events: EventRecorder, usage: NodeUsage, pod: StoredObject): boolean {
  const { keys, get } = world.storage.snapshot(kindOf(world, 'Node'));
  const nodes = keys.flatMap((key) => get(key) ?? []);
  const unbound = unboundClaim(world, pod);
  const reasons = new Map<string, number>();
  const fitting = nodes.filter((node) => {
    const reason = unbound ?? obstacle(pod, node, usage.of(node.metadata.name));
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    return reason === undefined;
  });
  const best = fitting.sort((a, b) => podCount(world, a.metadata.name) - podCount(world, b.metadata.name))[0];
  if (best) bind(world, events, pod, best);
  else refuse(world, events, pod, explain(nodes.length, reasons, unbound));
  return best !== undefined;
}

function unboundClaim(world: World, pod: StoredObject): string | undefined {
  for (const volume of items(specOf(pod)['volumes'])) {
    const name = text(fields(volume['persistentVolumeClaim'])['claimName']);
    if (name === '') continue;
    const claim = world.storage.get(kindOf(world, 'PersistentVolumeClaim'), pod.metadata.namespace, name);
    if (!claim) return `persistentvolumeclaim ${JSON.stringify(name)} not found`;
    if (statusOf(claim)['phase'] !== 'Bound') return 'pod has unbound immediate PersistentVolumeClaims';
  }
  return undefined;
}

/** `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable. …` (scheduler/framework, FitError). */
function explain(nodes: number, reasons: ReadonlyMap<string, number>, unbound: string | undefined): string {
  if (nodes === 0) return 'no nodes available to schedule pods';
  const head = `0/${nodes} nodes are available`;
  // The end that a 1.34 scheduler gives to what is wrong before any node was looked at.
  if (unbound !== undefined) return `${head}: ${unbound}. not found`;
  const list = [...reasons]
    .map(([reason, number]) => `${number} ${reason}`)
    .sort()
    .join(', ');
  const preemption = `preemption: ${head}: ${nodes} Preemption is not helpful for scheduling.`;
  return `${head}: ${list}. no new claims to deallocate, ${preemption}`;
}

function bind(world: World, events: EventRecorder, pod: StoredObject, node: StoredObject): void {
  const { namespace, name } = pod.metadata;
  const nodeName = node.metadata.name;
  const bound = world.writes.replace(pod, (now) => {
    if (!waits(now)) return undefined;
    const status = { ...statusOf(now), conditions: [scheduled(world, now, { status: 'True' })] };
    return { ...now, spec: { ...specOf(now), nodeName }, status };
  });
  if (!bound || specOf(bound)['nodeName'] !== nodeName) return;
  const message = `Successfully assigned ${text(namespace)}/${name} to ${nodeName}`;
  events.record({ about: pod, type: 'Normal', reason: 'Scheduled', message, component: COMPONENT });
}

function refuse(world: World, events: EventRecorder, pod: StoredObject, message: string): void {
  events.record({ about: pod, type: 'Warning', reason: 'FailedScheduling', message, component: COMPONENT });
  world.writes.updateStatus(pod, (now) => {
    if (items(statusOf(now)['conditions'])[0]?.['message'] === message) return undefined;
    const condition = scheduled(world, now, { status: 'False', reason: 'Unschedulable', message });
    return { ...statusOf(now), conditions: [condition] };
  });
}

const scheduled = ({ clock }: World, pod: StoredObject, told: Json): Json => ({
  lastProbeTime: null,
  lastTransitionTime: timestamp(clock.now()),
  observedGeneration: pod.metadata.generation ?? 1,
  type: 'PodScheduled',
  ...told,
});
