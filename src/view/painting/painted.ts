import type { Fit } from '../columns.ts';
import type { Rect } from './grid.ts';

/** Where a body's rows came to stand: what a mouse click hits and a page holds. */
export interface Painted {
  /** The first row or line on show, and how many fit. */
  readonly top: number;
  readonly page: number;
  /** The screen's row of the first of them. */
  readonly y: number;
  /** How many there are. */
  readonly count: number;
  readonly hidden: Fit['hidden'];
  /** How far it can be scrolled sideways. */
  readonly mostSideways: number;
  /** How many cells of a line of text it shows; undefined where lines are not scrolled sideways. */
  readonly room?: number;
  /** Where a table's columns stand. */
  readonly columns?: readonly { readonly id: string; readonly x: number }[];
}

/** Where an overlay came to stand whose rows can be clicked. */
export interface OverlayPlacement {
  readonly id: string;
  readonly rect: Rect;
  readonly body: Pick<Painted, 'top' | 'page' | 'y' | 'count'> | undefined;
}
