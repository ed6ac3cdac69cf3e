import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import { offered } from '../../commands/keys/resolve.ts';
import type { Action } from '../../store/actions.ts';
import { ownOf } from '../../store/own.ts';
import { type ForwardSession, forwardsOf, isOver } from '../../store/sessions.ts';
import type { State } from '../../store/state.ts';
import { type Line, span } from '../../view/block.ts';
import { styleOf } from '../../view/frame.ts';
import { lineWidth } from '../../view/painting/grid.ts';
import type { OverlayView } from '../../view/screen-model.ts';
import { defineOverlay } from '../define-overlay.ts';
import { closing } from '../parts/close.ts';
import { forwardLines } from './forward-lines.ts';

const ID = 'forwards';

/** The forward that the cursor is on, by its session's id; the last one at first. */
interface Listed {
  readonly cursor: number | undefined;
}

function cursorOf(state: State, rows: readonly ForwardSession[]): number {
  const { cursor } = ownOf<Listed>(state, ID) ?? { cursor: undefined };
  const found = rows.findIndex(({ id }) => id === cursor);
  return found < 0 ? rows.length - 1 : found;
}

function chosen(state: State): ForwardSession | undefined {
  const rows = forwardsOf(state.sessions);
  return rows[cursorOf(state, rows)];
}

/** Why the address of a forward cannot be copied; undefined where it can. */
const whyNoAddress = (session: ForwardSession): string | undefined =>
  isOver(session) ? 'it has ended' : session.course.listening[0] ? undefined : 'it has no address yet';

/** What keys would do with one that the cursor is on. */
function chosenKeys(session: ForwardSession | undefined): readonly string[] {
  if (!session || isOver(session)) return [];
  return [...(whyNoAddress(session) === undefined ? ['enter copies the address'] : []), 'ctrl-d stops it'];
}

function view(context: CommandContext): OverlayView {
  const { state } = context;
  const rows = forwardsOf(state.sessions);
  const parts = rows.map((session) => forwardLines(session, state));
  const lines = parts.flat();
  const shown: readonly Line[] =
    lines.length > 0
      ? lines
      : [
          [
            span(
              `there was none yet${offered(context, 'forward', ': shift-f forwards a port')}`,
              styleOf('muted'),
            ),
          ],
        ];
  const foot = [...chosenKeys(chosen(state)), 'esc closes'].join(' · ');
  return {
    type: 'list',
    id: ID,
    title: 'Port-forwards',
    count: shown.length,
    line: (index) => shown[index] ?? [],
    width: Math.max(...shown.map(lineWidth)),
    cursor: rows.length > 0 ? parts.slice(0, cursorOf(state, rows)).flat().length : -1,
    foot: [span(foot, styleOf('muted'))],
  };
}

function moving(name: string, keys: readonly string[], title: string, by: number): Command {
  return {
    id: `${ID}-${name}`,
    keys,
    title,
    scope: `overlay:${ID}`,
    run: ({ state }) => {
      const rows = forwardsOf(state.sessions);
      const to = Math.max(0, Math.min(rows.length - 1, cursorOf(state, rows) + by));
      return [{ type: 'own', of: ID, action: { cursor: rows[to]?.id } }];
    },
  };
}

function onChosen(
  name: string,
  key: string,
  title: string,
  run: (session: ForwardSession) => readonly Action[],
): Command {
  return {
    id: `${ID}-${name}`,
    keys: [key],
    title,
    scope: `overlay:${ID}`,
    run: ({ state }) => {
      const session = chosen(state);
      return session ? run(session) : remark('there is no port-forward');
    },
  };
}

/** Port-forwards of all contexts, those that ended too, the newest last. */
export const forwards = defineOverlay<Listed, Listed>({
  id: ID,
  initial: () => ({ cursor: undefined }),
  reduce: (_, listed) => listed,
  view,
  click: ({ state }, row) => {
    const rows = forwardsOf(state.sessions);
    let end = 0;
    const session = rows.find((one) => row < (end += forwardLines(one, state).length));
    return session ? [{ type: 'own', of: ID, action: { cursor: session.id } }] : [];
  },
  commands: [
    moving('down', ['j', 'down'], 'down', 1),
    moving('up', ['k', 'up'], 'up', -1),
    moving('first', ['g', 'home'], 'to the first', -Infinity),
    moving('last', ['G', 'end'], 'to the last', Infinity),
    onChosen('copy', 'enter', 'copy the local address', (session) => {
      const why = whyNoAddress(session);
      return why === undefined
        ? session.course.listening.slice(0, 1).map(({ from }) => ({ type: 'copy', text: from }))
        : remark(why);
    }),
    onChosen('stop', 'ctrl-d', 'stop it', (session) =>
      isOver(session) ? remark('it has ended already') : [{ type: 'stop-session', id: session.id }],
    ),
    closing(ID, ['escape', 'q']),
  ],
});
