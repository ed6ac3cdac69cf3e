import type { LogNote } from '../../../model/logs/log-item.ts';
import type { Timing } from '../../watch/backoff.ts';

/** How the connection to a log stands, by what came of it: one that is opened and breaks off before anything new came was never there. */
export class Connectedness {
  /** How often in a row it was lost before anything new came. */
  inVain = 0;
  /** How often in a row the server refused it. */
  refused = 0;
  private hasCome = false;
  private lostAt: number | undefined;

  constructor(private readonly timing: Pick<Timing, 'now'>) {}

  get isLost(): boolean {
    return this.lostAt !== undefined;
  }

  /** Gives whether that is new. */
  lost(isRefused: boolean): boolean {
    this.refused = isRefused ? this.refused + 1 : 0;
    const isNew = !this.isLost;
    this.lostAt ??= this.timing.now();
    this.inVain = this.hasCome ? 0 : this.inVain + 1;
    this.hasCome = false;
    return isNew;
  }

  /** Something new came, or all that there is. */
  came(): readonly LogNote[] {
    const { lostAt } = this;
    [this.lostAt, this.hasCome, this.refused] = [undefined, true, 0];
    return lostAt === undefined
      ? []
      : [{ type: 'live' }, { type: 'back', after: this.timing.now() - lostAt }];
  }
}
