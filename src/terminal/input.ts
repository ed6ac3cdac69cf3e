import { StringDecoder } from 'node:string_decoder';
import { Subject } from 'rxjs';
import { EscapeReader, type InputToken } from './escape-reader.ts';
import { keyName } from './key-names.ts';
import { MouseReader } from './mouse.ts';
import type { Key, Mouse, Paste } from './port.ts';

/** How long what follows an Esc may take before the key Esc is meant, in ms. */
const ESCAPE_TIME = 30;
/** How long the rest of a longer sequence may take, in ms: no finger makes these, but slow lines cut them. */
const SEQUENCE_TIME = 1000;

/**
 * Standard input, read by nobody else: as keys, pastes and the mouse, or, while the terminal is
 * lent, as bytes for whoever has it.
 */
export class Input {
  readonly keys$ = new Subject<Key | Paste>();
  readonly mouse$ = new Subject<Mouse>();
  /** Takes the bytes while the terminal is lent. */
  borrower: ((bytes: Uint8Array) => void) | undefined;
  private decoder = new StringDecoder('utf8');
  private readonly reader = new EscapeReader();
  private readonly mouse = new MouseReader();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly stdin: NodeJS.ReadStream) {
    stdin.on('data', (bytes: Buffer) => {
      if (this.borrower) this.borrower(bytes);
      else this.take(bytes);
    });
    this.setRaw(true);
    stdin.resume();
  }

  setRaw(raw: boolean): void {
    this.stdin.setRawMode(raw);
  }

  /** Sets the terminal raw again where something else has changed that behind Node's back. */
  setRawAnew(): void {
    this.stdin.setRawMode(false);
    this.stdin.setRawMode(true);
  }

  /** Forgets a sequence that was begun before the terminal was lent. */
  reset(): void {
    clearTimeout(this.timer);
    this.reader.reset();
    this.decoder = new StringDecoder('utf8');
  }

  private take(bytes: Buffer): void {
    clearTimeout(this.timer);
    this.emit(this.reader.feed(this.decoder.write(bytes)));
    const { waiting } = this.reader;
    if (waiting === 'nothing') return;
    const time = waiting === 'escape' ? ESCAPE_TIME : SEQUENCE_TIME;
    this.timer = setTimeout(() => this.emit(this.reader.giveUp()), time);
  }

  private emit(tokens: readonly InputToken[]): void {
    for (const token of tokens) {
      // A key may lend the terminal; what was typed after it was not meant for the dashboard.
      if (this.borrower) return;
      if (token.type === 'paste') this.keys$.next(token);
      else this.emitKey(token.sequence);
    }
  }

  private emitKey(sequence: string): void {
    const mouse = this.mouse.read(sequence, performance.now());
    if (mouse) this.mouse$.next(mouse);
    if (mouse !== undefined) return;
    const name = keyName(sequence);
    if (name !== undefined) this.keys$.next({ type: 'key', name });
  }
}
