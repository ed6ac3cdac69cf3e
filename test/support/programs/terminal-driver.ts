import pty from '@lydell/node-pty';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { PATIENCE } from '../patience.ts';
import { type ReadPty, readToItsEnd } from './read-to-its-end.ts';

export interface LaunchOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Added to the environment; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** TERM. */
  readonly name?: string;
  readonly cwd?: string;
}

export interface DrivenCell {
  readonly text: string;
  readonly foreground: string;
  readonly background: string;
  readonly bold: boolean;
  readonly inverse: boolean;
}

const KEYS: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
};

/** What changes the screen, and of kitty's protocol flags that are pushed, popped or set. */
const KEYBOARD = /\x1b\[(?:\?(1049)([hl])|>(\d*)u|<\d*u|=(\d*)u)/g;

/** Around what terminals show at once (mode 2026, synchronized output). */
const FRAME = { begins: '\x1b[?2026h', ends: '\x1b[?2026l' };

/** A program in a pseudo-terminal, mirrored into a terminal emulator without a screen. */
export class DrivenTerminal {
  readonly terminal: InstanceType<typeof headless.Terminal>;
  /** Everything the program wrote. */
  raw = '';
  exit: { readonly exitCode: number; readonly signal?: number | undefined } | undefined;
  private readonly process: pty.IPty;
  /** What the emulator has not got yet, and how ends what it has. */
  private held = '';
  private ends = '';
  private readonly waiting = new Set<() => void>();
  private readonly letGo: () => void;

  constructor(file: string, args: readonly string[], options: LaunchOptions = {}) {
    const { columns = 80, rows = 24, env = {}, name = 'xterm-256color', cwd = process.cwd() } = options;
    this.terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 500 });
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    const environment = Object.fromEntries(
      Object.entries({ ...process.env, ...env }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    this.process = pty.spawn(file, [...args], { name, cols: columns, rows, cwd, env: environment });
    this.letGo = readToItsEnd(this.process as ReadPty, () => this.raw.length);
    this.process.onData((data) => {
      this.raw += data;
      this.show(data);
    });
    // The program's questions to the terminal are answered as a terminal would.
    this.terminal.onData((data) => this.process.write(data));
    this.process.onExit((exit) => {
      this.exit = exit;
      this.show('');
    });
  }

  /** Gives the emulator what has come, but of a frame only the whole. */
  private show(data: string): void {
    // What marks a frame may come in two pieces, of which the emulator has the first.
    const { length } = this.ends;
    const coming = this.ends + this.held + data;
    const begins = coming.lastIndexOf(FRAME.begins);
    const isWhole = begins <= coming.lastIndexOf(FRAME.ends) || this.exit !== undefined;
    const end = isWhole ? coming.length : Math.max(begins, length);
    this.held = coming.slice(end);
    this.ends = coming.slice(0, end).slice(1 - FRAME.begins.length);
    this.terminal.write(coming.slice(length, end), () => this.waiting.forEach((wake) => wake()));
  }

  get pid(): number {
    return this.process.pid;
  }

  line(y: number): string {
    const { active } = this.terminal.buffer;
    return active.getLine(active.viewportY + y)?.translateToString(true) ?? '';
  }

  screen(): string {
    return Array.from({ length: this.terminal.rows }, (_, y) => this.line(y)).join('\n');
  }

  cell(x: number, y: number): DrivenCell {
    const { active } = this.terminal.buffer;
    const cell = active.getLine(active.viewportY + y)?.getCell(x);
    if (!cell) throw new Error(`no cell at ${x}, ${y}`);
    const colour = (isDefault: boolean, value: number): string => (isDefault ? 'default' : String(value));
    return {
      text: cell.getChars(),
      foreground: colour(cell.isFgDefault(), cell.getFgColor()),
      background: colour(cell.isBgDefault(), cell.getBgColor()),
      bold: cell.isBold() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  /** Which screen is on, and which modes the program turned on. */
  modes(): {
    readonly alternate: boolean;
    readonly mouse: string;
    readonly paste: boolean;
    readonly cursorHidden: boolean;
  } {
    const { modes, buffer } = this.terminal;
    const lastCursor = [...this.raw.matchAll(/\x1b\[\?25([hl])/g)].at(-1)?.[1];
    return {
      alternate: buffer.active.type === 'alternate',
      mouse: modes.mouseTrackingMode,
      paste: modes.bracketedPasteMode,
      cursorHidden: lastCursor === 'l',
    };
  }

  /** The flags of kitty's keyboard protocol that are on, on the screen for ordinary output and on the alternate one. */
  keyboards(): { readonly normal: readonly number[]; readonly alternate: readonly number[] } {
    const stacks = { normal: [] as number[], alternate: [] as number[] };
    let on: keyof typeof stacks = 'normal';
    for (const [sequence, mode, final, pushed, set] of this.raw.matchAll(KEYBOARD)) {
      if (mode === '1049') on = final === 'h' ? 'alternate' : 'normal';
      else if (pushed !== undefined) stacks[on].push(Number(pushed));
      else if (sequence.startsWith('\x1b[<')) stacks[on].pop();
      else if (set !== undefined) stacks[on] = Number(set) === 0 ? [] : [Number(set)];
    }
    return stacks;
  }

  /** Presses keys by name (`j`, `enter`, `ctrl-d`), one after the other. */
  press(...keys: readonly string[]): void {
    for (const key of keys) this.type(keyBytes(key));
  }

  type(text: string): void {
    this.process.write(text);
  }

  /** Presses the left button on a cell and lets it go. */
  click(x: number, y: number): void {
    this.type(`\x1b[<0;${x + 1};${y + 1}M\x1b[<0;${x + 1};${y + 1}m`);
  }

  wheel(x: number, y: number, direction: 'up' | 'down'): void {
    this.type(`\x1b[<${direction === 'up' ? 64 : 65};${x + 1};${y + 1}M`);
  }

  resize(columns: number, rows: number): void {
    this.process.resize(columns, rows);
    this.terminal.resize(columns, rows);
  }

  /** Reads nothing of what the program writes, as a window of a connection that hangs; what is typed still goes through. */
  pauseReading(): void {
    this.process.pause();
  }

  resumeReading(): void {
    this.process.resume();
  }

  signal(name: string): void {
    this.process.kill(name);
  }

  /** Takes the terminal away, as closing its window does. */
  hangUp(): void {
    this.letGo();
    (this.process as pty.IPty & { destroy(): void }).destroy();
  }

  kill(): void {
    if (!this.exit) this.process.kill('SIGKILL');
  }

  /** Waits until the screen has the text, matches, or the condition holds; returns ms waited. Fails with the screen. */
  waitFor(what: string | RegExp | (() => boolean), limit = PATIENCE): Promise<number> {
    const holds =
      typeof what === 'function'
        ? what
        : () => (typeof what === 'string' ? this.screen().includes(what) : what.test(this.screen()));
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const waited = performance.now() - start;
        const held = holds();
        if (!held && waited < limit) return;
        this.waiting.delete(check);
        clearInterval(timer);
        if (held) resolve(waited);
        else reject(new Error(`not seen within ${limit} ms: ${String(what)}\n${this.screen()}`));
      };
      const timer = setInterval(check, 25);
      this.waiting.add(check);
      check();
    });
  }

  /** Until it has ended, and the emulator has what it wrote last. */
  async waitForExit(limit = PATIENCE): Promise<number> {
    await this.waitFor(() => this.exit !== undefined, limit);
    await new Promise<void>((resolve) => this.terminal.write('', resolve));
    return this.exit?.exitCode ?? -1;
  }
}

function keyBytes(key: string): string {
  const named = KEYS[key];
  if (named !== undefined) return named;
  const control = /^ctrl-([a-z])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31);
  return key.startsWith('alt-') ? `\x1b${keyBytes(key.slice(4))}` : key;
}

/** Starts a program in a pseudo-terminal of its own. */
export function launch(
  file: string,
  args: readonly string[] = [],
  options: LaunchOptions = {},
): DrivenTerminal {
  return new DrivenTerminal(file, args, options);
}
