import { humanDuration } from '../../model/ages.ts';
import type { ContainerView } from '../../model/pod/containers.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { ContainerUsage, PodUsage } from '../../model/usage/pod-usage.ts';
import { boundsOf, type Course, courseOf } from '../../model/usage/usage-course.ts';
import { cpuText, memoryText } from '../../model/usage/usage-texts.ts';
import { isMeasuredNow } from '../../store/selectors/fares/usage.ts';
import { madeOnce } from '../../store/kept.ts';
import type { State } from '../../store/state.ts';
import { type Line, span, type TitledChart } from '../../view/block.ts';
import { BOLD, type Series, styleOf, type Tone } from '../../view/frame.ts';

const MADE = madeOnce<readonly TitledChart[]>();

/**
 * CPU and memory of the chosen container over time; none before there is a course. Of one that does not run there is
 * none: the first that runs is drawn, and says so. The same while no sample comes.
 */
export function usageCharts(
  state: State,
  pod: Pod,
  containers: readonly ContainerView[],
  chosen: ContainerView,
): readonly TitledChart[] {
  const history = state.cluster.usage.get(pod.metadata.uid);
  const isOver = !isMeasuredNow(state, pod);
  return state.cluster.kept.once(MADE, [pod, history, chosen, isOver], () => {
    const of = (container: ContainerView): readonly TitledChart[] =>
      RESOURCES.flatMap(
        (resource) => chartOf(history ?? [], container, resource, chosen, isOver ? 'last' : 'now') ?? [],
      );
    const own = of(chosen);
    const running = containers.find(({ state: { kind } }) => kind === 'running');
    return own.length > 0 || chosen.state.kind === 'running' || !running ? own : of(running);
  });
}

interface Resource {
  readonly of: keyof ContainerUsage;
  readonly title: string;
  /** Of its unit so many make one that the axis counts in. */
  readonly scale: number;
  /** What the axis counts in. */
  readonly unit: string;
  readonly text: (amount: number | undefined) => string;
}

const RESOURCES: readonly Resource[] = [
  { of: 'cpu', title: 'CPU', scale: 1e6, unit: 'm', text: cpuText },
  { of: 'memory', title: 'MEM', scale: 2 ** 20, unit: 'Mi', text: memoryText },
];

/** A bound that is so much higher than all that was used stands in the title alone: its line would flatten the other. */
const FAR = 8;
const ABOVE = 1.1;

const LINES: readonly (readonly ['request' | 'limit', Tone])[] = [
  ['request', 'progress'],
  ['limit', 'failing'],
];

function chartOf(
  history: readonly PodUsage[],
  container: ContainerView,
  resource: Resource,
  chosen: ContainerView,
  until: 'now' | 'last',
): TitledChart | undefined {
  const { of, scale, unit } = resource;
  const course = courseOf(history, container.name, of);
  if (!course) return undefined;
  const bounds = boundsOf(container, of);
  const near = (bound: number | undefined): bound is number => isNear(bound, course.greatest, scale);
  const flat = (value: number): number[] => course.values.map(() => value / scale);
  const series: Series[] = [
    ...LINES.flatMap(([name, tone]) => {
      const bound = bounds[name];
      return near(bound) ? [{ tone, values: flat(bound) }] : [];
    }),
    { tone: 'well', values: course.values.map((value) => value / scale) },
  ];
  const greatest = Math.max(course.greatest, ...Object.values(bounds).filter(near));
  const most = roundAbove((greatest * ABOVE) / scale);
  const lasts = (course.values.length - 1) * course.step;
  const ago = (ms: number): string => `-${humanDuration(ms)}`;
  return {
    title: titleOf(container, resource, course, chosen),
    chart: {
      times: [ago(lasts), ago(lasts / 2), until],
      levels: [`${most}${unit}`, `${most / 2}${unit}`, '0'],
      series,
      most,
    },
  };
}

/** The next number that has one digit besides zeros, and a half that is whole. */
function roundAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? 20 * power;
}

const isNear = (bound: number | undefined, greatest: number, scale: number): bound is number =>
  bound !== undefined && bound <= FAR * Math.max(greatest, scale);

/**
 * `CPU 1m–12m ━request ━limit app`; a bound that is too far to be drawn is `limit above`. Whose it is is cut first where
 * its row is the chosen one; else it comes first, and why: `CPU of app: init does not run 1m–12m`.
 */
function titleOf(
  container: ContainerView,
  { title, of, scale, text }: Resource,
  course: Course,
  chosen: ContainerView,
): Line {
  const { greatest } = course;
  const range = [...new Set([text(course.least), text(greatest)])].join('–');
  const bounds = boundsOf(container, of);
  const isChosen = container.name === chosen.name;
  return [
    span(title, styleOf('heading', BOLD)),
    ...(isChosen ? [] : [span(` of ${container.name}: ${chosen.name} does not run`, styleOf('waiting'))]),
    span(` ${range}`),
    ...LINES.flatMap(([name, tone]) => {
      const bound = bounds[name];
      if (bound === undefined) return [];
      return [
        isNear(bound, greatest, scale)
          ? span(` ━${name}`, styleOf(tone))
          : span(` ${name} above`, styleOf('muted')),
      ];
    }),
    ...(isChosen ? [span(` ${container.name}`, styleOf('muted'))] : []),
  ];
}
