/** Whether two lists have the same items, texts by what they say, in the same order. */
export function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  // Each frame compares hundreds: no call for each.
  for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
  return true;
}
