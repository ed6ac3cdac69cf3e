import type { BlessedScreen } from './blessed.ts';
import { INPUT_OFF, MOUSE_ON, PASTE_ON, TIDY } from './modes.ts';

/** The dashboard's screen, which leaves the terminal to someone else and comes back, cell by cell. */
export class HandOver {
  private readonly render: () => void;
  private away = false;

  constructor(
    private readonly screen: BlessedScreen,
    private readonly stdout: NodeJS.WriteStream,
    private readonly mouse: boolean,
  ) {
    this.render = screen.render;
    this.enableInput();
  }

  /** Whether someone else has the terminal. */
  get isAway(): boolean {
    return this.away;
  }

  /** Gives the terminal away; until `takeBack` nothing of the dashboard is written. */
  giveAway(): void {
    const { screen, stdout } = this;
    this.away = true;
    screen.leave();
    screen.program.flush();
    stdout.write(INPUT_OFF);
    this.silence();
  }

  /** Writes nothing more: blessed would also write by itself, on a resize. */
  silence(): void {
    this.screen.render = () => undefined;
    this.screen.program._write = () => true;
  }

  /** Undoes what was left behind and draws everything anew, in the size of now. */
  takeBack(): void {
    const { screen, stdout } = this;
    const { program } = screen;
    // First, while nothing is written: who hears of the new size draws.
    refreshSize(stdout);
    delete program._write;
    screen.render = this.render;
    this.away = false;
    stdout.write(TIDY);
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
    this.stdout.write(this.mouse ? MOUSE_ON + PASTE_ON : PASTE_ON);
  }
}

/** Node does not notice a resize that happened while the program was stopped. */
export function refreshSize(stdout: NodeJS.WriteStream): void {
  const stream = stdout as NodeJS.WriteStream & { _refreshSize?: () => void };
  stream._refreshSize?.();
}
