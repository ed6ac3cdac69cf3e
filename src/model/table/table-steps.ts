export interface Change<V> {
  readonly key: string;
  readonly before: V | undefined;
  readonly after: V | undefined;
}

/** What one table was made of from another. */
interface Step<V> {
  /** Stands for the table that it was made from, which is not kept. */
  readonly from: object;
  readonly changes: readonly Change<V>[];
  readonly weight: number;
}

/** The last steps by which a table was made, the latest last. */
export type Steps<V> = readonly Step<V>[];

/** So many are remembered: who asks once a frame is a few batches behind. */
const MOST_STEPS = 32;
/** So much in all; what was replaced counts more, since nobody else may keep it. */
const MOST_REMEMBERED = 4096;
/** The last step alone may weigh so much: where thousands come at once, all who follow would compare whole tables. */
const MOST_AT_ONCE = 16_384;
const REPLACED = 4;

/** The steps to the next table, which was made from `from` by these changes; the oldest are forgotten. */
export function stepsTo<V>(steps: Steps<V>, from: object, changes: readonly Change<V>[]): Steps<V> {
  const weight = weightOf(changes);
  let room = MOST_REMEMBERED - weight;
  if (weight > MOST_AT_ONCE) return [];
  let at = steps.length;
  const oldest = Math.max(0, at - MOST_STEPS + 1);
  while (at > oldest && room >= 0) {
    room -= steps[at - 1]?.weight ?? 0;
    if (room >= 0) at--;
  }
  return [...steps.slice(at), { from, changes, weight }];
}

function weightOf(changes: readonly Change<unknown>[]): number {
  let weight = changes.length;
  for (const { before } of changes) if (before !== undefined) weight += REPLACED - 1;
  return weight;
}

/** What the steps changed since a table; undefined where that is not among those that they lead from. */
export function changesSince<V>(steps: Steps<V>, table: object): readonly Change<V>[] | undefined {
  let at = steps.length - 1;
  while (at >= 0 && steps[at]?.from !== table) at--;
  if (at < 0) return undefined;
  return at === steps.length - 1 ? steps[at]?.changes : together(steps.slice(at));
}

function together<V>(steps: Steps<V>): Change<V>[] {
  const changes = new Map<string, Change<V>>();
  for (const step of steps) {
    for (const change of step.changes) {
      const first = changes.get(change.key);
      const { key, after } = change;
      changes.set(key, first ? { key, before: first.before, after } : change);
    }
  }
  return Array.from(changes.values()).filter(({ before, after }) => before !== after);
}
