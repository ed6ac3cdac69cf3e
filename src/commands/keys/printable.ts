/** The text that a key types; undefined where it types none. */
export function printable(key: string): string | undefined {
  if (key === 'space') return ' ';
  return [...key].length === 1 ? key : undefined;
}

/** More is never typed on purpose: no name, label or selector is so long. */
const MOST_TYPED = 1024;

/** A text with what is typed behind it, as far as there is room. */
export function typedOn(text: string, more: string): string {
  const whole = text + more.slice(0, MOST_TYPED);
  if (whole.length <= MOST_TYPED) return whole;
  // Half a letter is none.
  return whole.slice(0, MOST_TYPED).replace(/[\ud800-\udbff]$/, '');
}

/** A text without its last character. */
export const shortened = (text: string): string => [...text].slice(0, -1).join('');
