const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  e: '\x1b',
  a: '\x07',
};

/** `\n` and the like as what they stand for. */
export const unescape = (text: string): string =>
  text.replace(
    /\\(?:0?([0-7]{3})|x([0-9a-f]{2})|(.))/gi,
    (whole, octal?: string, hex?: string, letter?: string) => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
      return ESCAPES[letter ?? ''] ?? whole;
    },
  );
