import type { BlessedScreen } from './blessed.ts';
import { AlternateScreen, INPUT_OFF, LEAVE, MOUSE_ON, PASTE_ON, tidy } from './modes.ts';

/** The dashboard's screen, which leaves the terminal to someone else and comes back, cell by cell. */
export class HandOver {
  private readonly render: () => void;
  private away = false;
  private alternate = new AlternateScreen();

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
    this.alternate = new AlternateScreen();
    screen.leave();
    screen.program.flush();
    stdout.write(INPUT_OFF);
    this.silence();
  }

  /** Takes note of what the other one writes; for false the terminal has to be waited for. */
  write(data: Uint8Array | string): boolean {
    this.alternate.see(data);
    return this.stdout.write(data);
  }

  /** Makes the terminal as it was before the dashboard; returns what is to be written for it. */
  end(): string {
    this.screen.program.flush();
    this.silence();
    return this.away ? tidy(this.alternate.isOn) : LEAVE;
  }

  /** Writes nothing more: blessed would also write by itself, on a resize. */
  private silence(): void {
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
    stdout.write(tidy(this.alternate.isOn));
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
