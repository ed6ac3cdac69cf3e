import type { Fields } from './field-type.ts';

/** What a HorizontalPodAutoscaler is made of: k8s.io/api/autoscaling/v2 v0.34 (generated.proto). */
export const AUTOSCALING_PARTS: Readonly<Record<string, Fields>> = {
  HorizontalPodAutoscalerSpec: {
    scaleTargetRef: [1, 'CrossVersionObjectReference'],
    minReplicas: [2, 'int?'],
    maxReplicas: [3, 'int'],
    metrics: [4, 'MetricSpec[]'],
    behavior: [5, 'object'],
  },
  CrossVersionObjectReference: { kind: [1, 'string'], name: [2, 'string'], apiVersion: [3, 'string'] },
  MetricSpec: {
    type: [1, 'string'],
    object: [2, 'object'],
    pods: [3, 'object'],
    resource: [4, 'ResourceMetricSource'],
    external: [5, 'object'],
    containerResource: [7, 'object'],
  },
  ResourceMetricSource: { name: [1, 'string'], target: [2, 'MetricTarget'] },
  MetricTarget: {
    type: [1, 'string'],
    value: [2, 'quantity'],
    averageValue: [3, 'quantity'],
    averageUtilization: [4, 'int?'],
  },
};
