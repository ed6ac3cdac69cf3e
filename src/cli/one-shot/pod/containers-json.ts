import type { PodFacts } from '../../../model/health/pod-facts.ts';
import type { Health } from '../../../model/health/pod-health.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import {
  containersOf,
  type ContainerType,
  type ContainerView,
  type StateView,
} from '../../../model/pod/containers.ts';
import type { ProbeView } from '../../../model/pod/probes.ts';
import { type Start, startOrder } from '../../../model/pod/start-order.ts';
import { timeJson } from '../render-pods.ts';
import { endingsNotKept, type ProbeFailureJson, probeFailuresJson } from './render-past.ts';

/** A container in `podscope pod NAME -o json`. */
export interface ContainerJson {
  readonly type: ContainerType;
  readonly name: string;
  readonly ready: boolean | null;
  readonly started: boolean | null;
  readonly restarts: number | null;
  readonly state: {
    readonly kind: StateView['kind'];
    /** As STATE shows it, without its age. */
    readonly text: string;
    /** When it began to run, or ended. */
    readonly since: string | null;
    readonly reason: string | null;
    readonly message: string | null;
    readonly exitCode: number | null;
  };
  /** How and when it ended the time before; null where it never did. */
  readonly lastExit: { readonly text: string; readonly at: string | null } | null;
  /** How many times it ended before that, of which the API keeps nothing. */
  readonly endingsNotKept: number;
  readonly image: string;
  /** `80/TCP http` */
  readonly ports: readonly string[];
  readonly probes: readonly ProbeView[];
  /** What each said when it failed last; null where its events are not known. */
  readonly probeFailures: readonly ProbeFailureJson[] | null;
  readonly requests: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, string>>;
  readonly health: Health;
  /** The container that an ephemeral one looks into. */
  readonly target: string | null;
  /** The run that its status tells of, in ms since the Pod was created; null where there is none. `gap`: of a first run. */
  readonly start: { readonly began: number; readonly gap: number | null; readonly lasted: number } | null;
}

/** All of a Pod, in start order. */
export function containersJson(pod: Pod, now: number, events: PodFacts['events']): ContainerJson[] {
  const starts = new Map(startOrder(pod, now).map((start) => [start.name, start]));
  return containersOf(pod).map((container) => ({
    ...containerJson(container, starts.get(container.name)),
    probeFailures: probeFailuresJson(container, events, now),
  }));
}

function containerJson(
  container: ContainerView,
  start: Start | undefined,
): Omit<ContainerJson, 'probeFailures'> {
  const { state, lastExit, lastExitAt } = container;
  return {
    type: container.type,
    name: container.name,
    ready: container.ready ?? null,
    started: container.started ?? null,
    restarts: container.restarts ?? null,
    state: {
      kind: state.kind,
      text: state.text,
      since: timeJson(state.since),
      reason: state.reason ?? null,
      message: state.message ?? null,
      exitCode: state.exitCode ?? null,
    },
    lastExit: lastExit === '–' ? null : { text: lastExit, at: timeJson(lastExitAt) },
    endingsNotKept: endingsNotKept(container),
    image: container.fullImage,
    ports: container.ports,
    probes: container.probeDetails,
    requests: container.requests,
    limits: container.limits,
    health: container.health,
    target: container.target ?? null,
    start:
      start?.began === undefined
        ? null
        : { began: start.began, gap: start.gap ?? null, lasted: start.lasted ?? 0 },
  };
}
