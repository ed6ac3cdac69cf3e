import type { Process } from '../machine/processes/process.ts';

/** What a line that was typed came to: a text, `^C`, or the end of input. */
export type Typed = { readonly text: string } | 'interrupted' | 'end';

/** Completes what stands before the cursor: gives all it could become. */
export type Complete = (before: string) => readonly string[];

const KEYS: Readonly<Record<string, string>> = {
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\x1b[3~': 'delete',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-file',
  '\x05': 'end',
  '\x06': 'right',
  '\x08': 'backspace',
  '\x09': 'complete',
  '\x0a': 'enter',
  '\x0b': 'cut-after',
  '\x0c': 'clear',
  '\x0d': 'enter',
  '\x0e': 'down',
  '\x10': 'up',
  '\x15': 'cut-before',
  '\x17': 'cut-word',
  '\x7f': 'backspace',
};

const KEY = /\x1b\[[0-9;]*[A-Za-z~]|\x1bO[A-Z]|[\s\S]/gu;

/** Edits lines on a raw terminal, with a history, as readline does in emacs mode. */
export class LineEditor {
  readonly history: string[] = [];
  private line = '';
  private cursor = 0;
  private place = 0;
  private keys: string[] = [];

  constructor(
    private readonly process: Process,
    private readonly complete: Complete,
  ) {}

  /** Reads one line behind a prompt. */
  async read(prompt: string): Promise<Typed> {
    const { terminal, stdout } = this.process;
    terminal?.setRaw(true);
    this.line = '';
    this.cursor = 0;
    this.place = this.history.length;
    stdout.write(prompt);
    try {
      for (;;) {
        const key = await this.nextKey();
        if (key === undefined) return 'end';
        const done = this.press(key, prompt);
        if (done !== undefined) return done;
      }
    } finally {
      terminal?.setRaw(false);
      // What was typed ahead is for whoever reads next.
      const ahead = this.keys.splice(0).join('');
      if (ahead !== '') terminal?.unread(Buffer.from(ahead));
    }
  }

  private async nextKey(): Promise<string | undefined> {
    while (this.keys.length === 0) {
      const bytes = await this.process.waitFor(this.process.stdin.read());
      if (!bytes) return undefined;
      this.keys = Buffer.from(bytes).toString().match(KEY) ?? [];
    }
    return this.keys.shift();
  }

  private press(key: string, prompt: string): Typed | undefined {
    const name = KEYS[key];
    if (name === undefined) {
      if (key >= ' ')
        this.change(
          this.line.slice(0, this.cursor) + key + this.line.slice(this.cursor),
          this.cursor + key.length,
          prompt,
        );
      return undefined;
    }
    const { stdout } = this.process;
    switch (name) {
      case 'enter':
        stdout.write('\n');
        if (this.line.trim() !== '' && this.history.at(-1) !== this.line) this.history.push(this.line);
        return { text: this.line };
      case 'interrupt':
        stdout.write('^C\n');
        return 'interrupted';
      case 'end-of-file':
        if (this.line !== '') return undefined;
        stdout.write('exit\n');
        return 'end';
      case 'clear':
        stdout.write('\x1b[H\x1b[2J');
        this.redraw(prompt);
        return undefined;
      default:
        this.edit(name, prompt);
        return undefined;
    }
  }

  private edit(name: string, prompt: string): void {
    const { line, cursor } = this;
    const [before, after] = [line.slice(0, cursor), line.slice(cursor)];
    switch (name) {
      case 'left':
        return this.change(line, Math.max(0, cursor - 1), prompt);
      case 'right':
        return this.change(line, Math.min(line.length, cursor + 1), prompt);
      case 'home':
        return this.change(line, 0, prompt);
      case 'end':
        return this.change(line, line.length, prompt);
      case 'backspace':
        return this.change(before.slice(0, -1) + after, Math.max(0, cursor - 1), prompt);
      case 'delete':
        return this.change(before + after.slice(1), cursor, prompt);
      case 'cut-before':
        return this.change(after, 0, prompt);
      case 'cut-after':
        return this.change(before, cursor, prompt);
      case 'cut-word': {
        const kept = before.replace(/\S*\s*$/, '');
        return this.change(kept + after, kept.length, prompt);
      }
      case 'up':
      case 'down':
        return this.recall(name === 'up' ? -1 : 1, prompt);
      case 'complete':
        return this.finish(before, after, prompt);
      default:
        return undefined;
    }
  }

  private recall(step: number, prompt: string): void {
    this.place = Math.max(0, Math.min(this.history.length, this.place + step));
    const line = this.history[this.place] ?? '';
    this.change(line, line.length, prompt);
  }

  private finish(before: string, after: string, prompt: string): void {
    const all = this.complete(before);
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const common = all.reduce((shared, one) => sharedStart(shared, one), all[0] ?? '');
    if (common.length > word.length || all.length === 1) {
      const added = common.slice(word.length) + (all.length === 1 && !common.endsWith('/') ? ' ' : '');
      return this.change(before + added + after, before.length + added.length, prompt);
    }
    if (all.length > 1) {
      this.process.stdout.write(`\n${all.map((one) => one.replace(/^.*\/(?=.)/, '')).join('  ')}\n`);
      this.redraw(prompt);
    }
  }

  private change(line: string, cursor: number, prompt: string): void {
    const appended =
      line.length > this.line.length &&
      line.startsWith(this.line) &&
      cursor === line.length &&
      this.cursor === this.line.length;
    const added = line.slice(this.line.length);
    this.line = line;
    this.cursor = cursor;
    if (appended) this.process.stdout.write(added);
    else this.redraw(prompt);
  }

  private redraw(prompt: string): void {
    const back = this.line.length - this.cursor;
    this.process.stdout.write(`\r${prompt}${this.line}\x1b[K${back > 0 ? `\x1b[${back}D` : ''}`);
  }
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}
