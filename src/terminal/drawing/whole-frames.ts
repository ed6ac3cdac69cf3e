import { FRAME_BEGINS, FRAME_ENDS } from '../modes.ts';
import type { Blessed } from './blessed.ts';

/**
 * Makes a terminal show what blessed has gathered at once: slow lines and busy terminals would otherwise show the
 * half of a frame that they have, with the other half of the frame before it.
 */
export function mendFlush(blessed: Blessed): void {
  blessed.program.prototype.flush = function () {
    if (!this._buf) return;
    const frame = FRAME_BEGINS + this._buf + FRAME_ENDS;
    this._buf = '';
    this._owrite(frame);
  };
}
