/** What a debug container is to be (an ephemeral container, KEP-277), as `kubectl debug` makes them. */
import { containerSpec } from '../explain/container/container-specs.ts';
import type { KubeObject, WholeObject } from '../kinds/objects.ts';
import { type Fields, fieldsOf, listOf } from '../whole/fields.ts';

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

export interface NewDebugContainer {
  readonly name: string;
  readonly image: string;
  readonly profile: Profile;
  /** The container whose processes it sees. */
  readonly target?: string;
  /** Whether it has the volume mounts and the environment of that too. */
  readonly copies?: boolean;
  /** By default it has both. */
  readonly stdin?: boolean;
  readonly tty?: boolean;
  /** What it runs instead of its image's entrypoint, or what that is given. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  /** Without it the image on the node is taken where there is one. */
  readonly pullPolicy?: string;
}

/** One that is made beside a container. */
export interface DebugContainer extends NewDebugContainer {
  readonly target: string;
  readonly copies: boolean;
}

/** As kubectl names them: five letters that make no words (k8s.io/apimachinery pkg/util/rand), from as many random bytes. */
export function debuggerName(random: Uint8Array): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  return `debugger-${[...random].map((byte) => letters[byte % letters.length]).join('')}`;
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

/** What is sent for it, where it is defined. An ephemeral container may have no sub-paths: such mounts are left out. */
export function ephemeralContainer(debug: NewDebugContainer, whole: WholeObject): object {
  const { name, image, target, profile, copies, stdin = true, tty = true, command, args, env } = debug;
  const copied = copies && target !== undefined ? containerSpec(whole, target) : undefined;
  const mounts = listOf(copied?.volumeMounts).filter(({ subPath, subPathExpr }) => !subPath && !subPathExpr);
  return {
    name,
    image,
    // Who has it on the node need not reach a registry.
    imagePullPolicy: debug.pullPolicy ?? 'IfNotPresent',
    stdin,
    tty,
    targetContainerName: target,
    command: someOf(command),
    args: someOf(args),
    securityContext: SECURITY[profile],
    env: copied?.env ?? someOf(env),
    envFrom: copied?.envFrom,
    volumeMounts: someOf(mounts),
  };
}

const someOf = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list && list.length > 0 ? list : undefined;

/** The most that the namespace's Pod Security level (its `enforce` label) and the Pod's own security context allow. */
export function fittingProfile(whole: WholeObject | undefined, namespace: KubeObject | undefined): Profile {
  const level = fieldsOf(namespace?.metadata.labels)['pod-security.kubernetes.io/enforce'];
  if (level === 'restricted' || level === 'baseline') return level;
  return securityOf(whole).runAsNonRoot === true ? 'restricted' : 'general';
}

const securityOf = (whole: WholeObject | undefined): Fields =>
  fieldsOf(fieldsOf(whole?.spec).securityContext);

/** What is to be known before: what has to run as another user than root and is told none never starts from an image of root's. */
export function rootWarning(whole: WholeObject | undefined, profile: Profile): string | undefined {
  const { runAsNonRoot, runAsUser = 0 } = securityOf(whole);
  if ((profile !== 'restricted' && runAsNonRoot !== true) || runAsUser !== 0) return undefined;
  const whose = runAsNonRoot === true ? 'the Pod' : `profile ${profile}`;
  return `${whose} rules out root: an image that runs as root, as most do, never starts`;
}
