import { KIND_NAMES, type KindId, NETWORK_KINDS } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import { claims, networkObjects, pods, toldEvents, workloads } from '../../fixtures/index.ts';

/** `PODSCOPE_FUZZ=20` tries twenty times as much, and looks at every screen. */
export const TIMES = Number(process.env.PODSCOPE_FUZZ ?? 1);
/** Far more than it takes: what is tried is counted, not timed. In ms. */
export const PATIENCE = 120_000 * TIMES;
export const KINDS = Object.keys(KIND_NAMES) as KindId[];

const namespaces: readonly KubeObject[] = [{ metadata: { name: 'shop', uid: 'u-shop', labels: { a: 'b' } } }];

const httpRoutes: readonly KubeObject[] = [
  {
    metadata: { name: 'gate', uid: 'u-gate', namespace: 'net-play' },
    spec: {
      hostnames: ['shop.example'],
      parentRefs: [{ name: 'front' }],
      rules: [
        { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'web', port: 80 }] },
      ],
    },
  } as KubeObject,
];

const budgets: readonly KubeObject[] = [
  {
    metadata: { name: 'guard', uid: 'u-guard', namespace: 'net-play' },
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
  } as KubeObject,
];

const scalers: readonly KubeObject[] = [
  {
    metadata: { name: 'grow', uid: 'u-grow', namespace: 'net-play' },
    spec: { minReplicas: 1, maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
    status: {
      currentReplicas: 1,
      desiredReplicas: 1,
      conditions: [
        { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric', message: 'no metrics' },
      ],
    },
  } as KubeObject,
];

const nodes: readonly KubeObject[] = [
  {
    metadata: { name: 'node-1', uid: 'u-node', labels: { disk: 'ssd' } },
    spec: { unschedulable: true, taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] },
    status: {
      allocatable: { cpu: '2', memory: '4Gi' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ready' }],
    },
  } as KubeObject,
];

/** Objects of a kind as a real server gave them. */
export function samples(kind: KindId): readonly KubeObject[] {
  if (kind === 'pods') return pods;
  if (kind === 'persistentvolumeclaims') return claims;
  if (kind === 'namespaces') return namespaces;
  if (kind === 'nodes') return nodes;
  if (kind === 'httproutes') return httpRoutes;
  if (kind === 'events') return toldEvents;
  if (kind === 'poddisruptionbudgets') return budgets;
  if (kind === 'horizontalpodautoscalers') return scalers;
  if (NETWORK_KINDS.some((id) => id === kind)) return networkObjects(kind);
  return workloads.filter((workload) => workload.kind === KIND_NAMES[kind].kind);
}

/** What shows that something foreign was taken for code or for text. */
const NONSENSE = /native code|\[object |function |undefined|NaN/;

/** The first line that has it. */
export function nonsense(text: string): string | undefined {
  return text.split('\n').find((line) => NONSENSE.test(line));
}
