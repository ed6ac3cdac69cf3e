import { writeSync } from 'node:fs';
import type { Observable } from 'rxjs';
import { BehaviorSubject, Subject } from 'rxjs';
import type { Frame } from '../view/frame.ts';
import { blessed, type BlessedMouse, type BlessedScreen } from './blessed.ts';
import { clipboardSequence } from './clipboard.ts';
import { CLEAN_MODES, enableInput, handOver } from './hand-over.ts';
import { KeyInput } from './key-input.ts';
import { keyName } from './key-names.ts';
import { paint } from './painter.ts';
import type { Key, Lent, Mouse, Paste, Screen, Size } from './port.ts';
import { restoreOnEnd } from './restore.ts';
import { mendTerminfo } from './terminfo.ts';
import { themed } from './theme.ts';
import { mendUnicode } from './unicode.ts';

export interface ScreenOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly noMouse?: boolean;
  /** Also without colours where NO_COLOR is set and not empty (no-color.org). */
  readonly noColor?: boolean;
}

/** Two presses on one cell within this time are a double click, in ms. */
const DOUBLE_CLICK = 400;

/** Takes the terminal for the dashboard. `close`, and whatever ends the program, gives it back as it was. */
export function openScreen({ stdin, stdout, env, noMouse = false, noColor = false }: ScreenOptions): Screen {
  mendTerminfo(blessed);
  mendUnicode(blessed);
  const input = new KeyInput(stdin);
  const screen = blessed.screen({
    input,
    output: stdout,
    terminal: 'xterm-256color',
    fullUnicode: true,
    forceUnicode: true,
  });
  screen.tput.brokenACS = true;
  const close = restoreOnEnd(() => {
    screen.program.disableMouse();
    screen.destroy();
    if (input.isRaw) input.setRawMode(false);
    writeSync(1, CLEAN_MODES);
  });
  const view = new FrameBox(screen, themed(!noColor && !env.NO_COLOR));
  enableInput(screen, stdout, !noMouse);
  const size$ = new BehaviorSubject<Size>(sizeOf(stdout));
  stdout.on('resize', () => size$.next(sizeOf(stdout)));
  const take = (): (() => void) => handOver(screen, input, stdout, !noMouse);
  return {
    keys$: keysOf(screen, input),
    mouse$: mouseOf(screen),
    size$,
    draw: (frame) => view.draw(frame),
    lend: (run) => lend(run, take, input, stdout, size$),
    suspend: () => suspend(take, input),
    copy: (text) => void stdout.write(clipboardSequence(text, env)),
    close,
  };
}

const sizeOf = (stdout: NodeJS.WriteStream): Size => ({ columns: stdout.columns, rows: stdout.rows });

/** The one widget of the screen: it shows the last frame. */
class FrameBox {
  private frame: Frame | undefined;

  constructor(
    private readonly screen: BlessedScreen,
    attributeOf: (style: number) => number,
  ) {
    const box = blessed.box({ parent: screen, top: 0, left: 0, width: '100%', height: '100%' });
    box.render = () => {
      if (this.frame) paint(this.frame, screen.lines, attributeOf);
    };
  }

  draw(frame: Frame): void {
    this.frame = frame;
    const { program } = this.screen;
    this.screen.render();
    if (program._write) return;
    if (frame.cursor) {
      program.cup(frame.cursor.y, frame.cursor.x);
      program.showCursor();
    } else program.hideCursor();
    program.flush();
  }
}

function keysOf(screen: BlessedScreen, input: KeyInput): Observable<Key | Paste> {
  const keys$ = new Subject<Key | Paste>();
  input.on('paste', (text: string) => keys$.next({ type: 'paste', text }));
  screen.program.on('keypress', (character, key) => {
    const name = keyName(character, key);
    if (name !== undefined) keys$.next({ type: 'key', name });
  });
  return keys$;
}

const MOUSE_TYPES: Readonly<Record<string, Mouse['type']>> = {
  mousedown: 'press',
  wheelup: 'wheel-up',
  wheeldown: 'wheel-down',
};

function mouseOf(screen: BlessedScreen): Observable<Mouse> {
  const mouse$ = new Subject<Mouse>();
  let last = { x: -1, y: -1, at: 0 };
  screen.program.on('mouse', ({ action, x, y }: BlessedMouse) => {
    const type = MOUSE_TYPES[action];
    if (!type) return;
    const now = performance.now();
    const double = type === 'press' && last.x === x && last.y === y && now - last.at < DOUBLE_CLICK;
    if (type === 'press') last = { x, y, at: double ? 0 : now };
    mouse$.next({ type, x, y, double });
  });
  return mouse$;
}

async function lend<T>(
  run: (terminal: Lent) => Promise<T>,
  take: () => () => void,
  input: KeyInput,
  stdout: NodeJS.WriteStream,
  size$: Observable<Size>,
): Promise<T> {
  const giveBack = take();
  const input$ = new Subject<Uint8Array>();
  input.sink = (bytes) => input$.next(bytes);
  try {
    return await run({ input$, size$, write: (data) => written(stdout, data) });
  } finally {
    input$.complete();
    giveBack();
  }
}

/** Resolves when the terminal took it, at once where it has room. */
function written(stdout: NodeJS.WriteStream, data: Uint8Array | string): void | Promise<void> {
  if (stdout.write(data)) return;
  return new Promise((resolve) => stdout.once('drain', resolve));
}

/** Stops as Ctrl-Z does; under npx or npm the whole group, or their shell would wait for us. */
function suspend(take: () => () => void, input: KeyInput): void {
  const giveBack = take();
  input.setRawMode(false);
  process.once('SIGCONT', () => giveBack());
  process.kill(process.env.npm_lifecycle_event === undefined ? process.pid : 0, 'SIGTSTP');
}
