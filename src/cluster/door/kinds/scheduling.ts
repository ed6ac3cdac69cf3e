import type {
  Affinity,
  PodAffinity,
  PodAffinityTerm,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodSpec,
  Toleration,
} from '../../../model/kinds/objects.ts';
import { integer, list, message, name, needed, text, told, word } from '../declaration.ts';
import { selector } from './network.ts';

export const schedulingGate = message<NonNullable<PodSpec['schedulingGates']>[number]>(
  { name: needed(text) },
  { name: told(1) },
);

export const toleration = message<Toleration>(
  { key: text, operator: word, value: text, effect: word, tolerationSeconds: integer },
  { key: 1, operator: 2, value: 3, effect: 4, tolerationSeconds: told(5) },
);

const requirement = message<NodeSelectorRequirement>(
  { key: needed(text), operator: needed(word), values: list(text) },
  { key: told(1), operator: told(2), values: 3 },
);

export const resourceClaim = message<NonNullable<PodSpec['resourceClaims']>[number]>(
  { name: needed(name), resourceClaimName: name, resourceClaimTemplateName: name },
  { name: told(1), resourceClaimName: told(3), resourceClaimTemplateName: told(4) },
);

const affinityTerm = message<PodAffinityTerm>(
  {
    labelSelector: selector,
    namespaces: list(text),
    namespaceSelector: selector,
    topologyKey: needed(text),
  },
  { labelSelector: 1, namespaces: 2, topologyKey: told(3), namespaceSelector: 4 },
);

const podAffinity = message<PodAffinity>(
  { requiredDuringSchedulingIgnoredDuringExecution: list(affinityTerm) },
  { requiredDuringSchedulingIgnoredDuringExecution: 1 },
  { unlessEmpty: true },
);

export const spreadConstraint = message<NonNullable<PodSpec['topologySpreadConstraints']>[number]>(
  {
    maxSkew: needed(integer),
    topologyKey: needed(text),
    whenUnsatisfiable: needed(word),
    labelSelector: selector,
  },
  { maxSkew: told(1), topologyKey: told(2), whenUnsatisfiable: told(3), labelSelector: 4 },
);

type NodeSelector = {
  nodeSelectorTerms?: readonly NodeSelectorTerm[];
};

/** Only what has to be so: what had better be keeps no Pod waiting. */
export const affinity = message<Affinity>(
  {
    nodeAffinity: message<NonNullable<Affinity['nodeAffinity']>>(
      {
        requiredDuringSchedulingIgnoredDuringExecution: message<NodeSelector>(
          {
            nodeSelectorTerms: list(
              message<NodeSelectorTerm>(
                { matchExpressions: list(requirement), matchFields: list(requirement) },
                { matchExpressions: 1, matchFields: 2 },
              ),
            ),
          },
          { nodeSelectorTerms: told(1) },
        ),
      },
      { requiredDuringSchedulingIgnoredDuringExecution: 1 },
      { unlessEmpty: true },
    ),
    podAffinity,
    podAntiAffinity: podAffinity,
  },
  { nodeAffinity: 1, podAffinity: 2, podAntiAffinity: 3 },
  { unlessEmpty: true },
);
