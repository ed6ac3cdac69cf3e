/** So many keys are looked for one by one before all are written down: of what a key press made few are asked for. */
const FEW_ASKED = 8;

/** Where each key stands in a list that does not change; -1 where it does not. */
export function positionsIn(keys: readonly string[]): (key: string) => number {
  const asked = new Map<string, number>();
  let all: Map<string, number> | undefined;
  return (key) => {
    const known = (all ?? asked).get(key);
    if (known !== undefined || all) return known ?? -1;
    if (asked.size >= FEW_ASKED) {
      all = new Map(keys.map((each, index) => [each, index]));
      return all.get(key) ?? -1;
    }
    const found = keys.indexOf(key);
    asked.set(key, found);
    return found;
  };
}

/** Whether what stands at an index comes before what is looked for. */
type IsBefore = (index: number) => boolean;

/** Where in a sorted list something stands or belongs: the first place that is not before it. */
export function firstPlace(count: number, isBefore: IsBefore, from = 0): number {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same, where it is likely to stand not far behind a place: of many that are looked for in turns the last one's. */
export function nextPlace(count: number, isBefore: IsBefore, from: number): number {
  let low = from;
  let step = 1;
  for (; low + step <= count && isBefore(low + step - 1); step *= 2) low += step;
  return firstPlace(Math.min(count, low + step - 1), isBefore, low);
}
