import { count, fields, items, specOf, text } from '../../../api/fields.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import { kindOf } from '../../../world/world.ts';
import { controller, type Desk } from '../controller.ts';
import { labelled, templateHash } from '../pod-template.ts';
import { asPod, createPod, deletePod, isActive, isReady } from '../managed-pods.ts';

const COMPONENT = 'daemonset-controller';
const REVISION_LABEL = 'controller-revision-hash';

/** Keeps one Pod on every node that takes it (pkg/controller/daemon/daemon_controller.go). */
export const daemonSets = controller({ kind: 'DaemonSet', manages: ['Pod'], heeds: 'Node', reconcile });

function reconcile(desk: Desk, set: StoredObject): void {
  const template = fields(specOf(set)['template']);
  const revision = templateHash(template);
  const nodes = eligibleNodes(desk, template);
  if (set.metadata.deletionTimestamp === undefined) bringTo(desk, set, nodes, revision);
  tell(desk, set, nodes, revision);
}

const nodeOf = (pod: StoredObject): string => {
  const affinity = fields(fields(specOf(pod)['affinity'])['nodeAffinity']);
  const required = fields(affinity['requiredDuringSchedulingIgnoredDuringExecution']);
  const term = items(items(required['nodeSelectorTerms'])[0]?.['matchFields'])[0];
  const values = term?.['values'];
  return asPod(pod).spec?.nodeName ?? (Array.isArray(values) ? String(values[0]) : '');
};

function eligibleNodes(desk: Desk, template: Json): readonly string[] {
  const { keys, get } = desk.storage.snapshot(kindOf(desk, 'Node'));
  const spec = fields(template['spec']);
  const selector = Object.entries(fields(spec['nodeSelector']));
  const everything = items(spec['tolerations']).some(
    ({ key, operator }) => key === undefined && operator === 'Exists',
  );
  const tolerated = new Set(items(spec['tolerations']).map(({ key }) => text(key)));
  return keys.filter((name) => {
    const node = get(name);
    if (!node || !selector.every(([key, value]) => node.metadata.labels?.[key] === value)) return false;
    const taints = items(specOf(node)['taints']).filter(
      ({ key, effect }) => effect !== 'PreferNoSchedule' && !text(key).startsWith('node.kubernetes.io/'),
    );
    return everything || taints.every(({ key }) => tolerated.has(text(key)));
  });
}

const podsOf = (desk: Desk, set: StoredObject): readonly StoredObject[] =>
  desk.dependents.managed(set.metadata.uid, 'Pod');

function bringTo(desk: Desk, set: StoredObject, nodes: readonly string[], revision: string): void {
  const active = podsOf(desk, set).filter(isActive);
  for (const pod of podsOf(desk, set)) {
    const over = !isActive(pod) && pod.metadata.deletionTimestamp === undefined;
    if (over || (isActive(pod) && !nodes.includes(nodeOf(pod)))) deletePod(desk, set, pod, COMPONENT);
  }
  const held = new Set(podsOf(desk, set).map(nodeOf));
  for (const node of nodes) if (!held.has(node)) createOn(desk, set, node, revision);
  const outdated = active.find(({ metadata }) => metadata.labels?.[REVISION_LABEL] !== revision);
  const strategy = fields(specOf(set)['updateStrategy']);
  if (outdated && strategy['type'] !== 'OnDelete' && active.every(isReady)) {
    deletePod(desk, set, outdated, COMPONENT);
  }
}

/** Troubles of the node that a daemon has to stand (pkg/controller/daemon/util, AddOrUpdateDaemonPodTolerations). */
const STANDS: readonly Json[] = [
  ...['not-ready', 'unreachable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoExecute',
  })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: 'Exists',
    effect: 'NoSchedule',
  })),
];

function createOn(desk: Desk, set: StoredObject, node: string, revision: string): void {
  const given = labelled(fields(specOf(set)['template']), REVISION_LABEL, revision);
  const spec = fields(given['spec']);
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: [node] }];
  const required = { nodeSelectorTerms: [{ matchFields }] };
  const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } };
  const tolerations = [...items(spec['tolerations']), ...STANDS];
  const template = { ...given, spec: { ...spec, affinity, tolerations } };
  createPod(desk, set, template, COMPONENT);
}

function tell(desk: Desk, set: StoredObject, nodes: readonly string[], revision: string): void {
  const placed = podsOf(desk, set).filter((pod) => isActive(pod) && nodes.includes(nodeOf(pod)));
  const ready = placed.filter(isReady).length;
  const updated = placed.filter(({ metadata }) => metadata.labels?.[REVISION_LABEL] === revision).length;
  const unavailable = Math.max(0, nodes.length - ready);
  desk.writes.updateStatus(set, () => ({
    currentNumberScheduled: placed.length,
    numberMisscheduled: 0,
    desiredNumberScheduled: nodes.length,
    numberReady: ready,
    observedGeneration: count(set.metadata.generation),
    ...(updated > 0 && { updatedNumberScheduled: updated }),
    ...(ready > 0 && { numberAvailable: ready }),
    ...(unavailable > 0 && { numberUnavailable: unavailable }),
  }));
}
