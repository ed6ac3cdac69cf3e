import { concat, map, merge, type Observable, Subject, switchMap, take, timer } from 'rxjs';
import type { Size } from '../../ports/terminal.ts';
import { downward } from './downward.ts';
import { LeftOn, tidy } from '../modes.ts';
import type { Outlet } from './outlet.ts';

/** So long a session is told another size before it is told its own again, in ms: two at once may be heard as none. */
const NUDGE = 100;

/** What a session writes on the terminal, and the modes that it turns on, which a stop undoes and going on puts back. */
export class SessionScreen {
  private leftOn = new LeftOn();
  /** Settles when the terminal is the session's again; undefined while it is. */
  private away: { readonly back: Promise<void>; readonly comeBack: () => void } | undefined;
  private readonly back$ = new Subject<void>();

  constructor(private readonly out: Outlet) {}

  /** Writes what a session prints, as it is; while the program is stopped it waits. */
  write(data: Uint8Array | string): void | Promise<void> {
    if (this.away) return this.away.back.then(() => this.write(data));
    this.leftOn.see(data);
    return this.out.take(downward(data));
  }

  /** What undoes all that was written so far. */
  tidied(): string {
    const undone = tidy(this.leftOn);
    this.leftOn = new LeftOn();
    return undone;
  }

  /** Keeps what is on for later; returns what undoes it, or nothing where nothing was written. */
  setAside(): string {
    let comeBack = (): void => undefined;
    const back = new Promise<void>((resolve) => (comeBack = resolve));
    this.away = { back, comeBack };
    return this.leftOn.isTouched ? tidy(this.leftOn) : '';
  }

  /** Returns what turns on again what was; what stood on the screen the session itself has to draw. */
  putBack(): string {
    this.away?.comeBack();
    this.away = undefined;
    this.back$.next();
    return this.leftOn.again();
  }

  /** Its size as a session is told it: after a stop another one for a moment, by which who fills the screen draws it anew. */
  sizes(size$: Observable<Size>): Observable<Size> {
    const nudged$ = this.back$.pipe(
      switchMap(() => {
        const own$ = size$.pipe(take(1));
        const other$ = own$.pipe(map(({ columns, rows }) => ({ columns, rows: Math.max(1, rows - 1) })));
        return concat(other$, timer(NUDGE).pipe(switchMap(() => own$)));
      }),
    );
    return merge(size$, nudged$);
  }
}
