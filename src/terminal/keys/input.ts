import { StringDecoder } from 'node:string_decoder';
import { Subject } from 'rxjs';
import { EscapeReader, type InputToken } from './escape-reader.ts';
import { keyName } from './key-names.ts';
import { MouseReader } from './mouse.ts';
import type { Key, Mouse, Paste } from '../../view/input.ts';

/** How long what follows an Esc may take before the key Esc is meant, in ms. */
const ESCAPE_TIME = 30;
/** How long the rest of a longer sequence may take, in ms: no finger makes these, but slow lines cut them. */
const SEQUENCE_TIME = 1000;
/** How long nothing may come of a paste before it is over, in ms: its rest would be taken for keys. */
const PASTE_TIME = 5000;
const TIMES = { escape: ESCAPE_TIME, sequence: SEQUENCE_TIME, paste: PASTE_TIME } as const;

/**
 * Standard input, read by nobody else: as keys, pastes and the mouse, or, while the terminal is
 * lent, as bytes for whoever has it.
 */
export class Input {
  readonly keys$ = new Subject<Key | Paste>();
  readonly mouse$ = new Subject<Mouse>();
  /** Takes the bytes while the terminal is lent. */
  private borrower: ((bytes: Uint8Array) => void) | undefined;
  /** Takes the next key. */
  private catcher: ((event: Key | Paste) => void) | undefined;
  private decoder = new StringDecoder('utf8');
  private readonly reader = new EscapeReader();
  private readonly mouse = new MouseReader();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly stdin: NodeJS.ReadStream) {
    stdin.on('data', (bytes: Buffer) => {
      if (this.borrower) this.borrower(bytes);
      else this.take(bytes);
    });
    stdin.resume();
  }

  setRaw(raw: boolean): void {
    this.stdin.setRawMode(raw);
  }

  /**
   * Reads nothing until `resume`: what is typed where the terminal is not raw may end the input (Ctrl-D), which would
   * be taken for a terminal that is gone.
   */
  pause(): void {
    this.stdin.pause();
  }

  resume(): void {
    this.stdin.resume();
  }

  /** Sets the terminal raw again where something else has changed that behind Node's back. */
  setRawAnew(): void {
    this.stdin.setRawMode(false);
    this.stdin.setRawMode(true);
  }

  /** From here on what comes is the borrower's, and so is what was typed behind the key that lent the terminal. */
  lendTo(borrower: (bytes: Uint8Array) => void): void {
    this.borrower = borrower;
  }

  /** Resolves with the next key, which does nothing else; what was begun before does not count. */
  async nextKey(): Promise<Key | Paste> {
    this.forget();
    const { borrower } = this;
    this.borrower = undefined;
    const event = await new Promise<Key | Paste>((resolve) => (this.catcher = resolve));
    this.catcher = undefined;
    this.borrower = borrower;
    return event;
  }

  /** Throws away what comes until nothing has come for so many ms; then all is the dashboard's again. */
  async takeBack(quiet: number): Promise<void> {
    await new Promise<void>((resolve) => {
      let timer = setTimeout(resolve, quiet);
      this.borrower = () => {
        clearTimeout(timer);
        timer = setTimeout(resolve, quiet);
      };
    });
    this.forget();
    this.borrower = undefined;
  }

  /** Forgets a sequence that was begun. */
  private forget(): void {
    clearTimeout(this.timer);
    this.reader.reset();
    this.decoder = new StringDecoder('utf8');
  }

  private take(bytes: Buffer): void {
    clearTimeout(this.timer);
    this.emit(this.reader.feed(this.decoder.write(bytes)));
    const { waiting } = this.reader;
    if (waiting === 'nothing') return;
    this.timer = setTimeout(() => this.emit(this.reader.giveUp()), TIMES[waiting]);
  }

  private emit(tokens: readonly InputToken[]): void {
    for (const token of tokens) {
      // A key may lend the terminal, in the middle of what came at once.
      if (this.borrower) this.borrower(Buffer.from(textOf(token)));
      else if (token.type === 'paste') this.emitEvent(token);
      else this.emitKey(token.sequence);
    }
    if (!this.borrower) return;
    clearTimeout(this.timer);
    const rest = this.reader.takeRest();
    if (rest !== '') this.borrower(Buffer.from(rest));
  }

  private emitKey(sequence: string): void {
    const mouse = this.mouse.read(sequence, performance.now());
    if (mouse) this.mouse$.next(mouse);
    if (mouse !== undefined) return;
    const name = keyName(sequence);
    if (name !== undefined) this.emitEvent({ type: 'key', name });
  }

  private emitEvent(event: Key | Paste): void {
    if (this.catcher) this.catcher(event);
    else this.keys$.next(event);
  }
}

const textOf = (token: InputToken): string => (token.type === 'paste' ? token.text : token.sequence);
