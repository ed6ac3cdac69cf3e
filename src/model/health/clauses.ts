/** What more follows on: without the full stop that the cluster's own sentences have. */
export const unstopped = (text: string): string =>
  text.endsWith('.') && !text.endsWith('..') ? text.slice(0, -1) : text;

/**
 * As many clauses as fit, from the first on, joined by `; `, and how many more there are. A clause is there whole or
 * not at all, since the halves of two of them would say together what nobody said; the first is always there.
 */
export function clausesThatFit(clauses: readonly string[], fits: (text: string) => boolean): string {
  const told = (kept: number): string => {
    const left = clauses.length - kept;
    const shown = [...clauses.slice(0, kept), ...(left > 0 ? [`${left} more`] : [])];
    return shown.map((clause, at) => (at < shown.length - 1 ? unstopped(clause) : clause)).join('; ');
  };
  let low = 1;
  for (let high = clauses.length; low < high;) {
    const kept = Math.ceil((low + high) / 2);
    if (fits(told(kept))) low = kept;
    else high = kept - 1;
  }
  return told(low);
}
