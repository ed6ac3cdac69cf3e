import type { Action } from '../store/actions.ts';
import type { Selection, Slot, SortKey } from '../store/look.ts';
import type { State } from '../store/state.ts';

/** The rows a cursor can stand on, without making them. */
export interface ListModel {
  readonly count: number;
  keyAt(index: number): string;
  /** -1 where the key has no row. */
  indexOf(key: string): number;
}

/** The rows of a pane, by keys that stay theirs (a uid, a name) wherever they come to stand. */
export interface PaneList {
  readonly model: ListModel;
  /** The key of the row with the cursor; it may have none on show. */
  readonly cursor: string | undefined;
  readonly select: (key: string) => Selection;
  /** What a click into a column of a row chooses, where that is more than the row. */
  readonly selectIn?: (key: string, column: string) => Selection;
  /** Whether a row is on show under a filter for what is below it alone: the cursor goes to what was found. */
  readonly above?: (index: number) => boolean;
}

/** The pane that has the focus, as far as commands need to know it. */
export interface FocusedPane {
  readonly id: string;
  /** What it is called on the screen. */
  readonly title: string;
  readonly slot: Slot;
  /** Rows with a cursor; undefined for a pane that scrolls lines. */
  readonly list?: PaneList;
  /** The same of another state. */
  readonly listIn: (state: State) => PaneList | undefined;
  /** Whether its rows can be narrowed by a filter, and what they can be sorted by. */
  readonly filters: boolean;
  readonly sorts: readonly SortKey[];
  /** The next line, from one on or back, that has a text; undefined where there is none. Of panes that scroll lines. */
  readonly find?: (text: string, from: number, by: 1 | -1) => number | undefined;
  /** How far it is to be scrolled sideways so that a text in one of its lines is on show. Of panes that scroll lines. */
  readonly foundAt?: (text: string, line: number) => number;
  /** What the search has found, in a few words. Of panes that scroll lines. */
  readonly found: string;
  /** That no line has a text, in words. */
  readonly lacks: (text: string) => string;
  /** How many rows or lines the pane shows at once. */
  readonly page: number;
  /** How far it can be scrolled sideways: columns of a list, cells of a text. */
  readonly sideways: number;
  /** How many lines a pane without a cursor has. */
  readonly lines: number;
  /** The first of them that is there. */
  readonly firstLine: number;
  /** The pane ids that are tabs of its slot, in order. */
  readonly tabs: readonly string[];
}

/** The overlay on top, as far as keys need to know it. */
export interface TopOverlay {
  readonly id: string;
  readonly modal: boolean;
  /** Whether text can be typed into it. */
  readonly types: boolean;
  /** What a key means that no command has, and a paste. */
  readonly click: (row: number, double: boolean) => readonly Action[];
  readonly press: (key: string) => readonly Action[];
  readonly paste: (line: string) => readonly Action[];
}

export interface CommandContext {
  readonly state: State;
  /** All there are. */
  readonly commands: readonly Command[];
  readonly pane: FocusedPane;
  /** The tabs of every slot, in order. */
  readonly tabsOf: (slot: Slot) => readonly string[];
}

/** Keys mean different things in different places: an overlay's beat a pane's, a pane's beat global ones. */
export type CommandScope = 'global' | `overlay:${string}` | `pane:${string}`;

/**
 * One thing a user can do. Key handling, help, footer, palette and the README's table are all made
 * from the same list of these.
 */
export interface Command {
  readonly id: string;
  /** Key names as `view/input.ts` has them. */
  readonly keys: readonly string[];
  /** What it does, in a few words for help (`shell in a container`). */
  readonly title: string;
  readonly scope: CommandScope;
  /** What help lists it under. */
  readonly group?: string;
  /** Its keys mean it in overlays too. */
  readonly everywhere?: true;
  /** One word for the footer, where it may depend; a command without it, or with an empty one, is not in the footer. */
  readonly hint?: string | ((context: CommandContext) => string);
  /** The word after `:` that runs it (`ns`). */
  readonly word?: string;
  /** What may stand behind its word (`NAME`), and reaches `run`. */
  readonly takes?: string;
  /**
   * True, or the reason why it would do nothing now, which is shown to who tries: what is offered (footer, help, hints) is
   * offered by this alone. What stands behind its word comes with it where something does: that may be about another thing
   * than its key is.
   */
  readonly when?: (context: CommandContext, argument?: string) => true | string;
  /** Whether it means anything in such a pane; where it never does, help does not list it. */
  readonly suits?: (pane: FocusedPane) => boolean;
  /** What of it cannot be done now and why, although the rest can: help says so. */
  readonly lacks?: (context: CommandContext) => string | undefined;
  /** The actions it stands for. */
  readonly run: (context: CommandContext, argument?: string) => readonly Action[];
}

/** Onto a line of a pane that has what is searched for, which is then on show, however long the line. */
export const toFound = ({ id, foundAt }: FocusedPane, text: string, line: number): readonly Action[] => [
  { type: 'scroll', pane: id, top: line },
  ...(foundAt ? [{ type: 'sideways', pane: id, to: foundAt(text, line) } as const] : []),
];

/** A line that answers a key: it stays until the next one. */
export function say(text: string, tone: 'plain' | 'failing' = 'plain'): Action {
  return { type: 'message', message: { tone, text, until: Infinity } };
}

/** The same where a key does nothing as things are, or nothing that is seen everywhere; it is not kept in `:messages`. */
export function remark(reason: string): readonly Action[] {
  return [{ type: 'message', message: { tone: 'plain', text: reason, until: Infinity, slight: true } }];
}
