/**
 * The model's types are written by hand, trimmed to what is read. That their fields are called as in
 * Kubernetes is held against the generated types of @kubernetes/client-node, by the compiler alone:
 * `npm run check` fails where a name is not one of the API's.
 */
import type * as api from '@kubernetes/client-node';
import type { Claim } from '../../src/model/kinds/kinds.ts';
import type { KubeEvent } from '../../src/model/events/kube-event.ts';
import type * as network from '../../src/model/network/objects.ts';
import type * as model from '../../src/model/kinds/objects.ts';

/** The fields that the API does not have; `never` where there are none. */
type Invented<Ours, Api> = Exclude<keyof Ours, keyof Api>;

const invented: readonly (
  | Invented<model.ObjectMeta, api.V1ObjectMeta>
  | Invented<model.OwnerReference, api.V1OwnerReference>
  | Invented<model.Pod, api.V1Pod>
  | Invented<model.PodSpec, api.V1PodSpec>
  | Invented<model.PodStatus, api.V1PodStatus>
  | Invented<model.Container, api.V1Container & api.V1EphemeralContainer>
  | Invented<model.ContainerPort, api.V1ContainerPort>
  | Invented<model.VolumeMount, api.V1VolumeMount>
  | Invented<model.Probe, api.V1Probe>
  | Invented<model.ContainerStatus, api.V1ContainerStatus>
  | Invented<model.ContainerState, api.V1ContainerState>
  | Invented<model.ContainerStateTerminated, api.V1ContainerStateTerminated>
  | Invented<model.Condition, api.V1PodCondition & api.V1DeploymentCondition>
  | Invented<NonNullable<Claim['spec']>, api.V1PersistentVolumeClaimSpec>
  | Invented<NonNullable<Claim['status']>, api.V1PersistentVolumeClaimStatus>
  | Invented<NonNullable<network.Service['spec']>, api.V1ServiceSpec>
  | Invented<network.ServicePort, api.V1ServicePort>
  | Invented<network.EndpointSlice, api.V1EndpointSlice>
  | Invented<network.SlicePort, api.DiscoveryV1EndpointPort>
  | Invented<network.Endpoint, api.V1Endpoint>
  | Invented<network.LabelSelector, api.V1LabelSelector>
  | Invented<network.LabelExpression, api.V1LabelSelectorRequirement>
  | Invented<NonNullable<network.NetworkPolicy['spec']>, api.V1NetworkPolicySpec>
  | Invented<Omit<network.PolicyRule, 'from'>, api.V1NetworkPolicyIngressRule & api.V1NetworkPolicyEgressRule>
  | Invented<network.PolicyPeer, api.V1NetworkPolicyPeer>
  | Invented<NonNullable<network.Ingress['spec']>, api.V1IngressSpec>
  | Invented<network.IngressBackend, api.V1IngressBackend>
  | Invented<KubeEvent, api.CoreV1Event>
  | Invented<NonNullable<KubeEvent['involvedObject']>, api.V1ObjectReference>
  | Invented<NonNullable<KubeEvent['series']>, api.CoreV1EventSeries>
  | Invented<NonNullable<KubeEvent['source']>, api.V1EventSource>
)[] = [];

/** There are none. */
export const none: readonly never[] = invented;
