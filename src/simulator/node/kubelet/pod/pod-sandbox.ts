import { specOf, text } from '../../../api/fields.ts';
import type { StoredObject } from '../../../api/stored-object.ts';
import type { SandboxOptions } from '../../../container/machine/container.ts';

/** Where a Pod lives. */
export interface Place {
  readonly node: string;
  readonly ip: string;
  readonly hostIp: string;
  /** Whether the node cannot be heard: then nothing is told of it, and nothing is asked. */
  lost(): boolean;
}

/** What a Pod's sandbox is made with (pkg/kubelet/kuberuntime, generatePodSandboxConfig). */
export function sandboxOf(pod: StoredObject, { node, ip, hostIp }: Place): SandboxOptions {
  const { uid, name, namespace = '' } = pod.metadata;
  const spec = specOf(pod);
  const hostname = text(spec['hostNetwork'] === true ? node : (spec['hostname'] ?? name));
  const subdomain = text(spec['subdomain']);
  return {
    podUid: uid,
    podName: name,
    namespace,
    hostname,
    dnsName: subdomain ? `${hostname}.${subdomain}.${namespace}` : undefined,
    node,
    ip,
    hostIp,
    hostNetwork: spec['hostNetwork'] === true,
    hostPid: spec['hostPID'] === true,
    hostIpc: spec['hostIPC'] === true,
    shareProcessNamespace: spec['shareProcessNamespace'] === true,
  };
}
