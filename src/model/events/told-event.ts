import { epochMs, humanDuration, timesIn } from '../ages.ts';
import { exactTime, inOrder } from './event-order.ts';
import type { KubeEvent } from './kube-event.ts';

/** An event as it is told: when, how often, of what. */
export interface ToldEvent {
  readonly key: string;
  /** What it is about: `Pod`, `web-1`. */
  readonly kind: string;
  readonly name: string;
  /** The container of the Pod that it is about. */
  readonly container?: string;
  readonly reason: string;
  readonly message: string;
  readonly warning: boolean;
  /** At least so often: a kubelet that has much to say drops some. */
  readonly times: number;
  /** Epoch ms. */
  readonly first: number;
  readonly last: number;
  /** The last time with its fraction, epoch ms; undefined where only its second is known. */
  readonly exact?: number;
  /** The higher, the later it was written (its resourceVersion); undefined where that is no number. */
  readonly written?: number;
  /** Who tells it: `kubelet`. */
  readonly from: string;
}

/** Counts from outside are no more than this. */
const MOST_TIMES = 1_000_000_000;

/**
 * Which of its times an event was last seen at is as kubectl has it, which differs by who wrote it: the scheduler's
 * have neither `count` nor `lastTimestamp` but a series (kubectl's pkg/describe, DescribeEvents).
 */
export function toldEvent(event: KubeEvent): ToldEvent {
  const { metadata, involvedObject = {}, source, reportingComponent, reason = '', message = '' } = event;
  const { kind = '', name = '', fieldPath = '' } = involvedObject;
  const [, container] =
    /^spec\.(?:initContainers|containers|ephemeralContainers)\{(.+)\}$/.exec(fieldPath) ?? [];
  const times = timesOf(event);
  const exact = exactTime(event, times);
  const written = Number(metadata.resourceVersion);
  return {
    key: metadata.uid,
    kind,
    name,
    ...(container !== undefined && { container }),
    reason,
    message: message.trim(),
    warning: event.type === 'Warning',
    ...times,
    ...(exact !== undefined && { exact }),
    ...(Number.isFinite(written) && { written }),
    from: reportingComponent || source?.component || '',
  };
}

function timesOf(event: KubeEvent): Pick<ToldEvent, 'times' | 'first' | 'last'> {
  const { series, count } = event;
  const at = epochMs(event.eventTime) ?? epochMs(event.metadata.creationTimestamp) ?? 0;
  const last = epochMs(series?.lastObservedTime) ?? epochMs(event.lastTimestamp) ?? at;
  const first = epochMs(event.firstTimestamp) ?? at;
  const times = Math.min(MOST_TIMES, Math.max(1, series?.count ?? count ?? 1));
  return { times, first: Math.min(first, last), last };
}

/**
 * The newest first, and what was told in several objects as one: a kubelet that was started anew, or an event that came
 * again after its hour, counts from one again.
 */
export function newestFirst(events: Iterable<ToldEvent>): readonly ToldEvent[] {
  const known = new Map<string, ToldEvent>();
  for (const event of events) {
    const { kind, name, container = '', reason, message } = event;
    const same = [kind, name, container, reason, withoutNames(message)].join('\n');
    const other = known.get(same);
    known.set(same, other ? both(other, event) : event);
  }
  return inOrder(known.values()).toReversed();
}

/** Of a Pod that was not to be made the name is another with every try; of very many such events a kubelet or controller makes one. */
const withoutNames = (message: string): string =>
  message.replace(COMBINED, '').replace(/^Error creating: pods "[^"]*"/, 'Error creating: pods');

/** What client-go puts before the newest of many similar events (tools/record/events_cache.go). */
export const COMBINED = '(combined from similar events): ';

function both(a: ToldEvent, b: ToldEvent): ToldEvent {
  const [, newer = b] = inOrder([a, b]);
  return { ...newer, times: a.times + b.times, first: Math.min(a.first, b.first) };
}

/** `FailedMount 12s ago`, `FailedMount 7 times in 3m` */
export function oftenText({ reason, times, first, last }: ToldEvent, now: number): string {
  return `${reason} ${times === 1 ? agoText(last, now) : timesIn(times, now - first)}`;
}

/** `12s ago`. Clocks differ: what is yet to come was just now. */
export const agoText = (at: number, now: number): string => `${humanDuration(Math.max(0, now - at))} ago`;
