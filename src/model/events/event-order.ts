import type { KubeEvent } from './kube-event.ts';

/** Times of the API are whole seconds, in which much of a Pod's life happens; in ms. */
export const secondOf = (at: number): number => Math.floor(at / 1000);

/** What of an event tells where it stands among others. */
interface Placed {
  readonly key: string;
  readonly reason: string;
  /** Epoch ms, as `exact`. */
  readonly last: number;
  readonly exact?: number;
  readonly written?: number;
}

/** Who records an event names it `POD.NANOSECONDS`, in hex (client-go's tools/record and tools/events). */
const NANOSECONDS = /\.([0-9a-f]{16})$/;

/**
 * The last time of an event with its fraction, as epoch ms: of what happened once its name tells it. Undefined where only
 * the second is known.
 */
export function exactTime(
  { metadata: { name } }: KubeEvent,
  { times, last }: { readonly times: number; readonly last: number },
): number | undefined {
  const [, hex = ''] = NANOSECONDS.exec(name) ?? [];
  const named = hex === '' ? 0 : parseInt(hex, 16) / 1e6;
  if (times === 1 && secondOf(named) === secondOf(last)) return named;
  return last % 1000 === 0 ? undefined : last;
}

/** What a container goes through as it is started. */
const LIFE: readonly string[] = ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'];

/**
 * Events, the oldest first. Of one second each stands where its exact time says; one that happened again and again has
 * none, and stands behind what was written before it (a recorder writes one after the other). Where neither tells, what a
 * container goes through.
 */
export function inOrder<T extends Placed>(events: Iterable<T>): readonly T[] {
  const written = [...events].sort(
    (a, b) =>
      secondOf(a.last) - secondOf(b.last) ||
      (a.written ?? 0) - (b.written ?? 0) ||
      LIFE.indexOf(a.reason) - LIFE.indexOf(b.reason) ||
      (a.key < b.key ? -1 : 1),
  );
  let latest = -Infinity;
  const placed = written.map((event) => {
    latest = Math.max(latest, event.exact ?? secondOf(event.last) * 1000);
    return { event, at: event.exact ?? latest };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ event }) => event);
}
