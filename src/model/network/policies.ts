import type { Pod } from '../kinds/objects.ts';
import { selects, selectorText } from './label-selector.ts';
import type { NetworkPolicy, PolicyPeer, PolicyRule } from './objects.ts';

/** A NetworkPolicy that selects a Pod, in words. Which of them is kept depends on the cluster's network. */
export interface PolicyView {
  readonly name: string;
  /** One line a rule; undefined: it does not affect what comes in. */
  readonly ingress: readonly string[] | undefined;
  /** The same of what goes out. */
  readonly egress: readonly string[] | undefined;
}

/** The NetworkPolicies of a Pod's namespace that select it, by name. */
export function podPolicies(pod: Pod, policies: Iterable<NetworkPolicy>): readonly PolicyView[] {
  const labels = pod.metadata.labels ?? {};
  return [...policies]
    .filter(({ spec }) => selects(spec?.podSelector ?? {}, labels))
    .map(viewOf)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Without policyTypes a policy is about what comes in, and about what goes out where it has rules for that (networking/v1). */
function viewOf({ metadata, spec }: NetworkPolicy): PolicyView {
  const { ingress = [], egress = [], policyTypes } = spec ?? {};
  const types = policyTypes ?? ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  return {
    name: metadata.name,
    ingress: types.includes('Ingress') ? rulesText(ingress, 'from') : undefined,
    egress: types.includes('Egress') ? rulesText(egress, 'to') : undefined,
  };
}

type Way = 'from' | 'to';

function rulesText(rules: readonly PolicyRule[], way: Way): readonly string[] {
  if (rules.length === 0) return [way === 'from' ? 'nothing may come in' : 'nothing may go out'];
  return rules.map((rule) => ruleText(rule, way));
}

/** `80/TCP from pods app=web`, `all ports to anywhere`. */
function ruleText({ ports = [], ...peers }: PolicyRule, way: Way): string {
  const which = ports.length === 0 ? 'all ports' : ports.map(portText).join(', ');
  const whom = peers[way] ?? [];
  return `${which} ${way} ${whom.length === 0 ? 'anywhere' : whom.map(peerText).join(' or ')}`;
}

function portText({ protocol, port, endPort }: NonNullable<PolicyRule['ports']>[number]): string {
  const numbers = port === undefined ? 'all' : endPort === undefined ? `${port}` : `${port}-${endPort}`;
  return `${numbers}/${protocol || 'TCP'}`;
}

function peerText({ podSelector, namespaceSelector, ipBlock }: PolicyPeer): string {
  if (ipBlock) {
    const except = ipBlock.except ?? [];
    return except.length === 0 ? ipBlock.cidr : `${ipBlock.cidr} but ${except.join(', ')}`;
  }
  const pods = podSelector && selectorText(podSelector);
  const which = pods ? `pods ${pods}` : 'all pods';
  if (!namespaceSelector) return which;
  const namespaces = selectorText(namespaceSelector);
  return `${which} in ${namespaces === '' ? 'all namespaces' : `namespaces ${namespaces}`}`;
}
