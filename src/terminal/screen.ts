import { PassThrough } from 'node:stream';
import { BehaviorSubject } from 'rxjs';
import type { Frame } from '../view/frame.ts';
import { mendSize, sizeOf } from './drawing/bounded.ts';
import { blessed, type BlessedScreen } from './drawing/blessed.ts';
import { ChartPainter } from './drawing/chart-painter.ts';
import { clipboardSequence } from './clipboard.ts';
import { drawWhereRead } from './drawing/where-read.ts';
import { inForeground } from './lending/foreground.ts';
import { HandOver } from './lending/hand-over.ts';
import { Input } from './keys/input.ts';
import { lend } from './lending/lend.ts';
import { paint } from './drawing/painter.ts';
import type { Size, Terminal } from '../ports/terminal.ts';
import { Outlet } from './lending/outlet.ts';
import { restoreOnEnd } from './lending/restore.ts';
import { type Overheard, soleWriter } from './lending/sole-writer.ts';
import { Suspension } from './lending/suspend.ts';
import { mendTerminfo } from './drawing/terminfo.ts';
import { attributeTable } from './drawing/theme.ts';
import { mendUnicode } from './drawing/unicode.ts';
import { mendFlush } from './drawing/whole-frames.ts';

export interface ScreenOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What others write meanwhile is kept off the screen and told; without it nobody is stopped. */
  readonly others?: { readonly stderr: NodeJS.WriteStream; readonly told: Overheard };
  /** What a signal that ends the program has to wait for; undefined: nothing. */
  readonly tidy?: () => Promise<unknown> | undefined;
  readonly noMouse?: boolean;
  /** Also without colours where NO_COLOR is set and not empty (no-color.org). */
  readonly noColor?: boolean;
}

/** Takes the terminal for the dashboard. `close`, and whatever ends the program, gives it back as it was. */
export function openScreen(options: ScreenOptions): Terminal {
  const { stdin, stdout, env, others, noMouse = false, noColor = false } = options;
  const release = others && soleWriter(stdout, others.stderr, others.told);
  const out = new Outlet(stdout);
  // First, for a signal may come at any time.
  let giveBack = (): void => undefined;
  const { restore, hangUp } = restoreOnEnd(() => giveBack(), stdin, stdout, options.tidy);
  const input = new Input(stdin);
  const screen = blessedScreen(stdout, out);
  const handOver = new HandOver(screen, stdout, out, !noMouse);
  let isLeft = false;
  /** What gives the terminal back, once. */
  const leave = (): string => {
    if (isLeft) return '';
    isLeft = true;
    process.off('SIGWINCH', repaint);
    const text = handOver.end();
    screen.destroy();
    return text;
  };
  giveBack = () => {
    const isOut = out.end(leave());
    // Node does it at the exit too, and without waiting until all is read (tcsetattr, TCSADRAIN).
    if (isOut && inForeground()) input.setRaw(false);
    release?.();
  };
  const view = new FrameBox(screen, handOver, attributeTable(!noColor && !env.NO_COLOR));
  const suspension = new Suspension(handOver, input, env, hangUp);
  const size$ = new BehaviorSubject<Size>(sizeOf(stdout));
  stdout.on('resize', () => size$.next(sizeOf(stdout)));
  // Resized there and back while the program was busy, Node tells nobody, but the terminal has cut its cells. Of
  // another size all was told by now: Node hears the signal first.
  let known = size$.value;
  const redraw = (): void => {
    if (handOver.isAway) return;
    screen.alloc();
    screen.render();
  };
  const repaint = (): void => {
    const isTold = known !== size$.value;
    known = size$.value;
    if (!isTold) redraw();
  };
  process.on('SIGWINCH', repaint);
  return {
    keys$: input.keys$,
    mouse$: input.mouse$,
    size$,
    draw: (frame) => view.draw(frame),
    redraw,
    lend: (run) => lend(run, handOver, input, stdout, size$),
    suspend: suspension.suspend,
    copy: (text) => {
      const sequence = clipboardSequence(text, env);
      if (sequence !== undefined) out.whenFree('copy', () => out.write(sequence));
      return sequence !== undefined;
    },
    close: async () => {
      // One that stands still for long is as it was found once it reads again; meanwhile signals are heard.
      await out.take(leave());
      restore();
    },
  };
}

/** blessed with its mends. It reads nothing: keys and mouse come from `Input`. */
function blessedScreen(stdout: NodeJS.WriteStream, out: Outlet): BlessedScreen {
  mendTerminfo(blessed);
  mendUnicode(blessed);
  mendFlush(blessed);
  mendSize(blessed);
  const screen = blessed.screen({
    input: new PassThrough(),
    output: stdout,
    terminal: 'xterm-256color',
    fullUnicode: true,
    forceUnicode: true,
  });
  // Lines as UTF-8 and not as the alternate charset of terminals of old.
  screen.tput.brokenACS = true;
  screen.program._owrite = (text) => out.write(text);
  drawWhereRead(screen, out);
  return screen;
}

/** The one widget of the screen: it shows the last frame. */
class FrameBox {
  private frame: Frame | undefined;
  private cursor: Frame['cursor'];
  /** Whether the terminal's cursor is known to be there. */
  private isPlaced = false;

  constructor(
    private readonly screen: BlessedScreen,
    private readonly handOver: HandOver,
    attributes: Uint32Array,
  ) {
    const charts = new ChartPainter(screen, () => {
      if (this.frame) this.draw(this.frame);
    });
    const box = blessed.box({ parent: screen, top: 0, left: 0, width: '100%', height: '100%' });
    box.render = () => {
      if (this.frame) paint(this.frame, screen.lines, attributes, charts.of(this.frame));
    };
    screen.on('resize', () => (this.isPlaced = false));
    screen.on('render', () => this.placeCursor());
  }

  draw(frame: Frame): void {
    this.frame = frame;
    this.screen.render();
    if (!this.handOver.isAway) this.screen.program.flush();
  }

  /** The terminal's cursor, which blessed leaves where it was. */
  private placeCursor(): void {
    const { program } = this.screen;
    const cursor = this.frame?.cursor;
    if (this.isPlaced && cursor?.x === this.cursor?.x && cursor?.y === this.cursor?.y) return;
    if (cursor) {
      program.cup(cursor.y, cursor.x);
      program.showCursor();
    } else program.hideCursor();
    this.cursor = cursor;
    this.isPlaced = true;
  }
}
