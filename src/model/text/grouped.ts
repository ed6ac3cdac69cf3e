/** A count as it is read: from 10,000 on in groups of three. */
export function grouped(count: number): string {
  if (count < 10_000) return String(count);
  const [rest, last] = [Math.floor(count / 1000), String(count % 1000).padStart(3, '0')];
  return `${rest < 1000 ? rest : grouped(rest).replace(/^(\d)(\d{3})$/, '$1,$2')},${last}`;
}

/** Each is what the one before it is a thousand of. */
const UNITS = ['k', 'm', 'bn'] as const;

/** The same from 10,000 on where there is no room for it, the longest first: `2147483k`, `2147m`, `2bn`. Rounded down. */
export function countGists(count: number): readonly string[] {
  if (count < 10_000) return [];
  return UNITS.flatMap((unit, index) => {
    const units = Math.floor(count / 1000 ** (index + 1));
    return units === 0 ? [] : [`${units}${unit}`];
  });
}
