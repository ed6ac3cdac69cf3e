import { epochMs, humanDuration } from '../ages.ts';
import type { ContainerStatus, Pod } from '../kinds/objects.ts';
import { containersOf, containerStatuses, type ContainerType, type ContainerView } from './containers.ts';

/** When a container began, in the order in which those of a Pod start. Times in ms; undefined: not yet, or not known. */
export interface Start {
  readonly type: ContainerType;
  readonly name: string;
  /** From the Pod's creation to the begin of the run that its status tells of. */
  readonly began: number | undefined;
  /** From when nothing before it was in its way; only of a first run, and where that is known of what was before it. */
  readonly gap: number | undefined;
  /** What was before it: a container, or the Pod's creation. */
  readonly after: string | undefined;
  /** How long that run lasted, or has lasted by now. */
  readonly lasted: number | undefined;
  /** When it ran, from the Pod's creation to its last first start; `→`: it runs on. */
  readonly bar: string;
  /** `at 4s, 1s after prepare, ran 2s` */
  readonly text: string;
}

type Times = Pick<Start, 'began' | 'gap' | 'after' | 'lasted'>;

interface Run {
  readonly began: number;
  readonly ended: number | undefined;
}

/** When the next one may begin, in epoch ms, and after what. */
interface Freed {
  readonly at: number;
  readonly after: string;
}

interface Step {
  readonly view: ContainerView;
  readonly run: Run | undefined;
  readonly gap: number | undefined;
  readonly after: string | undefined;
  /** Its place among the others is known: of one that restarted only the last start is. */
  readonly placed: boolean;
}

const CELLS = 16;
const SECOND = 1000;

/**
 * How a Pod's containers came to run: init containers one after the other, sidecars once those before are through, then
 * the applications. A status keeps the last run alone, so of what restarted the first start is not known.
 *
 * @param now epoch milliseconds
 */
export function startOrder(pod: Pod, now: number): readonly Start[] {
  const created = epochMs(pod.metadata.creationTimestamp);
  if (created === undefined) return [];
  const steps = stepsOf(pod, created);
  const end = Math.max(created + SECOND, ...steps.map((step) => (step.placed ? reachOf(step, now) : 0)));
  return steps.map(({ view: { type, name, restarts = 0, state }, run, gap, after, placed }) => {
    const began = run && Math.max(0, run.began - created);
    const lasted = run && Math.max(0, (run.ended ?? now) - run.began);
    return {
      ...{ type, name, began, gap, after, lasted },
      bar: run && placed ? barOf(run, created, end) : `${'·'.repeat(CELLS)} `,
      text: [
        ...(run && state.kind !== 'waiting' ? [] : [state.text]),
        ...(run ? runTexts(run, { began, gap, after, lasted }, restarts) : []),
      ].join(', '),
    };
  });
}

function runTexts(
  { ended }: Run,
  { began = 0, gap, after, lasted = 0 }: Times,
  restarts: number,
): readonly string[] {
  return [
    ...(restarts > 0 ? [`run ${restarts + 1}`] : []),
    `at ${humanDuration(began)}`,
    ...(gap === undefined || after === undefined ? [] : [`${humanDuration(gap)} after ${after}`]),
    `${ended === undefined ? 'runs' : 'ran'} ${humanDuration(lasted)}`,
    ...(restarts > 0 ? ['its first start is not kept by the API'] : []),
  ];
}

const known = new WeakMap<Pod, readonly Step[]>();

/** Kept with the Pod: only how long they have run by now differs from second to second. */
function stepsOf(pod: Pod, created: number): readonly Step[] {
  const steps = known.get(pod) ?? madeSteps(pod, created);
  known.set(pod, steps);
  return steps;
}

function madeSteps(pod: Pod, created: number): readonly Step[] {
  const statuses = new Map(containerStatuses(pod).map((status) => [status.name, status]));
  const steps: Step[] = [];
  // Where it is not known when what is before began, nobody knows how long the next one waited for it.
  let free: Freed | undefined = { at: created, after: 'creation' };
  for (const view of containersOf(pod)) {
    if (view.type === 'ephemeral') continue;
    const run = runOf(statuses.get(view.name));
    const isFirst = view.restarts === undefined || view.restarts === 0;
    // An init container that was tried again still ends before the next one begins.
    const placed = run !== undefined && (isFirst || view.type === 'init');
    const gap = run && isFirst && free ? Math.max(0, run.began - free.at) : undefined;
    const after = gap === undefined ? undefined : free?.after;
    free = placed ? freedBy(view, run, free?.at) : undefined;
    steps.push({ view, run, gap, after, placed });
  }
  return steps;
}

/** From when on the next one may begin: the end of an init container, the begin of any other. */
function freedBy({ type, name }: ContainerView, { began, ended }: Run, before = 0): Freed {
  return { at: Math.max(before, (type === 'init' ? ended : undefined) ?? began), after: name };
}

function runOf(status: ContainerStatus | undefined): Run | undefined {
  const ended =
    status?.state?.terminated ?? (status?.state?.running ? undefined : status?.lastState?.terminated);
  const began = epochMs((status?.state?.running ?? ended)?.startedAt);
  return began === undefined ? undefined : { began, ended: ended && (epochMs(ended.finishedAt) ?? began) };
}

/** How far the bars have to reach for its own to be seen. */
const reachOf = ({ view, run }: Step, now: number): number =>
  view.type === 'init' ? (run?.ended ?? now) : (run?.began ?? 0);

function barOf({ began, ended }: Run, created: number, end: number): string {
  const cell = (at: number): number =>
    Math.max(0, Math.min(CELLS, Math.floor(((at - created) / (end - created)) * CELLS)));
  const from = Math.min(CELLS - 1, cell(began));
  const to = ended === undefined ? CELLS : Math.max(from + 1, cell(ended));
  return `${'·'.repeat(from)}${'█'.repeat(to - from)}${'·'.repeat(CELLS - to)}${ended === undefined ? '→' : ' '}`;
}
