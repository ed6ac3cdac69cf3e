import { type LogItem, type LogSource, sourceKey } from '../../model/logs/log-item.ts';
import { madeOnce } from '../../store/kept.ts';
import type { LogsOf } from '../../store/selectors/fares/logs.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import type { State } from '../../store/state.ts';
import { type Style, styleOf, type Tone } from '../../view/frame.ts';

const TONES: readonly Tone[] = ['cyan', 'yellow', 'green', 'magenta', 'blue'];

export interface Label {
  readonly text: string;
  readonly style: Style;
}

export interface Labels {
  readonly width: number;
  readonly of: (item: LogItem) => Label;
}

const made = madeOnce<Labels>();

/** The labels of all whose lines were ever read: who is gone has its lines still. */
export function labelsIn(state: State, { feed, sources }: LogsOf): Labels {
  const { joined = [] } = fedBy(state, feed).data ?? {};
  const living = sources.map(sourceKey).join('\n');
  return state.cluster.kept.once(made, [joined, living], () => labelsOf([...joined, sources]));
}

const NONE: Label = { text: '', style: styleOf('plain') };

/**
 * What stands before each line, where there are several sources: no more of their names than tells them apart. It stays as
 * it is when others join, as long as it tells whose a line is.
 *
 * @param batches who began together, in the order in which they joined
 */
export function labelsOf(batches: readonly (readonly LogSource[])[]): Labels {
  const names = new Names();
  for (const batch of batches) names.join(batch);
  const { texts, places } = names;
  if (!names.tellApart) return { width: 0, of: () => NONE };
  const width = [...texts.values()].reduce((most, { length }) => Math.max(most, length), 0);
  const labels = new Map<string, Label>();
  for (const [key, text] of texts) {
    const style = styleOf(TONES[(places.get(key) ?? 0) % TONES.length] ?? 'plain');
    labels.set(key, { text: text.padEnd(width), style });
  }
  const whole = (source: LogSource): Label => ({ text: wholeName(source).padEnd(width), style: NONE.style });
  // That a Pod is gone names it, and is of all its containers; a mark is of none.
  const nobody: Label = { text: ' '.repeat(width), style: NONE.style };
  const isNobodys = (item: LogItem): boolean =>
    'note' in item && (item.note.type === 'gone' || item.note.type === 'mark');
  return {
    width,
    of: (item) => (isNobodys(item) ? nobody : (labels.get(sourceKey(item.source)) ?? whole(item.source))),
  };
}

const wholeName = ({ pod, container }: LogSource): string => `${pod}/${container}`;

/** The names of those that have joined by now. */
class Names {
  /** By key, in the order in which they joined. */
  readonly texts = new Map<string, string>();
  private readonly known: LogSource[] = [];
  private readonly pods = new Set<string>();
  private readonly containers = new Set<string>();
  /** Whose a text is. */
  private readonly taken = new Map<string, string>();
  /** What the names of all Pods begin with. */
  private start: string | undefined;

  /** Whether there are several. */
  get tellApart(): boolean {
    return this.pods.size > 1 || this.containers.size > 1;
  }

  /** Each one's place among colours: of several Pods that of its own, since whose a line is comes before which container's. */
  get places(): ReadonlyMap<string, number> {
    const pods = new Map([...this.pods].map((pod, index) => [pod, index]));
    const those = this.known.map(
      (source, index) => [source, pods.size > 1 ? pods.get(source.pod) : index] as const,
    );
    return new Map(those.map(([source, place = 0]) => [sourceKey(source), place]));
  }

  join(batch: readonly LogSource[]): void {
    const joining = batch.filter((source) => !this.texts.has(sourceKey(source)));
    const wereAlone = this.pods.size === 1;
    for (const { pod, container } of joining) {
      this.pods.add(pod);
      this.containers.add(container);
      this.start = this.start === undefined ? pod : sharedStart(this.start, pod);
    }
    this.known.push(...joining);
    // Those of one Pod alone do not name it.
    for (const source of wereAlone && this.pods.size > 1 ? this.known : joining) this.name(source);
  }

  private name(source: LogSource): void {
    const { pod, container } = source;
    const skipped = (this.start ?? '').lastIndexOf('-') + 1;
    const several = this.containers.size > 1;
    const short = this.pods.size === 1 ? container : `${pod.slice(skipped)}${several ? `/${container}` : ''}`;
    const whole = wholeName(source);
    const isFree = (this.taken.get(short) ?? whole) === whole;
    if (isFree) this.taken.set(short, whole);
    this.texts.set(sourceKey(source), isFree ? short : whole);
  }
}

function sharedStart(one: string, other: string): string {
  let length = Math.min(one.length, other.length);
  while (!other.startsWith(one.slice(0, length))) length--;
  return one.slice(0, length);
}
