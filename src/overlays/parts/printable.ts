/** The text that a key types; undefined where it types none. */
export function printable(key: string): string | undefined {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : undefined;
}

/** A text without its last character. */
export const shortened = (text: string): string => [...text].slice(0, -1).join('');
