import { SEVERITY, severityWord } from '../../../model/logs/severity.ts';
import { BOLD, type Style, styleOf } from '../../../view/frame.ts';
import type { Styled } from '../../../view/text/searched-part.ts';

const STYLES = new Map<number, Style>([
  [SEVERITY.error, styleOf('failing', BOLD)],
  [SEVERITY.warning, styleOf('progress', BOLD)],
  [SEVERITY.debug, styleOf('muted')],
]);

/** The word of a line that says how bad it is, in its colour; what is as usual stands out by nothing. */
export function severityStyled(text: string): readonly Styled[] {
  const word = severityWord(text);
  if (!word) return [];
  const style = STYLES.get(word.severity);
  return style === undefined ? [] : [{ start: word.start, end: word.end, style }];
}
