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

/** Objects of a kind as a real server gave them. */
export function samples(kind: KindId): readonly KubeObject[] {
  if (kind === 'pods') return pods;
  if (kind === 'persistentvolumeclaims') return claims;
  if (kind === 'namespaces') return namespaces;
  if (kind === 'httproutes') return httpRoutes;
  if (kind === 'events') return toldEvents;
  if (NETWORK_KINDS.some((id) => id === kind)) return networkObjects(kind);
  return workloads.filter((workload) => workload.kind === KIND_NAMES[kind].kind);
}

/** What shows that something foreign was taken for code or for text. */
const NONSENSE = /native code|\[object |function |undefined|NaN/;

/** The first line that has it. */
export function nonsense(text: string): string | undefined {
  return text.split('\n').find((line) => NONSENSE.test(line));
}
