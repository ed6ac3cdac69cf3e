import { grouped } from '../../model/text/grouped.ts';
import { verdictFor } from '../../store/selectors/fares/verdict.ts';
import { madeOnce } from '../../store/kept.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { BOLD, type Style, styleOf } from '../../view/frame.ts';
import { glyph, healthStyle } from '../../view/health-style.ts';
import { wrap } from '../../view/text/text.ts';
import { markedClauses, TROUBLE } from '../../view/text/marked-clauses.ts';
import { pageRoom } from '../parts/whole-page.ts';

/** Longer lines are hard to read. */
const WIDEST = 110;

const LINES = madeOnce<readonly Line[]>();

/** What is selected and all that is said of it, a line a clause; long ones take several. Made once for what is said. */
export function diagnosisLines(state: State): readonly Line[] {
  const verdict = verdictFor(state);
  if (!verdict) return [[span('nothing is selected', styleOf('muted'))]];
  const { health, about, details = [], troubles = [], untold = 0, marks } = verdict;
  const clauses = markedClauses(verdict);
  const room = Math.min(WIDEST, pageRoom(state));
  const styleFor = (clause: string): Style =>
    healthStyle(troubles.some((trouble) => clause === `${TROUBLE} ${trouble}`) ? 'progress' : health);
  const told = (texts: readonly string[], style: Style): Line[] =>
    texts.flatMap((said) => said.split('\n')).flatMap((said) => wrapped(said, room, style));
  const from = [
    room,
    health,
    about,
    untold,
    clauses.length,
    ...clauses,
    ...details,
    ...(marks?.values() ?? []),
  ];
  return state.cluster.kept.once(LINES, from, () => [
    [glyph(health), span(` ${about}`, styleOf('title', BOLD))],
    [span('')],
    ...clauses.flatMap((clause) => {
      const of = marks?.get(clause);
      return of
        ? told([`${glyph(of).text} ${clause}`], healthStyle(of))
        : told([clause], marks ? styleOf('plain') : styleFor(clause));
    }),
    ...(untold > 0 ? told([untoldText(untold)], styleOf('plain')) : []),
    ...(details.length > 0 ? [[span('')], ...told(details, styleOf('plain'))] : []),
  ]);
}

const untoldText = (untold: number): string =>
  `and ${grouped(untold)} more that ${untold === 1 ? 'is' : 'are'} not well: ! shows them in Ownership and Pods`;

/** A text in lines, cleaned before it is measured; what stands under a heading keeps its indent. */
function wrapped(text: string, room: number, style: Style): Line[] {
  const indent = text.startsWith('  ') ? '  ' : '';
  return wrap(span(text.trim()).text, room - indent.length).map((line) => [span(indent + line, style)]);
}
