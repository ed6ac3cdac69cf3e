import { folded } from '../../model/text/searched-lines.ts';
import { span } from '../block.ts';
import { displayWidth } from './text.ts';

/** A letter takes two cells at most, so that a text of more than so many units for each cell may not be on show whole. */
const isIn = (text: string, room: number): boolean =>
  displayWidth(span(text.slice(0, room + 1)).text) <= room && text.length <= room;

/**
 * How far a line is to be scrolled sideways so that what is searched for is on show: no further than it is where that
 * is, else not at all where that will do, else so that a third of the room shows what stands before it.
 *
 * @param line as it is shown
 * @param sideways how far it is scrolled, in UTF-16 units
 * @param room in cells
 */
export function foundAt(line: string, wanted: string, sideways: number, room: number): number {
  const [low, sought] = [folded(line), folded(wanted)];
  const shown = low.indexOf(sought, sideways);
  if (shown >= 0 && isIn(line.slice(sideways, shown + sought.length), room)) return sideways;
  const first = low.indexOf(sought);
  if (first < 0) return sideways;
  if (isIn(line.slice(0, first + sought.length), room)) return 0;
  return Math.max(0, first - Math.floor(room / 3));
}
