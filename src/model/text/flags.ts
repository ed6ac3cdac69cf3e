/** A flag by all its names. */
export interface Flag {
  readonly names: readonly string[];
  /** What its value is, with its article (`a container`); without, it has none. */
  readonly value?: string;
}

export interface FlagsRead {
  /** What was given, the last of each; empty for a flag that has no value. */
  readonly given: ReadonlyMap<Flag, string>;
  readonly rest: readonly string[];
}

/**
 * Words with the flags among them as kubectl's are written (github.com/spf13/pflag): `-n x`, `-nx`, `-n=x`, `--namespace x`,
 * `--namespace=x`; `--` ends them. A text says what is wrong with one.
 *
 * @param leading the first word that is none ends them too: it begins a command
 */
export function readFlags(
  words: readonly string[],
  flags: readonly Flag[],
  leading = false,
): FlagsRead | string {
  const given = new Map<Flag, string>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--' || (leading && !word.startsWith('-')))
      return { given, rest: [...rest, ...words.slice(word === '--' ? at + 1 : at)] };
    if (!word.startsWith('-')) {
      rest.push(word);
      continue;
    }
    const [flag, own] = flagOf(word, flags) ?? [];
    if (!flag) return `has no flag ${word}`;
    if (flag.value === undefined) given.set(flag, '');
    else {
      const value = own || words[++at];
      if (!value) return `${word} wants ${flag.value}`;
      given.set(flag, value);
    }
  }
  return { given, rest };
}

/** The flag that a word is, and the value that it has in it. */
function flagOf(word: string, flags: readonly Flag[]): readonly [flag: Flag, value: string] | undefined {
  for (const flag of flags)
    for (const name of flag.names) {
      if (word === name) return [flag, ''];
      if (flag.value === undefined || !word.startsWith(name)) continue;
      const behind = word.slice(name.length);
      if (behind.startsWith('=')) return [flag, behind.slice(1)];
      if (!name.startsWith('--')) return [flag, behind];
    }
  return undefined;
}
