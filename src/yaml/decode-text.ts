import { YamlError } from './yaml-error.ts';

/** The text of bytes whose mark says how they are encoded: UTF-16 of either order, else UTF-8. Throws `YamlError`. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new YamlError(`it is neither UTF-8 nor UTF-16 with a byte order mark`, error);
  }
}
