import { rowText } from '../../model/logs/log-chunk.ts';
import { type LogItem, timeTold } from '../../model/logs/log-item.ts';
import { indentedLine } from '../../model/logs/readable.ts';
import { stampOf } from '../../model/logs/stamp.ts';
import { grouped } from '../../model/text/grouped.ts';
import { madeOnce } from '../../store/kept.ts';
import { logsLook } from '../../store/selectors/fares/logs.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { clean } from '../../view/text/clean.ts';
import { colouredParts } from '../../view/text/coloured.ts';
import { wrap } from '../../view/text/text.ts';
import { definePage } from '../parts/page.ts';
import { pageRoom } from '../parts/whole-page.ts';

const made = madeOnce<readonly Line[]>();
/** Lines may be a mebibyte: so much is read, in UTF-16 units. */
const MOST_READ = 16 * 1024;

/** A line of a log whole: indented where it is JSON. */
export const logLine = definePage({
  id: 'log-line',
  title: 'Line',
  lines: ({ state }) => {
    const { opened } = logsLook(state);
    const room = pageRoom(state);
    return state.cluster.kept.once(made, [opened, room], () => (opened ? linesOf(opened, room) : []));
  },
  closes: ['q', 'enter'],
});

/** What goes on below keeps its indent. */
function wrapped(line: string, room: number): readonly Line[] {
  const text = line.trimStart();
  const indent = line.slice(0, Math.min(line.length - text.length, room >> 1));
  return wrap(text, room - indent.length).map((part) => [span(`${indent}${part}`)]);
}

function linesOf(item: LogItem, room: number): readonly Line[] {
  const { pod, container } = item.source;
  const text = colouredParts(rowText(item).slice(0, MOST_READ))
    .map((part) => part.text)
    .join('');
  const left = rowText(item).length - MOST_READ;
  return [
    [span([stampOf(timeTold(item)), pod, container].filter(Boolean).join('  '), styleOf('muted'))],
    [span('')],
    ...(indentedLine(text) ?? [text]).flatMap((line) => wrapped(clean(line), room)),
    ...(left > 0 ? [[span(`… and ${grouped(left)} characters more`, styleOf('muted'))]] : []),
  ];
}
