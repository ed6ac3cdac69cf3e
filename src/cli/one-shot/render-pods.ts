import { age } from '../../model/ages.ts';
import { podHealth } from '../../model/health/pod-health.ts';
import { controllerOf } from '../../model/owners/owner-tree.ts';
import { podSummary, restartsText } from '../../model/pod/pod-status.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { renderTable } from './render-table.ts';

export interface PodsOptions {
  /** Epoch milliseconds, for ages. */
  readonly now: number;
  /** Puts NAMESPACE first. */
  readonly allNamespaces?: boolean;
}

const HEADINGS = [
  'NAME',
  'READY',
  'STATUS',
  'RESTARTS',
  'AGE',
  'IP',
  'NODE',
  'NOMINATED NODE',
  'READINESS GATES',
];

/** Pods as `kubectl get pods -o wide` prints them, character for character. */
export function renderPods(pods: readonly Pod[], { now, allNamespaces = false }: PodsOptions): string {
  const rows = sorted(pods).map((pod) => cells(pod, now));
  if (!allNamespaces) return renderTable([HEADINGS, ...rows]);
  const namespaces = sorted(pods).map(({ metadata }) => metadata.namespace ?? '');
  return renderTable([
    ['NAMESPACE', ...HEADINGS],
    ...rows.map((row, index) => [namespaces[index] ?? '', ...row]),
  ]);
}

function cells(pod: Pod, now: number): string[] {
  const summary = podSummary(pod);
  return [
    pod.metadata.name,
    summary.ready,
    summary.status,
    restartsText(summary, now),
    age(pod.metadata.creationTimestamp, now),
    summary.ip,
    summary.node,
    summary.nominatedNode,
    summary.readinessGates,
  ];
}

/** The API server lists in the order of its storage keys, namespace/name. */
function sorted(pods: readonly Pod[]): Pod[] {
  const key = ({ metadata }: Pod): string => `${metadata.namespace ?? ''}/${metadata.name}`;
  return pods.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** One Pod of `podscope pods -o json`. What is not known or not there is null; times are RFC 3339. */
export interface PodJson {
  readonly namespace: string | null;
  readonly name: string;
  readonly uid: string;
  readonly createdAt: string | null;
  /** The controller, or the first owner where none is one. */
  readonly owner: { readonly kind: string; readonly name: string; readonly uid: string } | null;
  /** READY as two numbers: application containers and native sidecars. */
  readonly readyContainers: number;
  readonly totalContainers: number;
  /** kubectl's STATUS. */
  readonly status: string;
  readonly restarts: number;
  readonly lastRestartAt: string | null;
  /** The first IP. */
  readonly ip: string | null;
  readonly node: string | null;
  readonly nominatedNode: string | null;
  /** `1/2`: gates that are true, of all; null where there are none. */
  readonly readinessGates: string | null;
  readonly hostNetwork: boolean;
  readonly health: 'well' | 'progress' | 'failing' | 'ended' | 'waiting';
  /** Failed, or not Ready without having ended as it should, or in a loop. */
  readonly notWell: boolean;
}

/** What `podscope pods -o json` prints: `{"pods": […]}`, in the order of the table. */
export function podsJson(pods: readonly Pod[], now: number): { readonly pods: readonly PodJson[] } {
  return { pods: sorted(pods).map((pod) => podSummaryJson(pod, now)) };
}

/** The part of the JSON that `pods` and `pod` have in common. */
export function podSummaryJson(pod: Pod, now: number): PodJson {
  const { metadata } = pod;
  const summary = podSummary(pod);
  const { health, notWell } = podHealth(pod, now);
  const owner = controllerOf(metadata);
  return {
    namespace: metadata.namespace ?? null,
    name: metadata.name,
    uid: metadata.uid,
    createdAt: metadata.creationTimestamp ?? null,
    owner: owner ? { kind: owner.kind, name: owner.name, uid: owner.uid } : null,
    readyContainers: summary.readyContainers,
    totalContainers: summary.totalContainers,
    status: summary.status,
    restarts: summary.restarts,
    lastRestartAt: timeJson(summary.lastRestartAt),
    ip: unlessNone(summary.ip),
    node: unlessNone(summary.node),
    nominatedNode: unlessNone(summary.nominatedNode),
    readinessGates: unlessNone(summary.readinessGates),
    hostNetwork: summary.hostNetwork,
    health,
    notWell,
  };
}

/** Epoch milliseconds as RFC 3339 in the API's whole seconds. */
export function timeJson(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString().replace('.000Z', 'Z');
}

function unlessNone(text: string): string | null {
  return text === '<none>' ? null : text;
}
