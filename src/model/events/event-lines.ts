import { timesIn } from '../ages.ts';
import { oneLine } from './causes.ts';
import { agoText, type ToldEvent } from './told-event.ts';

/** So many are told: of more, the oldest are in the timeline. */
const MOST = 12;

/**
 * Warnings as evidence, the newest first: `event FailedMount of Pod web-1, 7 times in 3m, last 12s ago: …`
 *
 * @param said messages that stand above them: an event with one of these does not say it again
 */
export function eventLines(
  events: readonly ToldEvent[],
  now: number,
  said: readonly string[] = [],
): readonly string[] {
  const known = new Set(said.map(oneLine));
  return events
    .filter(({ warning }) => warning)
    .slice(0, MOST)
    .map((event) => {
      const { kind, name, container, reason, message } = event;
      const of = container === undefined ? '' : ` (${container})`;
      const text = oneLine(message);
      return `event ${reason} of ${kind} ${name}${of}, ${spanText(event, now)}: ${known.has(text) ? 'as above' : text}`;
    });
}

/** `12s ago`, `7 times in 3m, last 12s ago` */
function spanText({ times, first, last }: ToldEvent, now: number): string {
  const newest = agoText(last, now);
  return times === 1 ? newest : `${timesIn(times, now - first)}, last ${newest}`;
}
