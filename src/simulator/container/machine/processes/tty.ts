import { Pipe } from './pipe.ts';
import type { Input, Output, SignalName, TerminalDevice } from './process.ts';

const [CTRL_C, CTRL_D, CTRL_U, CTRL_W, CTRL_BACKSLASH, DELETE, BACKSPACE] = [3, 4, 21, 23, 28, 127, 8];

/**
 * A terminal as the kernel has it: while it is cooked it echoes and edits lines and makes signals of keys; raw, it
 * passes all on (n_tty).
 */
export class Tty implements TerminalDevice {
  columns = 80;
  rows = 24;
  readonly input = new Pipe();
  private raw = false;
  private line = '';
  private readonly resized = new Set<() => void>();

  constructor(
    private readonly screen: (bytes: Uint8Array) => void,
    private readonly signal: (name: SignalName) => void,
  ) {}

  /** What processes read of it and write to it. */
  get stdin(): Input {
    return this.input;
  }

  get stdout(): Output {
    return { write: (data) => this.show(typeof data === 'string' ? data : Buffer.from(data).toString()) };
  }

  setRaw = (raw: boolean): void => {
    this.raw = raw;
  };

  onResize = (listener: () => void): (() => void) => {
    this.resized.add(listener);
    return () => this.resized.delete(listener);
  };

  unread = (bytes: Uint8Array): void => this.type(bytes);

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    for (const listener of this.resized) listener();
    this.signal('SIGWINCH');
  }

  /** Keys come in. */
  type(bytes: Uint8Array): void {
    if (this.raw) return this.input.write(bytes);
    for (const character of Buffer.from(bytes).toString()) this.cook(character);
  }

  private show(text: string): void {
    this.screen(Buffer.from(text.replace(/\r?\n/g, '\r\n')));
  }

  private cook(character: string): void {
    switch (character.charCodeAt(0)) {
      case CTRL_C:
        this.show('^C');
        this.line = '';
        return this.signal('SIGINT');
      case CTRL_BACKSLASH:
        this.show('^\\');
        return this.signal('SIGQUIT');
      case CTRL_D:
        if (this.line === '') return this.input.endOnce();
        this.input.write(this.line);
        this.line = '';
        return;
      case DELETE:
      case BACKSPACE:
        return this.erase(1);
      case CTRL_U:
        return this.erase(this.line.length);
      case CTRL_W:
        return this.erase(/\S*\s*$/.exec(this.line)?.[0].length ?? 0);
      default:
        return this.take(character);
    }
  }

  private take(character: string): void {
    const end = character === '\r' || character === '\n';
    this.show(end ? '\n' : character);
    this.line += end ? '\n' : character;
    if (!end) return;
    this.input.write(this.line);
    this.line = '';
  }

  private erase(count: number): void {
    const kept = Math.max(0, this.line.length - count);
    this.show('\b \b'.repeat(this.line.length - kept));
    this.line = this.line.slice(0, kept);
  }
}
