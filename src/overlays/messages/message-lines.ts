import { humanDuration } from '../../model/ages.ts';
import type { Told } from '../../store/messages/messages.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { cutEnd, displayWidth, padEnd, padStart, wrap } from '../../view/text/text.ts';
import { pageRoom } from '../parts/whole-page.ts';

const AGE = 5;
const WIDEST_SOURCE = 10;

const MARKS: Readonly<Record<Told['level'], { readonly mark: string; readonly tone: Tone }>> = {
  debug: { mark: ' ', tone: 'muted' },
  info: { mark: ' ', tone: 'plain' },
  warning: { mark: GLYPHS.progress, tone: 'progress' },
  error: { mark: GLYPHS.failing, tone: 'failing' },
};

/** What was told, the newest last, each with its age, its source and how often; long texts take several lines. */
export function messageLines(state: State): Line[] {
  const { messages, now } = state.look;
  if (messages.length === 0) return [[span('nothing was told yet', styleOf('muted'))]];
  const widths = messages.map(({ source }) => displayWidth(source));
  const source = Math.min(WIDEST_SOURCE, Math.max(...widths));
  const room = Math.max(20, pageRoom(state) - AGE - source - 6);
  return messages.flatMap((told) => lines(told, now, source, room));
}

function lines({ time, level, source, text, count }: Told, now: number, width: number, room: number): Line[] {
  const { mark, tone } = MARKS[level];
  const times = count > 1 ? `${count}× ` : '';
  const [first = '', ...rest] = wrap(times + text, room);
  const head = `${padStart(humanDuration(now - time), AGE)}  ${padEnd(cutEnd(source, width), width)}  `;
  return [
    [span(head, styleOf('muted')), span(`${mark} `, styleOf(tone)), span(first)],
    ...rest.map((line): Line => [span(' '.repeat(displayWidth(head) + 2) + line)]),
  ];
}
