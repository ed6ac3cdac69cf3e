/**
 * The words of a command that is typed on one line, as a shell parts them: by blanks but for what is quoted. Nothing else
 * of a shell is meant: there may be none. Undefined where a quote is open.
 */
export function commandWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (sign === quote) quote = undefined;
    else if (quote === undefined && (sign === "'" || sign === '"')) [quote, word] = [sign, word ?? ''];
    else if (quote === undefined && /\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + (sign === '\\' && quote !== "'" ? (line[++at] ?? '') : sign);
  }
  if (word !== undefined) words.push(word);
  return quote === undefined ? words : undefined;
}
