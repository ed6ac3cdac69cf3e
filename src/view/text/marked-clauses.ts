import { clausesThatFit } from '../../model/health/clauses.ts';
import type { Verdict } from '../../model/health/verdict.ts';
import { MOST } from '../../model/text/shortened.ts';
import { type Line, span } from '../block.ts';
import { type Style, styleOf } from '../frame.ts';
import { GLYPHS } from '../glyphs.ts';

/** What stands before a clause about trouble that is none of what the verdict's own mark is about. */
export const TROUBLE = GLYPHS.progress;

/** The clauses of a verdict, those about such trouble with their mark. */
export function markedClauses({
  text,
  clauses = [text],
  troubles = [],
}: Omit<Verdict, 'health'>): readonly string[] {
  return troubles.length === 0
    ? clauses
    : clauses.map((clause) => (troubles.includes(clause) ? `${TROUBLE} ${clause}` : clause));
}

/** A verdict's text with such marks in it. Not yet cleaned. */
export function markedText(verdict: Omit<Verdict, 'health'>): string {
  return verdict.troubles
    ? clausesThatFit(markedClauses(verdict), ({ length }) => length <= MOST, MOST, {
        untold: verdict.untold,
      })
    : verdict.text;
}

/** A line of such a text, its marks in the colour of trouble. */
export function markedLine(line: string, style: Style): Line {
  const [first = '', ...others] = line.split(TROUBLE);
  return [
    span(first, style),
    ...others.flatMap((part) => [span(TROUBLE, styleOf('progress')), span(part, style)]),
  ];
}
