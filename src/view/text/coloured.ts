import { clean, isPlain } from './clean.ts';

/** A stretch of text, and the parameters of the colours (SGR) that stand before it; '' for none. */
export interface Coloured {
  readonly text: string;
  readonly sgr: string;
}

/** Select Graphic Rendition: the one escape sequence that only colours what follows. */
const SGR = /\x1b\[([\d;:]*)m/g;

/** What a program wrote in colours, taken apart at them. The texts are as they were. */
export function colouredParts(text: string): readonly Coloured[] {
  if (!text.includes('\x1b[')) return [{ text, sgr: '' }];
  const parts: Coloured[] = [];
  let from = 0;
  let sgr = '';
  for (const found of text.matchAll(SGR)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index), sgr });
    // What is set stays set until it is set otherwise.
    const set = found[1] ?? '';
    sgr = set === '' || set === '0' ? '' : sgr === '' ? set : `${sgr};${set}`.slice(-MOST_SGR);
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), sgr });
  return parts;
}

/** No program needs more of it at once. */
const MOST_SGR = 120;

/** A line from outside for a terminal: its colours are kept, and end with it; all else is made harmless. */
export function cleanColoured(text: string, colours: boolean): string {
  if (isPlain(text)) return text;
  return colouredParts(text)
    .map(({ text: part, sgr }) => {
      const harmless = part.split('\t').map(clean).join('\t');
      return sgr === '' || !colours ? harmless : `\x1b[${sgr}m${harmless}\x1b[0m`;
    })
    .join('');
}
