import { probeFailure } from '../../../model/events/causes.ts';
import type { ToldEvent } from '../../../model/events/told-event.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import { containersOf, type ContainerView } from '../../../model/pod/containers.ts';
import { endings } from '../../../model/whole/endings.ts';
import { clean } from '../../../view/text/clean.ts';
import { padEnd } from '../../../view/text/text.ts';
import { renderTable } from '../render-table.ts';

type Events = readonly ToldEvent[] | undefined;

/** A probe's last failure in `podscope pod NAME -o json`. */
export interface ProbeFailureJson {
  readonly probe: string;
  /** What it said, and how often; null where none is reported. */
  readonly said: string | null;
}

/** How containers ended before, as far as their statuses keep it, and how much of that nobody keeps. */
export function renderEndings(pod: Pod, now: number): string {
  const rows = containersOf(pod).flatMap((view) =>
    endings(view, [], now).flatMap(({ label, texts }, part) =>
      texts.map((text, line) => [part + line === 0 ? view.name : '', line === 0 ? label : '', text]),
    ),
  );
  if (rows.length === 0) return '';
  const wide = Math.max(...rows.map(([name = '']) => clean(name).length)) + 2;
  const line = ([name = '', label = '', text = '']: readonly string[]): string =>
    `${padEnd(clean(name), wide)}${padEnd(label, 13)}${clean(text)}\n`;
  return `ENDINGS\n${rows.map(line).join('')}`;
}

/** How many times a container ended of which nothing is kept any more. */
export const endingsNotKept = ({ restarts = 0, lastExit }: ContainerView): number =>
  lastExit === '–' ? 0 : Math.max(0, restarts - 1);

/** What each probe said when it failed last: of those that pass no event tells. */
export function renderProbes(pod: Pod, events: Events, now: number): string {
  const rows = containersOf(pod).flatMap(({ name, probeDetails }) =>
    probeDetails.map(({ kind, text, settings }) => {
      const said = events && probeFailure(events, name, kind, now);
      const last = said === undefined ? undefined : `failed: ${said}`;
      return [
        name,
        kind,
        text,
        settings,
        last ?? (events ? 'no failure reported' : 'not known: its events are not'),
      ];
    }),
  );
  return rows.length === 0
    ? ''
    : `PROBES\n${renderTable([['CONTAINER', 'PROBE', 'ASKS', 'SETTINGS', 'LAST FAILURE'], ...rows])}`;
}

/** The same for programs; null where its events are not known. */
export const probeFailuresJson = (
  { name, probeDetails }: ContainerView,
  events: Events,
  now: number,
): readonly ProbeFailureJson[] | null =>
  events
    ? probeDetails.map(({ kind }) => ({ probe: kind, said: probeFailure(events, name, kind, now) ?? null }))
    : null;
