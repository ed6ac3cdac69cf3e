import type { Fields } from '../field-type.ts';

/** What a Pod asks of its node, and gets of it. Field numbers are those of k8s.io/api v0.36 (generated.proto). */
export const SCHEDULING_PARTS: Readonly<Record<string, Fields>> = {
  Affinity: {
    nodeAffinity: [1, 'NodeAffinity'],
    podAffinity: [2, 'PodAffinity'],
    podAntiAffinity: [3, 'PodAffinity'],
  },
  PodAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [1, 'PodAffinityTerm[]'],
    preferredDuringSchedulingIgnoredDuringExecution: [2, 'object[]'],
  },
  PodAffinityTerm: {
    labelSelector: [1, 'LabelSelector'],
    namespaces: [2, 'string[]'],
    topologyKey: [3, 'string'],
    namespaceSelector: [4, 'LabelSelector'],
  },
  TopologySpreadConstraint: {
    maxSkew: [1, 'int'],
    topologyKey: [2, 'string'],
    whenUnsatisfiable: [3, 'string'],
    labelSelector: [4, 'LabelSelector'],
  },
  NodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [1, 'NodeSelector'],
    preferredDuringSchedulingIgnoredDuringExecution: [2, 'object[]'],
  },
  NodeSelector: { nodeSelectorTerms: [1, 'NodeSelectorTerm[]'] },
  NodeSelectorTerm: {
    matchExpressions: [1, 'NodeSelectorRequirement[]'],
    matchFields: [2, 'NodeSelectorRequirement[]'],
  },
  NodeSelectorRequirement: { key: [1, 'string'], operator: [2, 'string'], values: [3, 'string[]'] },
  PodSchedulingGate: { name: [1, 'string'] },
  PodOS: { name: [1, 'string'] },
  PodResourceClaim: {
    name: [1, 'string'],
    resourceClaimName: [3, 'string'],
    resourceClaimTemplateName: [4, 'string'],
  },
  PodResourceClaimStatus: { name: [1, 'string'], resourceClaimName: [2, 'string'] },
  ResourceRequirements: {
    limits: [1, 'map:quantity'],
    requests: [2, 'map:quantity'],
    claims: [3, 'ResourceClaim[]'],
  },
  ResourceClaim: { name: [1, 'string'], request: [2, 'string'] },
  ResourceStatus: { name: [1, 'string'], resources: [2, 'ResourceHealth[]'] },
  ResourceHealth: { resourceID: [1, 'string'], health: [2, 'string'], message: [6, 'string'] },
  ContainerRestartRule: { action: [1, 'string'], exitCodes: [2, 'ContainerRestartRuleOnExitCodes'] },
  ContainerRestartRuleOnExitCodes: { operator: [1, 'string'], values: [2, 'int[]'] },
  SecurityContext: { privileged: [2, 'bool?'] },
};
