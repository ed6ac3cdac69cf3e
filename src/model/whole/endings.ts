import { humanDuration, epochMs } from '../ages.ts';
import type { Entry } from '../events/entry.ts';
import type { ContainerView } from '../pod/containers.ts';
import { inferredSignal } from '../pod/exits.ts';
import { type Told } from './fields.ts';

/**
 * How a container ended the last times: the last one as its status keeps it, those before as far as the watch saw them,
 * and how many nobody tells of any more.
 *
 * @param seen what the watch saw of the Pod
 * @param now epoch milliseconds
 */
export function endings(view: ContainerView, seen: readonly Entry[], now: number): readonly Told[] {
  const { name, restarts = 0, lastExit, lastExitAt, lastEnd, state } = view;
  if (lastExit === '–') return [];
  const before = seen
    .filter(
      ({ who, what, at }) => who === name && what === 'ended' && at !== lastExitAt && at !== state.since,
    )
    .sort((a, b) => b.at - a.at);
  const lost = restarts - 1 - before.length;
  return [
    {
      label: 'last state',
      texts: [lastEndText(view, now), ...said(lastEnd?.message)],
    },
    {
      label: 'before that',
      texts: [
        ...before.map(({ at, text }) => `${text}, ${agoOf(at, now)} (podscope saw it)`),
        ...(lost > 0 ? [lostText(lost, before.length, restarts)] : []),
      ],
    },
  ];
}

/** How the run before ended, by what, when and after how long: `OOMKilled 137 (128+SIGKILL), 5m ago, ran 2m`; `–` where nobody tells. */
export const lastEndText = ({ lastExit, lastExitAt, lastEnd }: ContainerView, now: number): string =>
  [`${lastExit}${inferredSignal(lastExit, lastEnd)}`, agoOf(lastExitAt, now), ranFor(lastEnd)]
    .filter(Boolean)
    .join(', ');

/** The API keeps no more than one ending beside the state. */
function lostText(lost: number, seen: number, restarts: number): string {
  if (seen === 0) return `how it ended before that is not kept by the API (${restarts} restarts)`;
  return `${lost} older ending${lost === 1 ? ' is' : 's are'} not kept by the API (${restarts} restarts)`;
}

const agoOf = (at: number | undefined, now: number): string =>
  at === undefined ? '' : `${humanDuration(Math.max(0, now - at))} ago`;

function ranFor(end: ContainerView['lastEnd']): string {
  const [from, to] = [epochMs(end?.startedAt), epochMs(end?.finishedAt)];
  return from === undefined || to === undefined ? '' : `ran ${humanDuration(Math.max(0, to - from))}`;
}

/** A message of several lines, such as the last ones of a log. */
export const said = (message: unknown): string[] =>
  typeof message === 'string' && message.trim() !== '' ? message.trim().split('\n') : [];
