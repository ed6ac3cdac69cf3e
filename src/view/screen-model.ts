import type { Body, Line, PaneView, Span } from './block.ts';
import type { Style } from './frame.ts';

/** A pane with what surrounds it: its slot's number, its tabs, whether it has the focus. */
export interface PaneFrame {
  readonly id: string;
  readonly slot: number;
  readonly tabs: readonly { readonly id: string; readonly title: string }[];
  readonly view: PaneView;
  readonly focused: boolean;
  /** Wants more than a third of a large screen's height. */
  readonly tall: boolean;
}

/** What is wrong with what is selected: broken into lines where it is longer than the screen is wide. */
export interface VerdictView {
  readonly mark: Span;
  readonly text: string;
  /** What the text joins, where it may be told in part. */
  readonly clauses?: readonly string[];
  /** How many more there would be of those. */
  readonly untold?: number;
  /** Whether clauses have marks of their own in them. */
  readonly marked?: boolean;
  readonly style: Style;
}

export type OverlayView =
  | {
      readonly type: 'list';
      readonly id: string;
      readonly title: string;
      /** There may be thousands: only those on show are asked for. */
      readonly count: number;
      readonly line: (index: number) => Line;
      /** How wide the widest is. */
      readonly width: number;
      readonly cursor: number;
      readonly foot: Line;
    }
  | {
      readonly type: 'page';
      readonly title: string;
      readonly lines: readonly Line[];
      readonly top: number;
      readonly foot: Line;
      /** Stands in this corner on the right, and leaves the rest of the screen in use; else in the middle. */
      readonly corner?: 'top' | 'bottom';
    }
  | LowerOverlay;

/** What is looked at beside the upper half: it takes the lower one, or where panes stand one above the other all of them. */
export interface LowerOverlay {
  readonly type: 'lower';
  readonly id: string;
  readonly title: string;
  /** At the right end of the title line. */
  readonly note: string;
  readonly body: Body;
  readonly foot: Line;
}

/** A line that is typed. */
export interface Prompt {
  readonly label: string;
  readonly text: string;
  /** What could follow it. */
  readonly ghost: string;
  /** Stands at the other end of the line. */
  readonly note: string;
}

/** All that is on the screen. */
export interface ScreenModel {
  /** Epoch ms. */
  readonly now: number;
  readonly headerLeft: Line;
  readonly headerRight: Line;
  /** One for each slot, by slot. */
  readonly panes: readonly PaneFrame[];
  readonly focus: number;
  readonly zoomed: boolean;
  /** The slot whose tab has the whole lower half. */
  readonly wide?: number | undefined;
  readonly verdict?: VerdictView;
  /** The keys that are of use now, the most useful first, and what stands at the right end. */
  readonly footer: readonly Line[];
  readonly footerRight: readonly Line[];
  /** Stands in the footer's place. */
  readonly message?: Line;
  readonly prompt?: Prompt;
  /** How it is left where the screen is too small for anything else. */
  readonly leaving: string;
  /** The one on top last. */
  readonly overlays: readonly OverlayView[];
}
