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

/**
 * Where in a sorted list something stands or belongs: the first place that is not before it.
 *
 * @param isBefore whether what stands at an index comes before it
 */
export function firstPlace(count: number, isBefore: (index: number) => boolean, from = 0): number {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
