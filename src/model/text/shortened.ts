/** More than any screen shows of one text. */
export const MOST = 4096;

/** A text's beginning and end where it is longer than anyone can see at once: what is drawn looks at no more. */
export function shortened(text: string): string {
  if (text.length <= MOST) return text;
  return `${text.slice(0, MOST / 2)}…${text.slice(-MOST / 2)}`;
}

/**
 * The first of what is named, and how many there are besides: `web-1, web-2 and 3 more`.
 *
 * @param text what one is called; asked of those that are named alone
 */
export function someOf<T>(all: readonly T[], most: number, text: (one: T) => string = String): string {
  const named = all.slice(0, most).map(text).join(', ');
  return all.length > most ? `${named} and ${all.length - most} more` : named;
}
