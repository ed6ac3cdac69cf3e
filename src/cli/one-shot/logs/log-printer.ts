import type { LogItem, LogLine, LogNote, LogSource } from '../../../model/logs/log-item.ts';
import type { Failure } from '../../../model/kinds/watch-event.ts';
import { noteText } from '../../../model/logs/note-text.ts';
import { cleanColoured } from '../../../view/text/coloured.ts';
import type { RawOutput, Writer } from '../../arguments/arguments.ts';

export interface PrinterOptions {
  /** `kubectl`: as kubectl's --prefix; `brief`: where there are several sources; `none`. */
  readonly prefix: 'kubectl' | 'brief' | 'none';
  /** Whether they are of several Pods. */
  readonly severalPods: boolean;
  /** Whether nobody else can say anything between its lines: then pieces of a line are printed as they come. */
  readonly alone: boolean;
  readonly colours: boolean;
  /** So much of lines that have not ended is kept, in UTF-16 units. */
  readonly most?: number;
}

/** As much as waits of what several logs say. */
const MOST_UNENDED = 64 * 1024 * 1024;
const LONG = 'a line is so long that others stand between its parts';
/** What happens to a log after which what it says next goes on with nothing. */
const BREAKS: ReadonlySet<LogNote['type']> = new Set(['rotated', 'ended', 'restarted', 'failed', 'gone']);

/** The terminal's own colours for sources, but red and grey, which mean something. */
const COLOURS = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** Prints lines as they come, and between them, on standard error, what happened. */
export class LogPrinter {
  /** Why some could not be read, or no more. */
  readonly failures: Failure[] = [];
  private someFailed = false;
  private someGone = false;
  /** Whether any log was begun to be read. */
  someRead = false;
  private readonly raw: RawOutput;
  private readonly prefixes = new Map<LogSource, string>();
  private widest = 0;
  private saidMost = false;
  private saidLong = false;
  /** What has come of lines that others may speak between: kubectl, too, prints a line when it has ended. */
  private readonly unended = new Map<LogSource, string>();
  private unendedLength = 0;
  /** What was written last had no newline, and whose it was. */
  private open: { readonly source: LogSource; readonly cut: LogLine['cut'] } | undefined;

  constructor(
    private readonly output: Writer,
    private readonly options: PrinterOptions,
  ) {
    this.raw = output.raw ?? {
      terminal: false,
      colours: false,
      write: (text) => output.out(text),
    };
  }

  /** Whether some log could not be read, or all that was to be read is gone and none of it was. */
  get failed(): boolean {
    return this.someFailed || (this.someGone && !this.someRead);
  }

  /** How texts are to be read for this. */
  get bytes(): boolean {
    return !this.raw.terminal && this.output.raw !== undefined;
  }

  readonly take = async (items: readonly LogItem[]): Promise<void> => {
    let text = '';
    for (const item of items) {
      if ('note' in item) {
        if (BREAKS.has(item.note.type)) text += this.breakOff(item.source);
        await this.write(text);
        text = '';
        this.note(item);
      } else text += this.lineOf(item);
    }
    await this.write(text);
  };

  /** Nothing more comes: prints what has come of lines that did not end. */
  async end(): Promise<void> {
    let text = '';
    for (const source of this.unended.keys()) text += this.breakOff(source);
    await this.write(text);
  }

  private lineOf({ source, text, cut }: Pick<LogLine, 'source' | 'text' | 'cut'>): string {
    const { open } = this;
    // What another one says does not go on with what this one began.
    const goesOn = open?.cut === 'goes-on' && open.source === source;
    if (cut === 'goes-on' && !goesOn && this.keeps(source, text)) return '';
    const whole = this.taken(source) + text;
    const said = this.raw.terminal ? cleanColoured(whole, this.coloured) : whole;
    const begin = goesOn ? '' : `${open ? '\n' : ''}${this.prefixOf(source)}`;
    this.open = cut === 'goes-on' || (cut && this.options.prefix === 'none') ? { source, cut } : undefined;
    return `${begin}${said}${this.open ? '' : '\n'}`;
  }

  /** Whether it waits until it has ended. */
  private keeps(source: LogSource, text: string): boolean {
    const { alone, most = MOST_UNENDED } = this.options;
    if (alone) return false;
    if (this.unendedLength + text.length <= most) {
      this.unended.set(source, (this.unended.get(source) ?? '') + text);
      this.unendedLength += text.length;
      return true;
    }
    if (!this.saidLong) this.output.err(`podscope: ${this.nameOf(source)}: ${LONG}\n`);
    this.saidLong = true;
    return false;
  }

  private taken(source: LogSource): string {
    const text = this.unended.get(source) ?? '';
    if (text === '') return '';
    this.unended.delete(source);
    this.unendedLength -= text.length;
    return text;
  }

  /** What has come of its line is all of it that comes. */
  private breakOff(source: LogSource): string {
    if (this.unended.has(source)) return this.lineOf({ source, text: '', cut: 'no-end' });
    if (this.open?.source === source) this.open = { source, cut: 'no-end' };
    return '';
  }

  private get coloured(): boolean {
    return this.raw.colours && this.options.colours;
  }

  private async write(text: string): Promise<void> {
    if (text !== '') await this.raw.write(text, this.bytes ? 'latin1' : 'utf8');
  }

  private note({ source, note }: Extract<LogItem, { note: unknown }>): void {
    if ('failure' in note && note.type !== 'again') this.failures.push(note.failure);
    this.someFailed ||= note.type === 'failed' && note.failure.retryAt === undefined;
    this.someGone ||= note.type === 'gone';
    this.someRead ||= note.type === 'live';
    const again =
      note.type === 'failed' && note.failure.retryAt !== undefined ? '; it is asked for again' : '';
    const text = noteText(note) + again;
    if (text !== '') this.output.err(`podscope: ${this.nameOf(source)}: ${text}\n`);
  }

  private nameOf({ pod, container }: LogSource): string {
    return this.options.severalPods ? `${pod}/${container}` : container;
  }

  private prefixOf(source: LogSource): string {
    const { prefix } = this.options;
    if (prefix === 'none') return '';
    const known = this.prefixes.get(source);
    if (known !== undefined) return known;
    const number = this.prefixes.size;
    const made = prefix === 'kubectl' ? `[pod/${source.pod}/${source.container}]` : this.padded(source);
    const colour = COLOURS[number % COLOURS.length] ?? 0;
    const text = this.coloured ? `\x1b[${colour}m${made}\x1b[0m ` : `${made} `;
    this.prefixes.set(source, text);
    return text;
  }

  /** Names stand below each other as far as they are known. */
  private padded(source: LogSource): string {
    const name = this.nameOf(source);
    this.widest = Math.max(this.widest, name.length);
    return name.padEnd(this.widest);
  }

  /** Who is to be read: no more than so many at once, which is said. */
  expect(sources: readonly LogSource[], most: number): readonly LogSource[] {
    for (const source of sources) this.widest = Math.max(this.widest, this.nameOf(source).length);
    if (sources.length > most && !this.saidMost)
      this.output.err(`podscope: more than ${most} logs are not read at once (--max-log-requests)\n`);
    this.saidMost = sources.length > most;
    return sources.slice(0, most);
  }
}
