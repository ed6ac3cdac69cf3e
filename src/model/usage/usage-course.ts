import { quantityOf } from '../quantity.ts';
import type { ContainerView } from '../pod/containers.ts';
import type { ContainerUsage, PodUsage } from './pod-usage.ts';
import { ofLimit } from './usage-texts.ts';

/** What a container used over time, one value a place, evenly spaced; NaN where nothing was measured. */
export interface Course {
  readonly values: readonly number[];
  /** Ms from one place to the next. */
  readonly step: number;
  readonly least: number;
  readonly greatest: number;
}

/** Samples are no closer than they are asked for, in ms. */
const SHORTEST = 15_000;
/** After so many steps without a sample there is a gap. */
const GAP = 2.5;
const FEWEST = 20;

/** How one resource of a container went; undefined before there were two samples of it. */
export function courseOf(
  history: readonly PodUsage[],
  container: string,
  resource: keyof ContainerUsage,
): Course | undefined {
  const points = history.flatMap(({ at, containers }) => {
    const value = containers.get(container)?.[resource];
    return value === undefined ? [] : [{ at, value }];
  });
  const last = points.at(-1);
  const [first] = points;
  if (!first || !last || points.length < 2) return undefined;
  const step = Math.max(
    SHORTEST,
    median(points.slice(1).map(({ at }, index) => at - (points[index]?.at ?? at))),
  );
  const count = Math.max(FEWEST, Math.round((last.at - first.at) / step) + 1);
  const values: number[] = [];
  let next = 0;
  let latest: (typeof points)[number] | undefined;
  for (let place = 0; place < count; place++) {
    const at = last.at - (count - 1 - place) * step;
    for (let point = points[next]; point && point.at <= at + step / 2; point = points[++next]) latest = point;
    values.push(latest && at - latest.at < GAP * step ? latest.value : NaN);
  }
  const known = points.map(({ value }) => value);
  return {
    values,
    step,
    least: Math.min(...known),
    greatest: Math.max(...known),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

/** What a container asked for and may have at most, of one resource, in the unit of its usage. */
export function boundsOf(
  { requests, limits }: ContainerView,
  resource: keyof ContainerUsage,
): { readonly request: number | undefined; readonly limit: number | undefined } {
  const inUnit = (amount: string | undefined): number | undefined => {
    const value = quantityOf(amount);
    return value !== undefined && resource === 'cpu' ? value * 1e9 : value;
  };
  return { request: inUnit(requests[resource]), limit: inUnit(limits[resource]) };
}

/** The same as the spec has it: `10/200m`, `–` where there is neither. */
export function boundsText({ requests, limits }: ContainerView, of: keyof ContainerUsage): string {
  const [request, limit] = [requests[of], limits[of]];
  return request === undefined && limit === undefined ? '–' : ofLimit(request ?? '–', limit ?? '–');
}
