import { humanDuration } from '../../model/ages.ts';
import type { ContainerView } from '../../model/pod/containers.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { ContainerUsage, PodUsage } from '../../model/usage/pod-usage.ts';
import { boundsOf, type Course, courseOf } from '../../model/usage/usage-course.ts';
import { cpuText, memoryText } from '../../model/usage/usage-texts.ts';
import { madeOnce } from '../../store/kept.ts';
import type { State } from '../../store/state.ts';
import { type Line, span, type TitledChart } from '../../view/block.ts';
import { BOLD, type Series, styleOf, type Tone } from '../../view/frame.ts';

const MADE = madeOnce<readonly TitledChart[]>();

/** CPU and memory of a container over time; none before there is a course. The same while no sample comes. */
export function usageCharts(state: State, pod: Pod, container: ContainerView): readonly TitledChart[] {
  const history = state.cluster.usage.get(pod.metadata.uid);
  return state.cluster.kept.once(MADE, [pod, history, container], () =>
    RESOURCES.flatMap((resource) => chartOf(history ?? [], container, resource) ?? []),
  );
}

interface Resource {
  readonly of: keyof ContainerUsage;
  readonly title: string;
  /** Of its unit so many make one that the axis counts in. */
  readonly scale: number;
  readonly text: (amount: number | undefined) => string;
}

const RESOURCES: readonly Resource[] = [
  { of: 'cpu', title: 'CPU m', scale: 1e6, text: cpuText },
  { of: 'memory', title: 'MEM Mi', scale: 2 ** 20, text: memoryText },
];

/** A bound that is so much higher than all that was used stands in the title alone: its line would flatten the other. */
const FAR = 8;
const ABOVE = 1.2;

const LINES: readonly (readonly ['request' | 'limit', Tone])[] = [
  ['request', 'progress'],
  ['limit', 'failing'],
];

function chartOf(
  history: readonly PodUsage[],
  container: ContainerView,
  resource: Resource,
): TitledChart | undefined {
  const { of, scale } = resource;
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
  const { length } = course.values;
  return {
    title: titleOf(container, resource, course),
    chart: {
      labels: course.values.map((_, place) => placeText((length - 1 - place) * course.step)),
      series,
      most: Math.max((greatest * ABOVE) / scale, 1),
    },
  };
}

const placeText = (ago: number): string => (ago === 0 ? 'now' : `-${humanDuration(ago)}`);

const isNear = (bound: number | undefined, greatest: number, scale: number): bound is number =>
  bound !== undefined && bound <= FAR * Math.max(greatest, scale);

/** `CPU m app 1m–12m in 5m ━request ━limit`; a bound that is too far to be drawn is `limit above`. */
function titleOf(container: ContainerView, { title, of, scale, text }: Resource, course: Course): Line {
  const range = `${text(course.least)}–${text(course.greatest)} in ${humanDuration(course.lasted)}`;
  const { greatest } = course;
  const bounds = boundsOf(container, of);
  return [
    span(title, styleOf('heading', BOLD)),
    span(` ${container.name} ${range}`),
    ...LINES.flatMap(([name, tone]) => {
      const bound = bounds[name];
      if (bound === undefined) return [];
      return [
        isNear(bound, greatest, scale)
          ? span(` ━${name}`, styleOf(tone))
          : span(` ${name} above`, styleOf('muted')),
      ];
    }),
  ];
}
