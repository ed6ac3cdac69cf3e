/** More than any screen shows of one text. */
export const MOST = 4096;

/** A text's beginning and end where it is longer than anyone can see at once: what is drawn looks at no more. */
export function shortened(text: string): string {
  if (text.length <= MOST) return text;
  return `${text.slice(0, MOST / 2)}…${text.slice(-MOST / 2)}`;
}
