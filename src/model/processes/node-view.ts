import { containersOf, type ContainerType } from '../pod/containers.ts';
import type { Pod } from '../kinds/objects.ts';
import { groupUid } from './group-uid.ts';
import { HELPER_CONTAINER, HELPER_DEADLINE, HELPER_LABELS, HELPER_LIVES, HELPER_NAME } from './helper.ts';
import type { Walk } from './process.ts';
import { idsOf } from './walk-target.ts';
import { forest, type TreeProcess } from './process-groups.ts';
import { SAY_OVER, WALK_LIMITS } from './walk-script.ts';

/** What is to be looked at by its node: a Pod, by a helper of this image. */
export interface NodeLook {
  readonly pod: Pod;
  readonly image: string;
}

/** The same with the helper that does it. */
export interface NodeView extends NodeLook {
  /** Of the helper, for it to be removed whatever became of it. */
  readonly name: string;
}

/**
 * A Pod that sees the processes of another's node, with as few rights as serve: it reads what everybody on the node may
 * read. It ends by itself, and goes with the Pod that it is about.
 */
export function nodeHelper({ pod, image, name }: NodeView): object {
  const { uid, namespace = '' } = pod.metadata;
  const owner = { apiVersion: 'v1', kind: 'Pod', name: pod.metadata.name, uid };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: HELPER_LABELS, ownerReferences: [owner] },
    spec: {
      nodeName: pod.spec?.nodeName,
      hostPID: true,
      restartPolicy: 'Never',
      activeDeadlineSeconds: HELPER_DEADLINE,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      tolerations: [{ operator: 'Exists' }],
      securityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true },
      containers: [
        {
          name: HELPER_CONTAINER,
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['sleep', `${HELPER_LIVES}`],
          resources: { requests: { cpu: '1m', memory: '8Mi' }, limits: { memory: '64Mi' } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
      ],
    },
  };
}

/** What is asked before it is made, in sentences: what, where, and with which rights. */
export function nodeQuestion({ pod, image }: NodeLook): readonly string[] {
  const { namespace = '' } = pod.metadata;
  return [
    `The node's view needs a Pod on node ${pod.spec?.nodeName ?? ''} for a moment:`,
    `${HELPER_NAME}… in namespace ${namespace}, image ${image}.`,
    "It sees the node's processes (hostPID), as user 1000 without any capability.",
    `It is removed at once, and ends within ${HELPER_DEADLINE} seconds whatever happens.`,
  ];
}

/** Why a Pod has no node's view; undefined where it can be tried. */
export function whyNoNodeView({ spec }: Pod): string | undefined {
  if (!spec?.nodeName) return 'it is on no node yet';
  return undefined;
}

/**
 * What a walk prints, of those processes of the node that are a Pod's, by their control groups, and of what began them
 * (the shim), in the order of the pids' names. The uid is the API server's, and is letters, digits and dashes alone (see the door).
 */
export function nodeScript(uid: string): string {
  return `cd /proc&&read -r u x <uptime&&{ echo "walk 1 $$ $u"
S=' ';for f in $(grep -la -e ${uid} -e ${uid.replaceAll('-', '_')} [0-9]*/cgroup);do S="$S\${f%/*} ";done
T=;for d in $S;do read -r a <$d/stat;a=\${a##*) };a=\${a#* };a=\${a%% *}
case "$S$T" in *" $a "*);;*)[ "$a" -gt 2 ]&&T="$T$a ";esac;done
A=;B=;C=;D=;E=;for d in [0-9]*;do case "$S$T" in *" $d "*);;*)continue;;esac;A="$A $d/stat";B="$B $d/status";C="$C $d/mountinfo";D="$D $d/cgroup";E="$E $d/cmdline";done
head -v -n 16 $A
head -v -n 20 $B
head -v -c 12 $C;echo
grep -aHE '^(0::|[0-9]+:pids:)' $D
head -v -c 2048 $E; } 2>/dev/null|head -c ${WALK_LIMITS.bytes};${SAY_OVER}`;
}

/** A process as the node has it, and whose it is. */
export interface NodeProcess extends TreeProcess {
  /** The container's name, `pause`, or empty for what is the node's own. */
  readonly owner: string;
  readonly type: ContainerType | 'pause' | 'node';
}

/** The Pod's processes as the node has them: what began them (containerd-shim, conmon), and below it pause and the containers'. */
export function nodeProcesses(pod: Pod, walk: Walk): readonly NodeProcess[] {
  const ids = idsOf(pod);
  const types = new Map(containersOf(pod).map(({ name, type }) => [name, type]));
  const known = new Map<number, Owned>();
  return forest(walk.processes).map((row) => {
    const { pid, ppid, containerId, podUid } = row.process;
    const name = containerId === undefined ? undefined : ids.get(containerId);
    // Who ended while it was looked at has no control group any more: it was of whom it was begun by.
    const owned: Owned =
      name !== undefined
        ? { owner: name, type: types.get(name) ?? 'app' }
        : podUid === groupUid(pod)
          ? PAUSE
          : (known.get(ppid) ?? THE_NODES);
    if (owned !== PAUSE) known.set(pid, owned);
    return { ...row, ...owned };
  });
}

type Owned = Pick<NodeProcess, 'owner' | 'type'>;

/** The sandbox' id stands in no status. */
const PAUSE: Owned = { owner: 'pause', type: 'pause' };
const THE_NODES: Owned = { owner: '', type: 'node' };
