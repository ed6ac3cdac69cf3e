import { humanDuration } from '../../model/ages.ts';
import { endingText } from '../../model/sessions/ending.ts';
import { statusText } from '../../model/sessions/status-text.ts';
import { isForward, isOver, type Session, wholeTitle } from '../../store/sessions.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf, type Tone } from '../../view/frame.ts';
import { GLYPHS } from '../../view/glyphs.ts';
import { padStart, wrap } from '../../view/text/text.ts';
import { definePage } from '../parts/page.ts';
import { pageRoom } from '../parts/whole-page.ts';

const AGE = 5;

/** What runs in containers and beside the dashboard, and how what ran ended; the newest last. */
export const sessions = definePage({
  id: 'sessions',
  title: 'Sessions',
  lines: ({ state }) => sessionLines(state),
  starts: 'last',
  closes: ['q', 'enter'],
});

function sessionLines(state: State): readonly Line[] {
  const { sessions: all, cluster, look } = state;
  if (all.length === 0) return [[span('there was none yet: s opens a shell', styleOf('muted'))]];
  const room = Math.max(20, pageRoom(state) - AGE - 4);
  return all.flatMap((session): Line[] => {
    const { mark, tone } = markOf(session);
    const age = padStart(humanDuration(look.now - session.at), AGE);
    const elsewhere = session.context === cluster.context ? '' : ` of context ${session.context}`;
    const what = `${wholeTitle(session)}${elsewhere}`;
    const [first = '', ...rest] = wrap(what, room);
    const indent = ' '.repeat(AGE + 4);
    return [
      [span(`${age}  `, styleOf('muted')), span(`${mark} `, styleOf(tone)), span(first)],
      ...rest.map((line): Line => [span(indent + line)]),
      ...wrap(standingOf(session), room).map((line): Line => [span(indent + line, styleOf('muted'))]),
    ];
  });
}

function standingOf(session: Session): string {
  if (!isForward(session)) return endingText(session, session.status);
  if (session.status.type === 'left') return 'stopped';
  const [at] = session.course.listening;
  return session.status.type === 'open' && at ? `from ${at.from}; :pf stops it` : statusText(session.status);
}

function markOf({ status }: Session): { readonly mark: string; readonly tone: Tone } {
  if (!isOver({ status })) return { mark: GLYPHS.progress, tone: 'progress' };
  const fine =
    status.type === 'exited' ? status.code === 0 : ['cancelled', 'left', 'ended'].includes(status.type);
  return fine ? { mark: GLYPHS.ended, tone: 'muted' } : { mark: GLYPHS.failing, tone: 'failing' };
}
