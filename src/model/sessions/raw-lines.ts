const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** For a terminal that is raw: a newline alone would only go down. */
export function inRaw(data: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (const byte of data) {
    if (byte === NEWLINE) out.push(RETURN);
    out.push(byte);
  }
  return Uint8Array.from(out);
}

/** What is typed for who has no terminal: Return is a newline. */
export const asLines = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => (byte === RETURN ? NEWLINE : byte));
