import type { BlessedScreen } from './blessed.ts';
import type { KeyInput } from './key-input.ts';

const MOUSE = { vt200Mouse: true, cellMotion: true, sgrMouse: true } as const;
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';

/**
 * Whatever a session may have left behind, undone: soft reset, colours, cursor keys, keypad, scroll
 * region, origin, wrapping, cursor, mouse modes, focus reports, paste, alternate screen, charset.
 */
export const CLEAN_MODES =
  '\x1b[!p\x1b[0m\x1b[?1l\x1b>\x1b[r\x1b[?6l\x1b[?7h\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1005l' +
  '\x1b[?1006l\x1b[?2004l\x1b[?1049l\x1b(B\x0f\x1b[0 q';

/** Turns on what the dashboard wants of the terminal besides its screen. */
export function enableInput(screen: BlessedScreen, stdout: NodeJS.WriteStream, mouse: boolean): void {
  if (mouse) screen.program.setMouse(MOUSE, true);
  stdout.write(PASTE_ON);
}

/**
 * Leaves the dashboard's screen for someone else's use of the terminal. Until the function that is
 * returned is called, nothing of the dashboard is written; it restores the screen, cell by cell.
 */
export function handOver(
  screen: BlessedScreen,
  input: KeyInput,
  stdout: NodeJS.WriteStream,
  mouse: boolean,
): () => void {
  const { program } = screen;
  screen.leave();
  if (mouse) program.disableMouse();
  stdout.write(PASTE_OFF);
  program.flush();
  const { render } = screen;
  screen.render = () => undefined;
  // blessed also writes by itself, on a resize.
  program._write = () => true;
  return () => {
    delete program._write;
    screen.render = render;
    stdout.write(CLEAN_MODES);
    input.sink = undefined;
    input.setRawMode(true);
    refreshSize(stdout);
    program.cols = stdout.columns;
    program.rows = stdout.rows;
    program._buf = '';
    screen.enter();
    enableInput(screen, stdout, mouse);
    screen.alloc();
    screen.emit('resize');
    screen.render();
  };
}

/** Node does not notice a resize that happened while the program was stopped. */
export function refreshSize(stdout: NodeJS.WriteStream): void {
  const stream = stdout as NodeJS.WriteStream & { _refreshSize?: () => void };
  stream._refreshSize?.();
}
