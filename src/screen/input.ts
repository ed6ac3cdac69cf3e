import { type CommandContext, remark, type TopOverlay } from '../commands/command.ts';
import { claimed, commandFor, pressKey, runCommand } from '../commands/keys/resolve.ts';
import { printable } from '../commands/keys/printable.ts';
import { quittingUnasked } from '../commands/quitting.ts';
import type { Action } from '../store/actions.ts';
import type { Slot } from '../store/look.ts';
import { type State, withLook, withPlace } from '../store/state.ts';
import type { Placement } from '../view/compose.ts';
import type { Composer } from '../view/composer.ts';
import { isTooSmall } from '../view/layout.ts';
import type { Mouse, UserInput } from '../view/input.ts';
import type { Program } from './program.ts';

/** What a key, a paste or the mouse stands for. What was told before has been read by then, and goes. */
export function actionsFor(
  input: UserInput,
  state: State,
  program: Program,
  composer: Composer,
): readonly Action[] {
  if (isTooSmall(state.look.size)) return unseen(input, program.context(state, composer.extentOf));
  const actions = meaningOf(input, state, program, composer);
  return state.look.message ? [{ type: 'message', message: undefined }, ...actions] : actions;
}

/** Where nothing is seen nothing is asked, typed or moved: keys leave, and what was told is yet to be read. */
function unseen(input: UserInput, context: CommandContext): readonly Action[] {
  if (input.type !== 'key') return [];
  if (input.name === 'q') return quittingUnasked(context.state);
  const command = commandFor(context.commands, context.pane.id, input.name);
  return command?.everywhere ? runCommand(command, context) : [];
}

/**
 * The text that a key types into the overlay on top; undefined where it is a command's, or nothing is typed there.
 *
 * @param behindText whether text that was typed before it has yet to reach the overlay
 */
export function typedBy(
  key: string,
  behindText: boolean,
  state: State,
  program: Program,
  composer: Composer,
): string | undefined {
  const text = isTooSmall(state.look.size) ? undefined : printable(key);
  // Behind a text a letter is one of it, whatever it was before anything was typed.
  if (text === undefined || behindText || state.look.overlays.length === 0)
    return behindText ? text : undefined;
  const context = program.context(state, composer.extentOf);
  const overlay = program.topOverlay(context);
  return overlay?.types && !claimed(context, overlay, key) ? text : undefined;
}

function meaningOf(input: UserInput, state: State, program: Program, composer: Composer): readonly Action[] {
  const context = program.context(state, composer.extentOf);
  const overlay = program.topOverlay(context);
  switch (input.type) {
    case 'key':
      return pressKey(context, overlay, input.name);
    case 'paste':
      // In one piece and on one line; where nothing is typed it does nothing.
      if (!overlay) return remark('what is pasted does nothing here · / filters, : takes commands');
      return overlay.paste(input.text.split(/[\r\n]/)[0] ?? '');
    default:
      return (
        overlayActions(input, context, overlay, composer) ?? mouseActions(input, state, program, composer)
      );
  }
}

/** What is clicked may stand for a key; else it is of the pane below, unless an overlay has the keys: that scrolls. */
function mouseActions(mouse: Mouse, state: State, program: Program, composer: Composer): readonly Action[] {
  const context = program.context(state, composer.extentOf);
  const overlay = program.topOverlay(context);
  const spot = composer.spots.findLast(({ x, y, width }) => contains({ x, y, width, height: 1 }, mouse));
  const place = composer.placements.find(({ rect }) => contains(rect, mouse));
  if (mouse.type !== 'press') {
    if (overlay?.modal) return pressKey(context, overlay, wheelKey(mouse));
    return place ? paneActions(mouse, state, place, program, composer) : [];
  }
  if (spot) {
    const slot = place && !overlay?.modal ? (place.slot as Slot) : state.look.focus;
    const there = program.context(withLook(state, { focus: slot }), composer.extentOf);
    const focus: readonly Action[] = slot === state.look.focus ? [] : [{ type: 'focus', slot }];
    return [...focus, ...pressKey(there, overlay, spot.key)];
  }
  return place && !overlay?.modal ? paneActions(mouse, state, place, program, composer) : [];
}

const wheelKey = ({ type }: Mouse): string => (type === 'wheel-up' ? 'up' : 'down');

/** In an overlay of rows a click is on one of them, if on anything; the wheel moves. Undefined elsewhere. */
function overlayActions(
  mouse: Mouse,
  context: CommandContext,
  overlay: TopOverlay | undefined,
  { overlay: placed }: Composer,
): readonly Action[] | undefined {
  if (!overlay || placed?.id !== overlay.id || !contains(placed.rect, mouse)) return undefined;
  if (mouse.type !== 'press') return pressKey(context, overlay, wheelKey(mouse));
  const { body } = placed;
  const row = mouse.y - (body?.y ?? 0);
  if (!body || row < 0 || row >= body.page || body.top + row >= body.count) return [];
  return overlay.click(body.top + row, mouse.double);
}

/** A click focuses the pane and selects the row under it or picks the tab; a double click opens; the wheel moves. */
function paneActions(
  mouse: Mouse,
  state: State,
  place: Placement,
  program: Program,
  composer: Composer,
): readonly Action[] {
  const slot = place.slot as Slot;
  const focus: Action = { type: 'focus', slot };
  const tab = place.tabs.find(({ x, y, width }) => mouse.y === y && mouse.x >= x && mouse.x < x + width);
  if (mouse.type === 'press' && tab && tab.id !== place.id)
    return [{ type: 'tab', slot, pane: tab.id }, focus];
  if (mouse.type === 'press') return [focus, ...rowActions(mouse, state, slot, place, program, composer)];
  const context = program.context(withLook(state, { focus: slot }), composer.extentOf);
  return pressKey(context, undefined, wheelKey(mouse));
}

function rowActions(
  mouse: Mouse,
  state: State,
  slot: Slot,
  { body, id }: Placement,
  program: Program,
  composer: Composer,
): readonly Action[] {
  const list = program.active(state, slot)?.list?.(state);
  if (!body || !list || mouse.y < body.y || mouse.y >= body.y + body.page) return [];
  const index = program.rowAt(state, slot, body.top + mouse.y - body.y);
  if (index === undefined) return [];
  const column = body.columns?.findLast(({ x }) => x <= mouse.x)?.id;
  const selection =
    column === undefined || !list.selectIn ? list.select(index) : list.selectIn(index, column);
  const select: Action = { type: 'select', selection };
  if (!mouse.double) return [select];
  const chosen = withPlace(withLook(state, { focus: slot }), { selection });
  const context = program.context(chosen, composer.extentOf);
  return [select, ...pressKey({ ...context, pane: { ...context.pane, id } }, undefined, 'enter')];
}

function contains(rect: Placement['rect'], { x, y }: Mouse): boolean {
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}
