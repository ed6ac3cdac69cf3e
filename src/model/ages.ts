const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24;
const YEAR = 365 * DAY;

/** Go's zero time, which Kubernetes takes for "not set". */
const ZERO_TIME = Date.parse('0001-01-01T00:00:00Z');

/** A Go duration holds 2^63 nanoseconds; longer ones stay at that. */
const LONGEST = Math.trunc(2 ** 63 / 1e6);

/**
 * How long ago a time was, as kubectl's AGE says it: `15s`, `4m10s`, `3h5m`, `2d4h`, `41d`, `2y30d`.
 * The rules are HumanDuration's in Kubernetes' k8s.io/apimachinery/pkg/util/duration/duration.go.
 *
 * @param since RFC 3339; missing, zero or unreadable times give `<unknown>`
 * @param now epoch milliseconds; two seconds or more before `since` gives `<invalid>`
 */
export function age(since: string | null | undefined, now: number): string {
  const then = epochMs(since);
  return then === undefined ? '<unknown>' : humanDuration(now - then);
}

/**
 * A time of the API as epoch milliseconds; undefined where it is missing, zero or unreadable. The epoch is zero too: of
 * a container that could not be started a runtime has no time, and the kubelet makes that one of it (time.Unix(0, 0),
 * pkg/kubelet/kuberuntime/kuberuntime_container.go, toKubeContainerStatus).
 */
export function epochMs(time: string | null | undefined): number | undefined {
  if (!time) return undefined;
  const ms = Date.parse(time);
  return Number.isNaN(ms) || ms <= ZERO_TIME || ms === 0 ? undefined : ms;
}

/** How soon, in ms, one of the durations that were said will be said otherwise. */
let soonest = Infinity;
let marked = false;

/** For how long what was said stays as it is. */
export interface Said {
  /** For how long, in ms, all durations in it stay as they were said; without any: Infinity. */
  readonly lasts: number;
  /** Whether something in it is marked as just changed. */
  readonly marked: boolean;
}

/** Says what there is to say. So nobody has to look every second whether `5h12m` has become `5h13m`. */
export function saidFor(say: () => void): Said {
  soonest = Infinity;
  marked = false;
  say();
  return { lasts: soonest, marked };
}

/** Notes that something that is said is marked as just changed, which the time ends. */
export function noteMark(): void {
  marked = true;
}

/** For how long, in ms, a duration is said as it is said now. */
function lasts(ms: number): number {
  const step = ms < 10 * MINUTE ? SECOND : ms < 8 * HOUR ? MINUTE : ms < 8 * DAY * HOUR ? HOUR : DAY * HOUR;
  return step - (((ms % step) + step) % step);
}

/** A duration in milliseconds as HumanDuration says it: two or three significant figures. */
export function humanDuration(duration: number): string {
  const ms = Math.max(-LONGEST, Math.min(LONGEST, duration));
  soonest = Math.min(soonest, lasts(ms));
  const seconds = Math.trunc(ms / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(ms / MINUTE);
  if (minutes < 10) return inTwo(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(ms / HOUR);
  if (hours < 8) return inTwo(hours, 'h', minutes % 60, 'm');
  if (hours < 2 * DAY) return `${hours}h`;
  const days = Math.trunc(hours / DAY);
  if (hours < 8 * DAY) return inTwo(days, 'd', hours % DAY, 'h');
  if (hours < 2 * YEAR) return `${days}d`;
  const years = Math.trunc(hours / YEAR);
  return hours < 8 * YEAR ? inTwo(years, 'y', days % 365, 'd') : `${years}y`;
}

/** How often, and in how long: `7 times in 3m`. @param within milliseconds */
export const timesIn = (times: number, within: number): string =>
  `${times} times in ${humanDuration(Math.max(0, within))}`;

function inTwo(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smallUnit}`;
}
