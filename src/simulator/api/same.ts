type Fields = Readonly<Record<string, unknown>>;

/** Whether two values are the same JSON. Objects are never changed, so that what they share need not be compared. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) return sameItems(one, other);
  return sameFields(one as Fields, other as Fields);
}

const sameItems = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) &&
  Array.isArray(other) &&
  one.length === other.length &&
  one.every((item, index) => same(item, other[index]));

/** A field that is undefined is none. */
function sameFields(one: Fields, other: Fields): boolean {
  let more = 0;
  for (const key in one) {
    if (one[key] === undefined) continue;
    if (!same(one[key], other[key])) return false;
    more += 1;
  }
  for (const key in other) if (other[key] !== undefined) more -= 1;
  return more === 0;
}
