import type { BlessedScreen } from '../drawing/blessed.ts';
import { INPUT_OFF, KITTY_ON, LEAVE, MOUSE_ON, PASTE_ON, TITLE_BACK, TITLE_KEPT } from '../modes.ts';
import type { Outlet } from './outlet.ts';
import { SessionScreen } from './session-screen.ts';

/** Who has the terminal instead: a session that writes through us, or whoever comes after our stop. */
type Taker = 'lent' | 'stopped';

/** The dashboard's screen, which leaves the terminal to someone else and comes back, cell by cell. */
export class HandOver {
  private readonly render: () => void;
  private taker: Taker | undefined;
  /** What a session writes, whose the terminal is while it is lent, and again after a stop. */
  session: SessionScreen;
  private isLent = false;
  /** Whether the terminal was given back: what is left of that may wait for it, over a stop too. */
  private isOver = false;

  constructor(
    private readonly screen: BlessedScreen,
    private readonly stdout: NodeJS.WriteStream,
    private readonly out: Outlet,
    private readonly mouse: boolean,
  ) {
    this.render = screen.render;
    this.session = new SessionScreen(out);
    // Keys are of the screen that is on: first it has to be.
    screen.program.flush();
    this.enableInput();
  }

  /** Whether someone else has the terminal. */
  get isAway(): boolean {
    return this.taker !== undefined;
  }

  /** Gives the terminal away; until `takeBack` nothing of the dashboard is written. */
  giveAway(taker: Taker): void {
    if (this.isOver) return this.out.hold();
    this.taker = taker;
    if (this.isLent) this.out.write(this.session.setAside() + TITLE_BACK);
    else this.leaveScreen(taker);
    if (taker === 'stopped') this.out.hold();
  }

  private leaveScreen(taker: Taker): void {
    const { screen, out } = this;
    this.isLent = taker === 'lent';
    this.session = new SessionScreen(out);
    screen.program.flush();
    out.write(INPUT_OFF);
    screen.leave();
    screen.program.flush();
    if (taker === 'lent') out.write(TITLE_KEPT);
    this.silence();
  }

  /** Makes the terminal as it was before the dashboard; returns what is to be written for it. */
  end(): string {
    this.isOver = true;
    this.screen.program.flush();
    this.silence();
    // After a stop the terminal is someone else's, as it was before.
    if (this.taker === 'stopped') return '';
    return this.taker === 'lent' ? this.session.tidied() + TITLE_BACK : LEAVE;
  }

  /** Writes nothing more: blessed would also write by itself, on a resize. */
  private silence(): void {
    this.screen.render = () => undefined;
    this.screen.program._write = () => true;
  }

  /** Undoes what was left behind and draws everything anew, in the size of now; after a stop of a session the terminal is its again. */
  takeBack(): void {
    const { screen, stdout, out } = this;
    const { program } = screen;
    // First, while nothing is written: who hears of the new size draws.
    refreshSize(stdout);
    out.goOn();
    if (this.isOver) return;
    if (this.isLent && this.taker === 'stopped') {
      this.taker = 'lent';
      out.write(TITLE_KEPT + this.session.putBack());
      return;
    }
    this.isLent = false;
    delete program._write;
    screen.render = this.render;
    out.write(this.session.tidied() + (this.taker === 'lent' ? TITLE_BACK : ''));
    this.taker = undefined;
    program.cols = stdout.columns;
    program.rows = stdout.rows;
    program._buf = '';
    screen.enter();
    program.flush();
    this.enableInput();
    screen.alloc();
    screen.emit('resize');
    screen.render();
  }

  private enableInput(): void {
    this.out.write((this.mouse ? MOUSE_ON : '') + PASTE_ON + KITTY_ON);
  }
}

/** Node does not notice a resize that happened while the program was stopped. */
export function refreshSize(stdout: NodeJS.WriteStream): void {
  const stream = stdout as NodeJS.WriteStream & { _refreshSize?: () => void };
  stream._refreshSize?.();
}
