import type { LogRange, LogSource } from '../../model/logs/log-item.ts';
import { podPath } from '../resources.ts';

/** Where a log is resumed. */
export type Resumed =
  | {
      /** RFC 3339; undefined where nothing was read. */
      readonly since: string | undefined;
      /** No further than so many lines from the end; undefined: however far. */
      readonly tail: number | undefined;
      /** How long ago it was first asked for, in ms. */
      readonly elapsed: number;
    }
  /** So many lines from the end. */
  | { readonly tail: number };

/** What is asked of the server for a log (v1.PodLogOptions): at first, or from where it was read. */
export function logPath(source: LogSource, range: LogRange, resumed: Resumed | undefined): string {
  const query = new URLSearchParams({ container: source.container, timestamps: 'true' });
  if (range.follow) query.set('follow', 'true');
  if (range.previous) query.set('previous', 'true');
  for (const [name, value] of resumed ? from(range, resumed) : begin(range)) query.set(name, value);
  return `${podPath({ namespace: source.namespace, name: source.pod }, 'log')}?${query.toString()}`;
}

type Fields = readonly (readonly [string, string])[];

function begin({ tail, sinceSeconds, sinceTime }: LogRange): Fields {
  return [
    ...(tail === undefined ? [] : [['tailLines', `${tail}`] as const]),
    ...(sinceSeconds === undefined ? [] : [['sinceSeconds', `${sinceSeconds}`] as const]),
    ...(sinceTime === undefined ? [] : [['sinceTime', sinceTime] as const]),
  ];
}

function from({ tail, sinceSeconds, sinceTime }: LogRange, resumed: Resumed): Fields {
  const last = resumed.tail === undefined ? [] : [['tailLines', `${resumed.tail}`] as const];
  if (!('since' in resumed)) return last;
  const { since, elapsed } = resumed;
  if (since !== undefined) return [['sinceTime', since], ...last];
  // Where nothing was read, what was not to be read is still not; the server's clock may be another.
  const passed = Math.ceil(elapsed / 1000) + 1;
  if (sinceSeconds !== undefined) return [['sinceSeconds', `${sinceSeconds + passed}`]];
  if (sinceTime !== undefined) return [['sinceTime', sinceTime]];
  return tail === 0 ? [['sinceSeconds', `${passed}`]] : [];
}
