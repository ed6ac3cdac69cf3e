import { epochMs, humanDuration } from '../ages.ts';
import { exitText } from './exits.ts';
import { shortImage } from './images.ts';
import { isFailing, type Health } from '../health/pod-health.ts';
import { hooksOf, type HookTexts, probesOf, type ProbeView } from './probes.ts';
import type {
  Amounts,
  Container,
  ContainerPort,
  ContainerState,
  ContainerStateTerminated,
  ContainerStatus,
  Pod,
  RestartRule,
} from '../kinds/objects.ts';

/** `sidecar` is an init container that goes on running (restartPolicy Always, KEP-753). */
export type ContainerType = 'init' | 'sidecar' | 'app' | 'ephemeral';

/** What a container does now. `text` is the STATE without its time, `since` epoch milliseconds. */
export interface StateView {
  readonly kind: 'running' | 'waiting' | 'terminated' | 'unknown';
  /** `running`, `waiting: ContainerCreating`, `CrashLoopBackOff`, `exited 0`, `exited 137 (128+SIGKILL)`, `OOMKilled 137`; `–` where nothing is known. */
  readonly text: string;
  readonly since: number | undefined;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly exitCode: number | undefined;
}

export interface ContainerView {
  readonly type: ContainerType;
  readonly name: string;
  /** Undefined where the kubelet has said nothing yet, as for the next two. */
  readonly ready: boolean | undefined;
  readonly started: boolean | undefined;
  readonly restarts: number | undefined;
  readonly state: StateView;
  /** How it ended the last time, `–` where it never did: `137 (128+SIGKILL)`, `OOMKilled 137`, `exit 3`. */
  readonly lastExit: string;
  /** When that was, epoch milliseconds. */
  readonly lastExitAt: number | undefined;
  /** The same as the API has it. */
  readonly lastEnd: ContainerStateTerminated | undefined;
  /** Without registry and path, with its tag. */
  readonly image: string;
  readonly fullImage: string;
  /** `80/TCP http`, `80/TCP host 8080` */
  readonly ports: readonly string[];
  /** Which probes it has, as letters: `L R S`. Empty where it has none. */
  readonly probes: string;
  readonly probeDetails: readonly ProbeView[];
  readonly hooks: HookTexts;
  /** Those in force, as the limits are: of what was resized while it runs, or could not be, the spec has others. */
  readonly requests: Amounts;
  readonly limits: Amounts;
  /** The spec's. */
  readonly limitsAsked: Amounts;
  /** Its own where it has one, else the Pod's. */
  readonly restartPolicy: string;
  /** What holds before the policy does (KEP-5307). */
  readonly restartRules: readonly RestartRule[];
  readonly health: Health;
  /** By which it is told to end, as far as the API has it: an image may have another than SIGTERM. */
  readonly stopSignal: string;
  /** The container that an ephemeral one looks into. */
  readonly target: string | undefined;
}

/** All containers that a Pod's spec has, of any type, as it lists them. */
export function specContainers({ spec }: Pod): readonly Container[] {
  const { initContainers = [], containers = [], ephemeralContainers = [] } = spec ?? {};
  return [...initContainers, ...containers, ...ephemeralContainers];
}

/** The statuses of all containers of a Pod, of any type. */
export function containerStatuses({ status }: Pod): readonly ContainerStatus[] {
  const {
    initContainerStatuses = [],
    containerStatuses = [],
    ephemeralContainerStatuses = [],
  } = status ?? {};
  return [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses];
}

const views = new WeakMap<Pod, readonly ContainerView[]>();

/**
 * The containers of a Pod in the order in which they start: init containers and native sidecars as
 * the spec lists them, then the applications, then the ephemeral ones as they began. Computed once an object.
 */
export function containersOf(pod: Pod): readonly ContainerView[] {
  const known = views.get(pod);
  if (known) return known;
  const { spec, status } = pod;
  const made = [
    ...join(pod, spec?.initContainers, status?.initContainerStatuses, (container) =>
      container.restartPolicy === 'Always' ? 'sidecar' : 'init',
    ),
    ...join(pod, spec?.containers, status?.containerStatuses, () => 'app'),
    ...join(pod, asBegun(pod), status?.ephemeralContainerStatuses, () => 'ephemeral'),
  ];
  views.set(pod, made);
  return made;
}

/** The spec has ephemeral containers in whichever order who added them left it; those that have not begun come last. */
function asBegun({ spec, status }: Pod): readonly Container[] {
  const { ephemeralContainers = [] } = spec ?? {};
  const times = new Map(
    (status?.ephemeralContainerStatuses ?? []).map(({ name, state }) => [
      name,
      epochMs(state?.running?.startedAt ?? state?.terminated?.startedAt),
    ]),
  );
  const begun = ({ name }: Container): number => times.get(name) ?? Infinity;
  return ephemeralContainers.toSorted((a, b) => (begun(a) === begun(b) ? 0 : begun(a) - begun(b)));
}

/** STATE with its time: `running 3d`, `exited 0`. Only what still runs says for how long. */
export function stateText(state: StateView, now: number): string {
  if (state.kind !== 'running' || state.since === undefined) return state.text;
  return `${state.text} ${humanDuration(now - state.since)}`;
}

/**
 * READY in a word; empty where nothing is known. One that has ended serves nobody: the kubelet goes on calling an init
 * container ready that ended well, which is `completed` here as its state's reason is there.
 */
export function readyText({ ready, state, type }: ContainerView): string {
  if (state.kind === 'terminated' && ready) return type === 'init' ? 'completed' : 'no';
  return ready === undefined ? '' : ready ? 'yes' : 'no';
}

/** The order of statuses is the kubelet's own: they belong to containers by name, never by place. */
function join(
  pod: Pod,
  containers: readonly Container[] = [],
  statuses: readonly ContainerStatus[] = [],
  typeOf: (container: Container) => ContainerType,
): ContainerView[] {
  const byName = new Map(statuses.map((status) => [status.name, status]));
  return containers.map((container) => view(pod, container, byName.get(container.name), typeOf(container)));
}

function view(
  pod: Pod,
  container: Container,
  status: ContainerStatus | undefined,
  type: ContainerType,
): ContainerView {
  const { resources: asked = {}, image: fullImage = status?.image ?? '' } = container;
  const { resources: inForce = asked } = status ?? {};
  return {
    type,
    name: container.name,
    ...statusView(status, onWindows(pod)),
    image: shortImage(fullImage),
    fullImage,
    ports: (container.ports ?? []).map(portText),
    ...probesOf(container),
    hooks: hooksOf(container),
    requests: inForce.requests ?? {},
    limits: inForce.limits ?? {},
    limitsAsked: asked.limits ?? {},
    restartPolicy: restartPolicyOf(pod, container, type),
    restartRules: container.restartPolicyRules ?? [],
    health: containerHealth(status, type),
    stopSignal: stopSignalOf(container, status),
    target: container.targetContainerName,
  };
}

/** The one in force, which the kubelet tells, is also its image's. */
const stopSignalOf = ({ lifecycle }: Container, status: ContainerStatus | undefined): string =>
  status?.stopSignal || lifecycle?.stopSignal || 'SIGTERM';

/** An init container of a Pod that restarts always is started anew until it ends well (pkg/kubelet/container/helpers.go). */
function restartPolicyOf({ spec }: Pod, { restartPolicy }: Container, type: ContainerType): string {
  if (type === 'ephemeral') return 'Never';
  if (restartPolicy) return restartPolicy;
  const policy = spec?.restartPolicy ?? 'Always';
  return type === 'init' && policy === 'Always' ? 'OnFailure' : policy;
}

const onWindows = ({ spec }: Pod): boolean =>
  (spec?.os?.name ?? spec?.nodeSelector?.['kubernetes.io/os']) === 'windows';

type StatusView = Pick<
  ContainerView,
  'ready' | 'started' | 'restarts' | 'state' | 'lastExit' | 'lastExitAt' | 'lastEnd'
>;

function statusView(status: ContainerStatus | undefined, windows: boolean): StatusView {
  const last = status?.lastState?.terminated;
  return {
    ready: status?.ready,
    started: status?.started ?? undefined,
    restarts: status?.restartCount,
    state: stateView(status?.state, windows),
    lastExit: last ? exitText(last, windows) : '–',
    lastExitAt: epochMs(last?.finishedAt),
    lastEnd: last,
  };
}

const NOTHING = { since: undefined, reason: undefined, message: undefined, exitCode: undefined };

/** Reasons for which a container waits its turn rather than in trouble: they need the word `waiting`. */
const ORDERLY: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

function stateView(state: ContainerState | undefined, windows: boolean): StateView {
  if (state?.running) {
    return { ...NOTHING, kind: 'running', text: 'running', since: epochMs(state.running.startedAt) };
  }
  if (state?.terminated) {
    const { exitCode, reason, message, finishedAt } = state.terminated;
    const text = exitText(state.terminated, windows).replace(/^(exit )?(?=[\d–])/, 'exited ');
    return { kind: 'terminated', text, since: epochMs(finishedAt), reason, message, exitCode };
  }
  if (state?.waiting) {
    const { reason, message } = state.waiting;
    const text = !reason ? 'waiting' : ORDERLY.has(reason) ? `waiting: ${reason}` : reason;
    return { ...NOTHING, kind: 'waiting', text, reason, message };
  }
  return { ...NOTHING, kind: 'unknown', text: '–' };
}

/** Why nothing can be run in a container; undefined where it runs. */
export function whyNotEntered({ name, state }: ContainerView): string | undefined {
  if (state.kind === 'running') return undefined;
  const how = state.kind === 'unknown' ? 'has not started' : `is not running (${state.text})`;
  return `${name} ${how}`;
}

function containerHealth(status: ContainerStatus | undefined, type: ContainerType): Health {
  if (!status) return 'waiting';
  if (isFailing(status)) return 'failing';
  const { state, ready } = status;
  if (state?.terminated) return 'ended';
  // The kubelet never calls an ephemeral container ready: it has no part in the Pod's being so.
  if (state?.running) return ready || type === 'ephemeral' ? 'well' : 'progress';
  return state?.waiting?.reason === 'ContainerCreating' ? 'progress' : 'waiting';
}

function portText({ name, containerPort, hostPort, protocol = 'TCP' }: ContainerPort): string {
  const words = [`${containerPort}/${protocol}`, name, hostPort && `host ${hostPort}`];
  return words.filter(Boolean).join(' ');
}
