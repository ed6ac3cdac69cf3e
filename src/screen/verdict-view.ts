import { verdictFor } from '../store/selectors/fares/verdict.ts';
import type { State } from '../store/state.ts';
import { glyph, healthStyle } from '../view/health-style.ts';
import type { VerdictView } from '../view/screen-model.ts';
import { markedClauses } from '../view/text/marked-clauses.ts';

/** What is wrong with whatever is selected, or what one that is well shares; of who is no Pod, who it is. */
export function verdictOf(state: State): VerdictView | undefined {
  const verdict = verdictFor(state);
  if (!verdict) return undefined;
  const { health, about, text, troubles, untold } = verdict;
  const clauses = verdict.clauses && markedClauses(verdict);
  const shown = { mark: glyph(health), style: healthStyle(health), ...(troubles && { marked: true }) };
  if (about.startsWith('Pod ')) return { ...shown, text, ...(clauses && { clauses }) };
  const [first = text, ...rest] = clauses ?? [];
  return {
    ...shown,
    text: `${about}: ${text}`,
    ...(clauses && { clauses: [`${about}: ${first}`, ...rest] }),
    ...(untold !== undefined && { untold }),
  };
}
