import { type LogSource, sourceKey } from '../../model/logs/log-item.ts';
import { type Style, styleOf, type Tone } from '../../view/frame.ts';

const TONES: readonly Tone[] = ['cyan', 'yellow', 'green', 'magenta', 'blue'];

export interface Label {
  readonly text: string;
  readonly style: Style;
}

export interface Labels {
  readonly width: number;
  readonly of: (source: LogSource) => Label;
}

const NONE: Label = { text: '', style: styleOf('plain') };

/** What stands before each line, where there are several sources: no more of their names than tells them apart. */
export function labelsOf(sources: readonly LogSource[]): Labels {
  if (sources.length <= 1) return { width: 0, of: () => NONE };
  const pods = [...new Set(sources.map(({ pod }) => pod))];
  const skipped = pods.length > 1 ? sharedStart(pods) : 0;
  const several = new Set(sources.map(({ container }) => container)).size > 1;
  const names = sources.map(({ pod, container }) =>
    pods.length === 1 ? container : `${pod.slice(skipped)}${several ? `/${container}` : ''}`,
  );
  const width = names.reduce((most, { length }) => Math.max(most, length), 0);
  const labels = new Map<string, Label>();
  for (const [index, source] of sources.entries()) {
    const style = styleOf(TONES[index % TONES.length] ?? 'plain');
    labels.set(sourceKey(source), { text: (names[index] ?? '').padEnd(width), style });
  }
  // One that is gone is known by its Pod alone.
  const gone = ({ pod }: LogSource): Label => ({
    text: pod.slice(skipped).padEnd(width),
    style: styleOf('muted'),
  });
  return { width, of: (source) => labels.get(sourceKey(source)) ?? gone(source) };
}

/** How much of names is the same in all of them, up to a dash. */
function sharedStart(names: readonly string[]): number {
  const [first = '', ...rest] = names;
  let length = first.length;
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--;
  return first.lastIndexOf('-', length - 1) + 1;
}
