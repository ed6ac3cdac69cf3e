import { strictUtf8 } from '../text/utf8.ts';

/**
 * Names of files are bytes of any kind but `/` and NUL. In here they are texts of one character a byte (latin1), so that
 * none is lost on the way back to the container; these make of them what is read and what a shell takes.
 */

/** What is not shown as it is: controls, and what is no text in UTF-8. */
const ODD = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['\x1b', '\\e'],
]);

/** A name as one reads it: what would steer a terminal, or is no text, is told as in a shell's `$'…'`. */
export function nameText(bytes: string): string {
  const text = strictUtf8(bytes) ?? bytes.replace(/[\x80-\xff]/g, octal);
  return visibleText(text);
}

/** What would steer a terminal, or not show, told as in a shell's `$'…'`. */
export function visibleText(text: string): string {
  return text.replace(ODD, (odd) => LETTERS.get(odd) ?? (odd < '\u0100' ? octal(odd) : unicode(odd)));
}

const octal = (byte: string): string => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
const unicode = (letter: string): string =>
  `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** The bytes of a text that comes from the API, where paths are Unicode. */
export function bytesOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/**
 * The statement that gives a shell's variable a value, in plain ASCII: other bytes are refused on the way to a
 * container. A dot is kept behind it until the end, since a shell takes line ends away there.
 */
export function assigned(variable: string, bytes: string): string {
  if (/^[\x20-\x7e]*$/.test(bytes)) return `${variable}='${bytes.replaceAll("'", `'\\''`)}'`;
  const escaped = bytes.replace(/[^A-Za-z0-9_/ .,:+=@-]/g, octal);
  return `${variable}=$(printf '${escaped}.');${variable}=\${${variable}%.}`;
}
