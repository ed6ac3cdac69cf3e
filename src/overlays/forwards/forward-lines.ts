import { humanDuration } from '../../model/ages.ts';
import { amountText } from '../../model/processes/process-texts.ts';
import { grouped } from '../../model/text/grouped.ts';
import { failureText } from '../../model/refusal.ts';
import { type ForwardSession, isOver, leadText } from '../../store/sessions.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { cutMiddle, wrap } from '../../view/text/text.ts';
import { pageRoom } from '../parts/whole-page.ts';

/** So much of a problem is shown, in cells: a kubelet's words end with what tells, and with what does not. */
const TELLING = 200;
const INDENT = '    ';

/** A forward: where it is to be had and leads to, how it goes, what went wrong last. */
export function forwardLines(session: ForwardSession, state: State): readonly Line[] {
  const { cluster, look } = state;
  const room = Math.max(20, pageRoom(state) - INDENT.length);
  const { course, context } = session;
  const { mark, tone } = markOf(session);
  const elsewhere = context === cluster.context ? '' : ` of context ${context}`;
  const below = (text: string, told: Tone): Line[] =>
    wrap(text, room).map((line): Line => [span(INDENT + line, styleOf(told))]);
  const [title = '', ...rest] = wrap(`${leadText(session)}${elsewhere}`, room);
  const { problem } = isOver(session) ? { problem: undefined } : course;
  const ago = problem && `${humanDuration(look.now - problem.at)} ago: `;
  return [
    [span(`${mark} `, styleOf(tone)), span(title)],
    ...rest.map((line): Line => [span(INDENT + line)]),
    ...below(standingText(session), 'muted'),
    ...(problem ? below(`${ago}${cutMiddle(span(problem.text).text, TELLING)}`, 'failing') : []),
  ];
}

function markOf({ status, course }: ForwardSession): { readonly mark: string; readonly tone: Tone } {
  if (status.type === 'failed') return { mark: GLYPHS.failing, tone: 'failing' };
  if (isOver({ status })) return { mark: GLYPHS.ended, tone: 'muted' };
  const flows = status.type === 'open' && course.waiting === undefined;
  return flows ? { mark: GLYPHS.well, tone: 'well' } : { mark: GLYPHS.progress, tone: 'progress' };
}

/** `to Pod web-1 · 3 open of 200, 1 failed · 12Ki out, 3.4Mi in` */
function standingText({ status, course }: ForwardSession): string {
  const { open, total, failed, sent, received } = course.traffic;
  const failures = failed > 0 ? `, ${grouped(failed)} failed` : '';
  const bytes = `${failures} · ${amountText(sent)} out, ${amountText(received)} in`;
  if (status.type === 'failed') return failureText(status.failure);
  if (isOver({ status })) return `stopped · ${grouped(total)} in all${bytes}`;
  const through = `${grouped(open)} open of ${grouped(total)}${bytes}`;
  if (course.waiting !== undefined) return `connections wait: ${course.waiting} · ${through}`;
  return course.pod === undefined ? 'opening' : `to Pod ${course.pod} · ${through}`;
}
