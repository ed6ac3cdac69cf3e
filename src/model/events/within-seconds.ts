import type { Pod } from '../kinds/objects.ts';
import { groupBy } from '../table/group-by.ts';
import type { Entry } from './entry.ts';
import { secondOf } from './event-order.ts';

/**
 * What happened, the oldest first. Of one second a Pod's status knows no order, but its events have one: what the status
 * tells stands where it has to among them.
 *
 * @param entries the events in their order; of each container the runs in theirs
 */
export function storyOf(pod: Pod, entries: readonly Entry[]): readonly Entry[] {
  const started = startOrder(pod);
  return [...groupBy(entries, ({ at }) => secondOf(at))]
    .sort(([a], [b]) => a - b)
    .flatMap(([, found]) => new Second(found, started).story());
}

/** Init containers count up to zero, which all others are. */
function startOrder({ spec }: Pod): ReadonlyMap<string, number> {
  const init = spec?.initContainers ?? [];
  return new Map([
    ...(spec?.containers ?? []).map(({ name }) => [name, 0] as const),
    ...init.map(({ name }, index) => [name, index - init.length] as const),
  ]);
}

/** Of what begins a run, what ends the waiting for it. */
const NEXT_RUN: ReadonlySet<string> = new Set(['BackOff', 'Pulling', 'Pulled']);
const BEGINNING: ReadonlySet<string> = new Set(['Pulling', 'Pulled', 'Created', 'Started']);

/** What made what owns the owner: it was before the Pod was. */
const FAR_ABOVE = /^(?:Deployment|CronJob) /;

/** The happenings of a second. A place is the number of the event behind which something stands; -1 is before all. */
class Second {
  private readonly events: readonly Entry[];
  private readonly others: readonly Entry[];
  private readonly eventsOf: ReadonlyMap<string, readonly number[]>;
  /** Of containers that were started in it, the last time. */
  private readonly starts: ReadonlyMap<string, Entry>;

  constructor(
    found: readonly Entry[],
    private readonly started: ReadonlyMap<string, number>,
  ) {
    this.events = found.filter(({ source }) => source === 'event');
    this.others = found.filter(({ source }) => source !== 'event');
    this.eventsOf = groupBy(this.events.keys(), (index) => this.events[index]?.who ?? '');
    this.starts = new Map(this.others.filter(isStart).map((entry) => [entry.who, entry]));
  }

  story(): readonly Entry[] {
    const begun = new Set<string>();
    const placed = this.others.map((entry) => {
      if (this.starts.get(entry.who) === entry) begun.add(entry.who);
      return { entry, ...this.placeOf(entry, begun) };
    });
    const events = this.events.map((entry, place) => ({ entry, place, turn: 0 }));
    return [...events, ...placed]
      .sort((a, b) => a.place - b.place || a.turn - b.turn)
      .map(({ entry }) => entry);
  }

  private get end(): number {
    return this.events.length - 1;
  }

  /** Before the first event that is so; else behind all. */
  private before(isSo: (event: Entry) => boolean): number {
    const index = this.events.findIndex(isSo);
    return index < 0 ? this.end : index - 1;
  }

  /** @param begun the containers whose last run that begins in this second has been told of */
  private placeOf(entry: Entry, begun: ReadonlySet<string>): { place: number; turn: number } {
    const { what, who, key } = entry;
    const isOfApp = this.started.get(who) === 0;
    const created = this.before((event) => !FAR_ABOVE.test(event.who));
    if (what === 'created') return { place: created, turn: 1 };
    if (what === 'PodScheduled') {
      const scheduled = this.events.findLastIndex((event) => event.who === '' && event.what === 'Scheduled');
      return { place: scheduled < 0 ? created : scheduled, turn: 2 };
    }
    if (what === 'PodReadyToStartContainers')
      return { place: this.before((event) => this.started.has(event.who)), turn: 3 };
    if (what === 'Initialized')
      return { place: this.before((event) => this.started.get(event.who) === 0), turn: 5 };
    if (key === 'deletion') return { place: this.before((event) => event.what === 'Killing'), turn: 6 };
    if (!isRun(entry)) return { place: this.end, turn: 8 };
    return { place: begun.has(who) ? this.asBegun(who) : this.beforeNextRun(who), turn: isOfApp ? 7 : 4 };
  }

  private asBegun(container: string): number {
    const own = this.eventsOf.get(container) ?? [];
    return own.findLast((index) => this.is(index, BEGINNING)) ?? this.beforeNextRun(container);
  }

  private beforeNextRun(container: string): number {
    const own = this.eventsOf.get(container) ?? [];
    const next = own.find((index) => this.is(index, NEXT_RUN));
    if (next !== undefined) return next - 1;
    const turn = this.started.get(container) ?? 0;
    // What comes behind an init container waits for its end.
    return own.at(-1) ?? this.before(({ who }) => turn < (this.started.get(who) ?? turn));
  }

  private readonly is = (index: number, reasons: ReadonlySet<string>): boolean =>
    reasons.has(this.events[index]?.what ?? '');
}

const isStart = ({ key }: Entry): boolean => key.startsWith('start ');
const isRun = (entry: Entry): boolean => isStart(entry) || entry.key.startsWith('end ');
