/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not.
 * An empty filter keeps everything.
 */
export function matcher(filter: string): (texts: readonly string[]) => boolean {
  const inverse = filter.startsWith('!');
  const wanted = (inverse ? filter.slice(1) : filter).trim().toLowerCase();
  if (wanted === '') return () => true;
  return (texts) => texts.some((text) => text.toLowerCase().includes(wanted)) !== inverse;
}
