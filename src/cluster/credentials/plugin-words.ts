import { StringDecoder } from 'node:string_decoder';

/** How long a program runs on after it said something until that is told, in ms: what it ends with is told with its end. */
const RUNS_ON = 300;
/** So many lines of a run are told. */
const MOST_LINES = 100;
/** So much of what was not told yet is kept, in characters: its end. */
const MOST_KEPT = 16 * 1024;

/** What a program says on standard error while it runs, as the lines that a terminal would show in the end. */
export class PluginWords {
  private readonly decoder = new StringDecoder();
  private untold = '';
  private lines = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param tell takes a line of anyone, not cleaned */
  constructor(private readonly tell: (line: string) => void) {}

  take(chunk: Buffer): void {
    this.untold = (this.untold + this.decoder.write(chunk)).slice(-MOST_KEPT);
    this.timer ??= setTimeout(() => this.tellAll(), RUNS_ON);
  }

  /** It has ended; what was not told until then. */
  rest(): string {
    clearTimeout(this.timer);
    return this.untold;
  }

  private tellAll(): void {
    this.timer = undefined;
    const lines = this.untold.split('\n').map(asShown);
    this.untold = '';
    for (const line of lines) if (line !== '' && this.lines++ < MOST_LINES) this.tell(line);
  }
}

/** A return begins the line anew: what was written last is what one sees. */
const asShown = (line: string): string => line.trimEnd().split('\r').at(-1)?.trim() ?? '';
