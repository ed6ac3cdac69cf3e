/** What a debug container is to be (an ephemeral container, KEP-277), as `kubectl debug` makes them. */
import type { KubeObject } from '../kinds/objects.ts';

/** kubectl's profiles (k8s.io/kubectl/pkg/cmd/debug/profiles.go). */
export const PROFILES = ['general', 'baseline', 'restricted', 'netadmin', 'sysadmin'] as const;
export type Profile = (typeof PROFILES)[number];

/** What each gives, in a few words. */
export const PROFILE_NOTES: Readonly<Record<Profile, string>> = {
  general: 'may trace processes (SYS_PTRACE)',
  baseline: 'nothing beyond what any container has',
  restricted: 'not root, no capabilities',
  netadmin: 'NET_ADMIN and NET_RAW',
  sysadmin: 'privileged: whatever root of the node may',
};

export interface DebugContainer {
  readonly name: string;
  readonly image: string;
  readonly profile: Profile;
  /** The container whose processes it sees. */
  readonly target: string;
  /** Whether it has the volume mounts and the environment of that too. */
  readonly copies: boolean;
}

/** The security context of each for an ephemeral container, as kubectl has it. */
const SECURITY: Readonly<Record<Profile, object | undefined>> = {
  general: { capabilities: { add: ['SYS_PTRACE'] } },
  baseline: undefined,
  restricted: {
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  netadmin: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
  sysadmin: { privileged: true },
};

/** What is read of a whole Pod here, which nobody has checked. */
export interface WholeContainer {
  readonly name?: string;
  readonly stdin?: boolean;
  readonly tty?: boolean;
  readonly env?: unknown;
  readonly envFrom?: unknown;
  readonly volumeMounts?: readonly { readonly subPath?: string; readonly subPathExpr?: string }[];
}

interface WholeSpec {
  readonly securityContext?: { readonly runAsNonRoot?: boolean };
  readonly containers?: readonly WholeContainer[];
  readonly initContainers?: readonly WholeContainer[];
  readonly ephemeralContainers?: readonly WholeContainer[];
}

const specOf = (whole: KubeObject): WholeSpec => (whole as { readonly spec?: WholeSpec }).spec ?? {};

/** A container of a whole Pod. */
export function wholeContainer(whole: KubeObject, name: string): WholeContainer | undefined {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = specOf(whole);
  return [...containers, ...initContainers, ...ephemeralContainers].find((each) => each.name === name);
}

/** What is sent for it. An ephemeral container may have no sub-paths: such mounts are left out. */
export function ephemeralContainer(debug: DebugContainer, whole: KubeObject): object {
  const { name, image, target, profile, copies } = debug;
  const copied = copies ? wholeContainer(whole, target) : undefined;
  const mounts = copied?.volumeMounts?.filter(({ subPath, subPathExpr }) => !subPath && !subPathExpr);
  return {
    name,
    image,
    // Who has it on the node need not reach a registry.
    imagePullPolicy: 'IfNotPresent',
    stdin: true,
    tty: true,
    targetContainerName: target,
    ...(SECURITY[profile] && { securityContext: SECURITY[profile] }),
    ...(copied?.env !== undefined && { env: copied.env }),
    ...(copied?.envFrom !== undefined && { envFrom: copied.envFrom }),
    ...(mounts && mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** The most that the namespace's Pod Security level (its `enforce` label) and the Pod's own security context allow. */
export function fittingProfile(whole: KubeObject | undefined, namespace: KubeObject | undefined): Profile {
  const level = namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce'];
  if (level === 'restricted' || level === 'baseline') return level;
  return whole && specOf(whole).securityContext?.runAsNonRoot === true ? 'restricted' : 'general';
}
