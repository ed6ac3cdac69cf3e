/**
 * The words of a command that is typed on one line, as a shell parts them: by blanks but for what is quoted. Nothing else
 * of a shell is meant: there may be none. Undefined where a quote is open.
 */
export function commandWords(line: string): readonly string[] | undefined {
  const parts = line.match(PART) ?? [];
  const words: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    if (/^\s/.test(part)) isOpen = false;
    else {
      const text = unquoted(part);
      if (text === undefined) return undefined;
      words.push((isOpen ? (words.pop() ?? '') : '') + text);
      isOpen = true;
    }
  }
  return words;
}

/** Blanks, what is in quotes, a sign behind a backslash, anything else; a quote alone is one that is not closed. */
const PART = /\s+|'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\]+|['"\\]/gs;

function unquoted(part: string): string | undefined {
  if (part === "'" || part === '"') return undefined;
  if (part.startsWith("'")) return part.slice(1, -1);
  return (part.startsWith('"') ? part.slice(1, -1) : part).replace(/\\(.)/gs, '$1');
}
