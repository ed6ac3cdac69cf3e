import type { Condition, KubeObject } from '../../kinds/objects.ts';
import type { LabelSelector } from '../../network/objects.ts';

/** What stands around Pods and has a say in how they fare, as the JSON of the API has it, reduced to what is read. */

/** A PodDisruptionBudget (policy/v1). */
export interface Budget extends KubeObject {
  spec?: {
    /** Absent it selects nothing; without a term everything. */
    selector?: LabelSelector;
    unhealthyPodEvictionPolicy?: string;
  };
  status?: {
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    conditions?: readonly Condition[];
  };
}

/** A HorizontalPodAutoscaler (autoscaling/v2). */
export interface Autoscaler extends KubeObject {
  spec?: { scaleTargetRef?: { kind?: string; name?: string }; minReplicas?: number; maxReplicas?: number };
  status?: { currentReplicas?: number; desiredReplicas?: number; conditions?: readonly Condition[] };
}

/** What is scaled: an owner. */
export interface Scaled {
  readonly kind: string;
  readonly name: string;
}
