/** A count as it is read: from 10,000 on in groups of three. */
export function grouped(count: number): string {
  if (count < 10_000) return String(count);
  const [rest, last] = [Math.floor(count / 1000), String(count % 1000).padStart(3, '0')];
  return `${rest < 1000 ? rest : grouped(rest).replace(/^(\d)(\d{3})$/, '$1,$2')},${last}`;
}
