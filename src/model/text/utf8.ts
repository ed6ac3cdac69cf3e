/**
 * What a container wrote is read byte by byte, one character a byte (latin1), so that none is lost on the way; these
 * make of it the text that it is.
 */

/** What is no UTF-8 is shown by a stand-in. */
export const utf8 = (latin1: string): string => decoded(latin1, false);

/** The text; undefined where it is no UTF-8. */
export function strictUtf8(latin1: string): string | undefined {
  try {
    return decoded(latin1, true);
  } catch {
    return undefined;
  }
}

function decoded(latin1: string, fatal: boolean): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  const bytes = new Uint8Array(latin1.length);
  for (let index = 0; index < latin1.length; index++) bytes[index] = latin1.charCodeAt(index);
  return new TextDecoder('utf-8', { fatal, ignoreBOM: true }).decode(bytes);
}
