import { YamlError } from './yaml-error.ts';

export type Scalar = string | number | boolean | null;

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...spelled(null, '', '~', 'null', 'Null', 'NULL'),
  ...spelled(true, 'y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'),
  ...spelled(false, 'n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'),
  ...spelled(Number.POSITIVE_INFINITY, '.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'),
  ...spelled(Number.NEGATIVE_INFINITY, '-.inf', '-.Inf', '-.INF'),
  ...spelled(Number.NaN, '.nan', '.NaN', '.NAN'),
]);

function spelled(value: Scalar, ...words: readonly string[]): readonly (readonly [string, Scalar])[] {
  return words.map((word) => [word, value]);
}

const PREFIXED = /^[-+]?0(?:[xX][0-9a-fA-F]+|[bB][01]+|[oO]?[0-7]+)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** What a scalar without quotes and tag means, by goyaml.v2's resolve.go: a date stays text, `1:30` is no number. */
export function resolvePlain(text: string): Scalar {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.\d]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  if (PREFIXED.test(digits)) return prefixed(digits);
  return DECIMAL.test(digits) ? Number(digits) : text;
}

function prefixed(digits: string): number {
  const sign = digits.startsWith('-') ? -1 : 1;
  const bare = digits.replace(/^[-+]/, '').toLowerCase();
  return sign * Number(/^0[xbo]/.test(bare) ? bare : `0o${bare.slice(1)}`);
}

/** What a scalar with a tag means. Tags that YAML does not define say nothing about it. Throws `YamlError`. */
export function resolveTagged(tag: string, text: string, plain: boolean): Scalar {
  const name = /^(?:!!|!<tag:yaml\.org,2002:)([a-z]+)>?$/.exec(tag)?.[1];
  switch (name) {
    case 'binary':
      return binary(text);
    case 'null':
    case 'bool':
    case 'int':
    case 'float': {
      const value = resolvePlain(text);
      if (typeof value === 'string') throw new YamlError(`cannot decode "${text}" as a !!${name}`);
      return value;
    }
    default:
      return name === undefined && plain && tag === '' ? resolvePlain(text) : text;
  }
}

function binary(text: string): string {
  const packed = text.replace(/[\r\n]+/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    throw new YamlError('!!binary value contains invalid base64 data');
  }
  return Buffer.from(packed, 'base64').toString();
}
