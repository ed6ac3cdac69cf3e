import { probeFailure } from '../events/causes.ts';
import type { ToldEvent } from '../events/told-event.ts';
import { own } from '../own.ts';
import { type Fields, fieldLines, type Told } from './fields.ts';

/**
 * A container's probes with their settings, and what each said when it failed last: of those that pass no event tells.
 *
 * @param events of the Pod, the newest first; undefined where they are not known
 */
export function probes(
  spec: Fields,
  name: string,
  events: readonly ToldEvent[] | undefined,
  now: number,
): readonly Told[] {
  return ['liveness', 'readiness', 'startup'].flatMap((kind): Told[] => {
    const settings = fieldLines(own(spec, `${kind}Probe`));
    if (settings.length === 0) return [];
    const failure = events && probeFailure(events, name, kind, now);
    const last =
      failure === undefined
        ? events
          ? 'no failure reported (events live an hour)'
          : 'whether it failed is not known: its events are not'
        : `failed: ${failure}`;
    return [{ label: kind, texts: [...settings, last] }];
  });
}
