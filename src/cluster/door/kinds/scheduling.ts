import type {
  Affinity,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodSpec,
  Toleration,
} from '../../../model/kinds/objects.ts';
import { integer, list, message, name, needed, text, told, word } from '../declaration.ts';

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

type NodeSelector = {
  nodeSelectorTerms?: readonly NodeSelectorTerm[];
};

/** Only what a node must have: what it had better have keeps no Pod waiting. */
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
  },
  { nodeAffinity: 1 },
  { unlessEmpty: true },
);
