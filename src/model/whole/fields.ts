import { epochMs } from '../ages.ts';

/** Something that is known of an object: a word for it, and a line or several. */
export interface Told {
  readonly label: string;
  readonly texts: readonly string[];
}

/** A space at which a text is not broken into lines. */
export const NO_BREAK = '\u00a0';

/** Deeper than this nothing of Kubernetes goes that is told here, and lists of more are not read to their end. */
const DEEPEST = 8;
const MOST = 200;

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value from a server; none of what is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The entries of a list from a server that are objects. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.slice(0, MOST).map(fieldsOf) : [];
}

/**
 * All fields of a value, one a line, each by its path: `capabilities.drop: ALL`. Lists of plain values
 * stand in one line; what is empty says nothing.
 */
export function fieldLines(value: unknown, path = '', depth = 0): string[] {
  const named = (text: string): string[] => [path === '' ? text : `${path}: ${text}`];
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return named(plain(value));
  if (depth === DEEPEST) return named('…');
  if (Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry !== 'object'))
    return named(value.map(plain).join(' '));
  const entries = Object.entries(value);
  const lines = entries.slice(0, MOST).flatMap(([key, entry]) => {
    const name = Array.isArray(value) ? `[${key}]` : key;
    const below = path === '' || name.startsWith('[') ? `${path}${name}` : `${path}.${name}`;
    return fieldLines(entry, below, depth + 1);
  });
  return entries.length > MOST ? [...lines, `… and ${entries.length - MOST} more`] : lines;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A text or a number from a server; empty for what is neither. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** A time from a server, in epoch ms. */
export const timeOf = (value: unknown): number | undefined =>
  typeof value === 'string' ? epochMs(value) : undefined;

/** The texts of a list from a server. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
