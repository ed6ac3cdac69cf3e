const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  e: '\x1b',
  a: '\x07',
};

/** Bytes that are no ASCII, as the letters that they are. */
const letters = (escaped: string): string =>
  Buffer.from(
    escaped
      .split('\\')
      .slice(1)
      .map((octal) => parseInt(octal, 8)),
  ).toString();

/** `\n` and the like as what they stand for. */
export const unescape = (text: string): string =>
  text
    .replace(/(?:\\[23][0-7]{2})+/g, letters)
    .replace(
      /\\(?:0?([0-7]{1,3})|x([0-9a-f]{2})|(.))/gi,
      (whole, octal?: string, hex?: string, letter?: string) => {
        if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
        if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
        return ESCAPES[letter ?? ''] ?? whole;
      },
    );
