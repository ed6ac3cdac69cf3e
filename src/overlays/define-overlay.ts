import type { Command, CommandContext } from '../commands/command.ts';
import type { Action } from '../store/actions.ts';
import type { Feed } from '../model/feed.ts';
import { type Own, ownOfType } from '../store/own.ts';
import type { State } from '../store/state.ts';
import type { OverlayView, ScreenModel } from '../view/screen-model.ts';

/**
 * Something that opens over the panes (`{type: 'open', overlay: id, with}`) and stands in a stack until
 * `{type: 'close'}`. Its keys are commands of the scope `overlay:ID`.
 */
export interface Overlay {
  readonly id: string;
  /** What it keeps while it is open. */
  readonly own: Own;
  /** With false, keys that it has no command for reach the panes. */
  readonly modal?: false;
  /** What it is to be kept fed with while it is open. */
  readonly needs?: (state: State) => readonly Feed[];
  /** Drawn over the panes. */
  readonly view?: (context: CommandContext) => OverlayView;
  /** Stands in the footer's place. */
  readonly prompt?: (context: CommandContext) => ScreenModel['prompt'];
  /** What a key means that no command has: letters are typed, a notice closes. */
  readonly press?: (context: CommandContext, key: string) => readonly Action[];
  /** What a click on a row of it means, of a list or of what has the lower half. */
  readonly click?: (context: CommandContext, row: number, double: boolean) => readonly Action[];
  /** What a paste means; without it a paste does nothing. It is one line. */
  readonly paste?: (context: CommandContext, line: string) => readonly Action[];
  readonly commands: readonly Command[];
}

/** An overlay whose own state and actions have a type. */
export interface Definition<S, A> extends Omit<Overlay, 'own'> {
  readonly initial: Own<S, A>['initial'];
  readonly top?: number;
  readonly reduce: Own<S, A>['reduce'];
  readonly follow?: (own: S, state: State) => S;
}

export function defineOverlay<S, A>(definition: Definition<S, A>): Overlay {
  const { initial, top = 0, reduce, follow, ...rest } = definition;
  return { ...rest, own: ownOfType({ initial, top, reduce, ...(follow && { follow }) }) };
}
