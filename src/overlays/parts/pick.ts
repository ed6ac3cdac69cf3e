import type { Choice, Choices } from '../../store/choice.ts';
import { type Command, type CommandContext, remark } from '../../commands/command.ts';
import { choose } from '../../commands/keys/resolve.ts';
import { printable, shortened, typedOn } from '../../commands/keys/printable.ts';
import type { Feed } from '../../model/feed.ts';
import type { Action } from '../../store/actions.ts';
import type { Derived } from '../../store/kept.ts';
import { ownOf } from '../../store/own.ts';
import { goneText } from '../../store/selectors/pods/gone.ts';
import type { State } from '../../store/state.ts';
import { defineOverlay, type Overlay } from '../define-overlay.ts';
import { CLOSE, closing } from './close.ts';
import { goneView, pickView } from './pick-view.ts';

/** What a picker keeps while it is open. */
export interface Picking {
  readonly given: unknown;
  /** The label of the choice that it is on, wherever that comes to stand; undefined: where it began. */
  readonly cursor: string | undefined;
  readonly typed: string;
  /** Whether a click put the cursor there: only a second one chooses, since the first may have opened the picker. */
  readonly clicked: boolean;
}

type Change = { readonly cursor: string | undefined; readonly clicked?: true } | { readonly typed: string };

const NEW: Picking = { given: undefined, cursor: undefined, typed: '', clicked: false };

export interface PickDefinition {
  readonly id: string;
  readonly needs?: (state: State) => readonly Feed[];
  /** What there is to pick from, before it is narrowed to what was typed. */
  readonly choices: (state: State, given: unknown) => Choices;
  /** What was typed as a choice of its own: what enter means where nothing matches; before the others while it is offered. */
  readonly typed?: {
    readonly choice: (state: State, text: string, given: unknown) => Choice | undefined;
    readonly offered: (state: State) => boolean;
  };
}

/** A list to pick from, narrowed by typing. */
export function definePick(pick: PickDefinition): Overlay {
  const { id, needs, choices } = pick;
  const picking = (state: State): Picking => ownOf<Picking>(state, id) ?? NEW;
  const kept: Derived<Shown> = { initial: { of: [], typed: '', shown: [] } };
  const gone = (state: State): string | undefined => goneText(state, choices(state, picking(state).given).of);
  const shown = (state: State): readonly Choice[] => {
    const { given, typed } = picking(state);
    if (gone(state) !== undefined) return [];
    const { choices: of } = choices(state, given);
    const rows = state.cluster.kept.next(kept, (last) => narrowed(last, of, typed)).shown;
    if (typed === '' || !pick.typed?.offered(state) || rows.some(({ label }) => label === typed)) return rows;
    const asTyped = pick.typed.choice(state, typed, given);
    return asTyped ? [asTyped, ...rows] : rows;
  };
  const at = (state: State, rows: readonly Choice[]): number => {
    const { given, cursor, typed } = picking(state);
    if (cursor !== undefined) return placeOf(rows, cursor);
    return typed === '' ? Math.max(0, placeOf(rows, choices(state, given).cursor)) : 0;
  };
  const typing = (state: State, more: string): readonly Action[] => [
    { type: 'own', of: id, action: { typed: typedOn(picking(state).typed, more) } },
  ];
  const list: Listed = { picking, shown, at, gone };
  return defineOverlay<Picking, Change>({
    id,
    ...(needs && { needs }),
    initial: (given) => ({ ...NEW, given }),
    reduce: (own, action) => ({ ...own, cursor: undefined, clicked: false, ...action }),
    view: ({ state }) => {
      const { given, typed } = picking(state);
      const rows = shown(state);
      const { columns } = state.look.size;
      const all = choices(state, given);
      const why = gone(state);
      const picked = { id, cursor: at(state, rows), typed, columns };
      if (why !== undefined) return goneView(all, why, picked);
      return pickView(
        all,
        rows.map((choice) => stillThere(state, choice)),
        picked,
      );
    },
    press: (context, key) => {
      const { state } = context;
      const why = gone(state);
      if (why !== undefined) return nothingOf(why);
      // Until something is typed: then it is a letter like the others.
      const keyed =
        picking(state).typed === '' ? shown(state).find((choice) => choice.key === key) : undefined;
      if (keyed) return chosen(context, keyed);
      const text = printable(key);
      return text === undefined ? [] : typing(state, text);
    },
    click: (context, row, double) => clicked(pick, list, context, { row, double }),
    paste: ({ state }, line) => (gone(state) === undefined ? typing(state, line) : []),
    commands: [...moves(id, list), ...decisions(pick, list), closing(id)],
  });
}

/** The first click puts the cursor there, the second one chooses: of a list longer than its box another row stands there by then. */
function clicked(
  pick: PickDefinition,
  list: Listed,
  context: CommandContext,
  { row, double }: { readonly row: number; readonly double: boolean },
): readonly Action[] {
  const { state } = context;
  if (double && list.picking(state).clicked) return choosing(pick, list, context);
  const choice = list.shown(state)[row];
  return choice ? [{ type: 'own', of: pick.id, action: { cursor: choice.label, clicked: true } }] : [];
}

/** What a picker's commands ask of it: what it keeps, its rows, and which of them the cursor is on. */
interface Listed {
  readonly picking: (state: State) => Picking;
  readonly shown: (state: State) => readonly Choice[];
  readonly at: (state: State, rows: readonly Choice[]) => number;
  /** That what it is all about is gone: nothing can be chosen then. */
  readonly gone: (state: State) => string | undefined;
}

/** Whoever chose does not mean what is below: it stays, and says why it does nothing. */
const nothingOf = (why: string): readonly Action[] => remark(`${why} · esc closes this`);

function chosen(context: CommandContext, choice: Choice): readonly Action[] {
  const why = goneText(context.state, choice.of);
  return why === undefined ? [CLOSE, ...choose(context, choice)] : nothingOf(why);
}

/** A choice as it is told: how it was says nothing of one whose Pod is gone. */
const stillThere = (state: State, choice: Choice): Choice =>
  goneText(state, choice.of) === undefined ? choice : { ...choice, note: 'the Pod is gone' };

/** Moves the cursor; letters do it until something was typed: then they are letters like the others. */
function moves(id: string, { picking, shown, at: cursorIn }: Listed): readonly Command[] {
  const moving = (name: string, keys: readonly string[], title: string, by: number): Command => ({
    id: `${id}-${name}`,
    keys,
    title,
    scope: `overlay:${id}`,
    run: ({ state }) => {
      const rows = shown(state);
      const at = cursorIn(state, rows);
      const to = at < 0 ? 0 : Math.max(0, Math.min(at + by, rows.length - 1));
      return [{ type: 'own', of: id, action: { cursor: rows[to]?.label } }];
    },
  });
  const letter = (key: string, title: string, by: number): Command => ({
    ...moving(key, [key], `${title}, until something is typed`, by),
    when: ({ state }) => picking(state).typed === '' || 'something was typed',
  });
  return [
    moving('down', ['down'], 'down', 1),
    moving('up', ['up'], 'up', -1),
    moving('page-down', ['pagedown', 'ctrl-f'], 'ten down', 10),
    moving('page-up', ['pageup', 'ctrl-b'], 'ten up', -10),
    moving('first', ['home'], 'to the first', -Infinity),
    moving('last', ['end'], 'to the last', Infinity),
    letter('j', 'down', 1),
    letter('k', 'up', -1),
    letter('g', 'to the first', -Infinity),
    letter('G', 'to the last', Infinity),
  ];
}

/** Chooses what the cursor is on, or what was typed where nothing matches. */
function choosing(
  { typed }: PickDefinition,
  { picking, shown, at, gone }: Listed,
  context: CommandContext,
): readonly Action[] {
  const { state } = context;
  const own = picking(state);
  const why = gone(state);
  if (why !== undefined) return nothingOf(why);
  const rows = shown(state);
  const asTyped = own.typed === '' ? undefined : typed?.choice(state, own.typed, own.given);
  const choice = rows.length > 0 ? rows[at(state, rows)] : asTyped;
  // One that went while the cursor was on it is no wish for another.
  if (!choice && rows.length > 0) return [];
  if (choice) return chosen(context, choice);
  return remark(
    own.typed === '' ? 'there is nothing to choose' : `nothing here has ${own.typed} · ctrl-u erases it`,
  );
}

function decisions(pick: PickDefinition, list: Listed): readonly Command[] {
  const { id } = pick;
  const { picking } = list;
  return [
    {
      id: `${id}-choose`,
      keys: ['enter'],
      title: 'choose',
      scope: `overlay:${id}`,
      run: (context) => choosing(pick, list, context),
    },
    {
      id: `${id}-erase`,
      keys: ['backspace'],
      title: 'erase the last letter',
      scope: `overlay:${id}`,
      run: ({ state }) => [{ type: 'own', of: id, action: { typed: shortened(picking(state).typed) } }],
    },
    {
      id: `${id}-erase-all`,
      keys: ['ctrl-u'],
      title: 'erase it',
      scope: `overlay:${id}`,
      run: () => [{ type: 'own', of: id, action: { typed: '' } }],
    },
  ];
}

/** Where the cursor stands; -1 where its choice is gone. */
function placeOf(rows: readonly Choice[], cursor: string | undefined): number {
  return cursor === undefined ? 0 : rows.findIndex(({ label }) => label === cursor);
}

/** What a picker showed last, of which choices. */
interface Shown {
  readonly of: readonly Choice[];
  readonly typed: string;
  readonly shown: readonly Choice[];
}

/** Who types on looks only through what was left. */
function narrowed(last: Shown, of: readonly Choice[], typed: string): Shown {
  const same = last.of === of;
  if (same && last.typed === typed) return last;
  const wanted = typed.toLowerCase();
  const among = same && typed.startsWith(last.typed) ? last.shown : of;
  return { of, typed, shown: among.filter(({ label }) => label.toLowerCase().includes(wanted)) };
}
