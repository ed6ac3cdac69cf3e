/** A stretch of a word for the shell: text from outside, which stays what it is, or shell of our own. */
export type Part = string | { readonly shell: string };

/** One word of a command: one argument, whatever is in it. */
export type Word = readonly Part[];

/** What bash takes for itself in no place of a word; a tilde is not among it. */
const BARE = /^[\w@%+=:,./-]+$/;
/** What does not show, steers a terminal or ends a line: told by its bytes. Letters of all scripts are themselves. */
const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800]/u;

/** A word as bash reads it. This is the one place where text from outside becomes a part of a command. */
export function shellWord(word: Word): string {
  const written = word.map((part) =>
    typeof part === 'string' ? (part === '' ? '' : quoted(part)) : part.shell,
  );
  return written.join('') || "''";
}

/**
 * A text that bash reads as itself, on one line, and with nothing in it that steers a terminal. No argument of a
 * program holds a NUL: it is left out.
 */
function quoted(text: string): string {
  if (BARE.test(text)) return text;
  if (!UNSEEN.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const written = Array.from(text.replaceAll('\0', ''), (letter) =>
    UNSEEN.test(letter) ? bytesOf(letter) : letter.replace(/['\\]/, '\\$&'),
  );
  return `$'${written.join('')}'`;
}

const bytesOf = (letter: string): string =>
  Array.from(new TextEncoder().encode(letter), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** Words as `sh -c` in a container reads them: a plain POSIX shell. */
export function shCommand(words: readonly string[]): string {
  return words.map((word) => (BARE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

const LONGEST = 400;

/** A text that may stand behind `#`: it ends no line and steers nothing. */
export function commentText(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return Array.from(cut, (letter) => (UNSEEN.test(letter) ? '\ufffd' : letter)).join('');
}

/** A name as docker and a directory can have it; names of Kubernetes are so already. */
export function plainName(name: string): string {
  return (
    name
      .replace(/[^\w.-]/g, '_')
      .replace(/^[.-]/, '_')
      .slice(0, 253) || '_'
  );
}

/** A path below a directory, each step a name; undefined where it leads out of it. */
export function pathBelow(path: string): string | undefined {
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return path.startsWith('/') || steps.includes('..') ? undefined : steps.join('/');
}
