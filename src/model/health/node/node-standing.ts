import { epochMs } from '../../ages.ts';
import type { Amounts } from '../../pod/container-objects.ts';
import type { Condition, KubeObject } from '../../kinds/objects.ts';

/** What of a node tells how it stands, as a server has it. */
export interface NodeDocument {
  readonly spec?: { readonly unschedulable?: boolean; readonly taints?: readonly Taint[] };
  readonly status?: { readonly conditions?: readonly Condition[]; readonly allocatable?: Amounts };
}

/** A node among others: what of it keeps Pods off. */
export interface ClusterNode extends KubeObject, NodeDocument {}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect?: string;
  readonly timeAdded?: string;
}

/** What of a node troubles the Pods on it, or keeps others away. */
export interface NodeStanding {
  /** Since when it is not ready, in epoch ms; what its kubelet or the node controller says of it is a note. */
  readonly notReadySince?: number | undefined;
  /** What it runs short of. */
  readonly pressures: readonly Condition[];
  readonly cordoned: boolean;
  readonly taints: readonly Taint[];
}

/** Those that are trouble while they are True (k8s.io/api core/v1 NodeConditionType); what others mean is up to who sets them. */
const PRESSURES = new Set(['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable']);

/** Undefined where nothing is to be told of it. */
export function nodeStanding({ spec, status }: NodeDocument): NodeStanding | undefined {
  const { conditions = [] } = status ?? {};
  const ready = conditions.find(({ type }) => type === 'Ready');
  const isReady = ready === undefined || ready.status === 'True';
  const pressures = conditions.filter((one) => PRESSURES.has(one.type) && one.status === 'True');
  const { unschedulable: cordoned = false, taints = [] } = spec ?? {};
  if (isReady && pressures.length === 0 && !cordoned && taints.length === 0) return undefined;
  const notReadySince = isReady ? undefined : epochMs(ready.lastTransitionTime);
  return { notReadySince, pressures, cordoned, taints };
}
