/**
 * What a filter's text means. `/text` keeps what contains it, in any case; `/!text` what does not.
 * `/node=x` keeps what has exactly this in a field, where what is filtered has one of that name.
 * An empty filter keeps everything.
 */
export function matcher(filter: string): (texts: readonly string[], fields?: Fields) => boolean {
  const inverse = filter.startsWith('!');
  const wanted = (inverse ? filter.slice(1) : filter).trim().toLowerCase();
  if (wanted === '') return () => true;
  const equals = wanted.indexOf('=');
  const [name, value] = [wanted.slice(0, Math.max(0, equals)), wanted.slice(equals + 1)];
  const contains = (text: string): boolean => text.toLowerCase().includes(wanted);
  return (texts, fields) => {
    const field = name === 'node' ? fields?.node : undefined;
    return (field === undefined ? texts.some(contains) : field.toLowerCase() === value) !== inverse;
  };
}

/** What can be asked for by name. */
interface Fields {
  readonly node: string;
}
