import { lettersApart } from '../text/letters.ts';
import { type ApiKind, BUILT_IN, groupOf } from '../kinds/api-kind.ts';

/** One way to read a word: what is empty may be anything. */
interface Reading {
  readonly word: string;
  readonly group: string;
  readonly version: string;
}

/**
 * The kind that a word means to kubectl: plural, singular, short name or Kind, alone or with `.group` or
 * `.version.group` (k8s.io/cli-runtime's Builder.mappingFor, client-go's restmapper and shortcut expander). Undefined
 * where it means none.
 *
 * @param kinds in the server's order: the core group first, of each group the preferred version first
 */
export function findKind(kinds: readonly ApiKind[], typed: string): ApiKind | undefined {
  const readings = readingsOf(typed);
  const find = (by: typeof byResource): ApiKind | undefined => {
    for (const reading of readings) {
      const found = by(kinds, reading);
      if (found) return found;
    }
    return undefined;
  };
  return find(byResource) ?? find(byKind);
}

/** The same where no server has to be asked, since no other kind comes before these. */
export function builtInKind(typed: string): ApiKind | undefined {
  return typed.includes('.') ? undefined : findKind(BUILT_IN, typed);
}

/**
 * Whether a word may mean a kind of which only Kind and version are known, from a reference to it, since the server
 * does not have it any more: its plural and singular are guessed as client-go does (UnsafeGuessKindToResource).
 */
export function kindMatches(typed: string, kind: string, apiVersion: string): boolean {
  const known = BUILT_IN.find(
    (each) => each.kind === kind && groupOf(each.apiVersion) === groupOf(apiVersion),
  );
  const singular = kind.toLowerCase();
  const plural = guessedPlural(singular);
  const guess = { apiVersion, kind, singular, plural, shortNames: known?.shortNames ?? [], namespaced: true };
  return findKind([guess], typed) !== undefined;
}

/** The plural of a kind's singular as client-go guesses it, which is that of all kinds of Kubernetes' own but Endpoints. */
export function guessedPlural(singular: string): string {
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

/** `a.b.c` is the kind a of version b in the group c or, if there is none, of any version in b.c. */
function readingsOf(typed: string): Reading[] {
  const [word = '', ...rest] = typed.split('.');
  const grouped = { word, group: rest.join('.'), version: '' };
  if (rest.length < 2) return [grouped];
  return [{ word, group: rest.slice(1).join('.'), version: rest[0] ?? '' }, grouped];
}

function byResource(kinds: readonly ApiKind[], reading: Reading): ApiKind | undefined {
  const { word: written, group, version } = expanded(kinds, reading);
  const word = written.toLowerCase();
  const called = kinds.filter(({ plural, singular }) => plural === word || singular === word);
  const inVersion = called.filter(({ apiVersion }) => version === '' || versionOf(apiVersion) === version);
  if (group === '') return inVersion[0];
  const exact = inVersion.find(({ apiVersion }) => groupOf(apiVersion) === group);
  if (exact || version !== '') return exact;
  return called.find(({ apiVersion }) => groupOf(apiVersion).startsWith(group));
}

/** A short name as what it stands for, in any version; it is one as it is written only, and full names come first. */
function expanded(kinds: readonly ApiKind[], reading: Reading): Reading {
  const { word, group } = reading;
  const inGroup = kinds.filter(({ apiVersion }) => group === '' || groupOf(apiVersion) === group);
  if (inGroup.some(({ plural, singular }) => plural === word || singular === word)) return reading;
  const short = ({ shortNames }: ApiKind): boolean => shortNames.includes(word);
  const found = inGroup.find(short);
  if (found) return { word: found.plural, group: groupOf(found.apiVersion), version: '' };
  const near = kinds.find((each) => short(each) && groupOf(each.apiVersion).startsWith(group));
  return near ? { ...reading, word: near.plural, group: groupOf(near.apiVersion) } : reading;
}

/** A Kind is in the core group where none is named, and written as it is or all small. */
function byKind(kinds: readonly ApiKind[], { word, group, version }: Reading): ApiKind | undefined {
  return kinds.find(
    ({ apiVersion, kind }) =>
      (kind === word || kind.toLowerCase() === word) &&
      groupOf(apiVersion) === group &&
      (version === '' || versionOf(apiVersion) === version),
  );
}

const versionOf = (apiVersion: string): string => apiVersion.split('/').at(-1) ?? '';

/** The name of a kind that differs from what was typed in a letter or two; undefined where none does. */
export function nearestKind(kinds: readonly ApiKind[], typed: string): string | undefined {
  const word = (typed.split('.')[0] ?? '').toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const { plural, singular, shortNames } of kinds) {
    for (const name of [singular, plural, ...shortNames]) {
      const most = Math.min(best ? best.distance - 1 : MOST_LETTERS, Math.floor(name.length / 3));
      const distance = Math.abs(name.length - word.length) > most ? Infinity : lettersApart(word, name);
      if (distance <= most) best = { name, distance };
    }
  }
  return best?.name;
}

const MOST_LETTERS = 2;
