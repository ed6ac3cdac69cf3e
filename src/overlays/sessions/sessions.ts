import { humanDuration } from '../../model/ages.ts';
import { endingText } from '../../model/sessions/ending.ts';
import { statusText } from '../../model/sessions/status-text.ts';
import {
  type CopySession,
  copyTitle,
  isCopy,
  isForward,
  isOver,
  runningCopies,
  type Session,
  wholeTitle,
} from '../../store/sessions.ts';
import type { Choices } from '../../store/choice.ts';
import type { Action } from '../../store/actions.ts';
import { type CommandContext, remark } from '../../commands/command.ts';
import { offered } from '../../commands/keys/resolve.ts';
import { progressText } from '../../model/copy/copy-course.ts';
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
  lines: sessionLines,
  starts: 'last',
  closes: ['q', 'enter'],
  foot: ({ state }) => (runningCopies(state.sessions).length > 0 ? 'ctrl-d stops a copy' : ''),
  commands: [
    {
      id: 'sessions-stop',
      keys: ['ctrl-d'],
      title: 'stop a copy that runs',
      scope: 'overlay:sessions',
      run: ({ state }) => stopping(runningCopies(state.sessions)),
    },
  ],
});

/** The one that runs; of several the user picks. */
function stopping(copies: readonly CopySession[]): readonly Action[] {
  const stop = ({ id }: CopySession): Action => ({ type: 'stop-session', id });
  const [one, ...more] = copies;
  if (!one) return remark('no copy runs · :pf stops port-forwards');
  if (more.length === 0) return [stop(one)];
  const choices = copies.map((copy) => ({ label: copyTitle(copy), actions: [stop(copy)] }));
  const picker: Choices = { title: 'Stop which copy?', choices, empty: 'no copy is called so' };
  return [{ type: 'open', overlay: 'picker', with: picker }];
}

function sessionLines(context: CommandContext): readonly Line[] {
  const { state } = context;
  const { sessions: all, cluster, look } = state;
  if (all.length === 0)
    return [[span(`there was none yet${offered(context, 'shell', ': s opens a shell')}`, styleOf('muted'))]];
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
      ...[standingOf(session), ...notesOf(session)].flatMap((text) =>
        wrap(text, room).map((line): Line => [span(indent + line, styleOf('muted'))]),
      ),
    ];
  });
}

function standingOf(session: Session): string {
  if (isCopy(session)) return copyStanding(session);
  if (!isForward(session)) return endingText(session, session.status);
  if (session.status.type === 'left') return 'stopped';
  const [at] = session.course.listening;
  return session.status.type === 'open' && at ? `from ${at.from}; :pf stops it` : statusText(session.status);
}

function copyStanding({ status, course }: CopySession): string {
  if (status.type === 'left') return 'stopped: nothing was put in its place';
  if (status.type === 'ended') return `copied: ${progressText(course.progress, 0)}`;
  return status.type === 'open' ? progressText(course.progress, 0) : statusText(status);
}

/** What was left out of a copy, the last of it. */
function notesOf(session: Session): readonly string[] {
  if (!isCopy(session)) return [];
  const { notes, noted } = session.course;
  return noted > notes.length ? [`${noted - notes.length} more before:`, ...notes] : notes;
}

function markOf({ status }: Session): { readonly mark: string; readonly tone: Tone } {
  if (!isOver({ status })) return { mark: GLYPHS.progress, tone: 'progress' };
  const fine =
    status.type === 'exited' ? status.code === 0 : ['cancelled', 'left', 'ended'].includes(status.type);
  return fine ? { mark: GLYPHS.ended, tone: 'muted' } : { mark: GLYPHS.failing, tone: 'failing' };
}
