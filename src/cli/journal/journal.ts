import { ReplaySubject } from 'rxjs';
import type { Log, LogEntry } from '../../model/log.ts';
import { clean } from '../../view/text/clean.ts';
import { redact } from './redact.ts';

/** Of a text so much is looked at, and of that so much is kept, in characters. */
const MOST_READ = 8192;
const MOST_KEPT = 1000;
const MOST_OF_SOURCE = 20;

/** So many are kept for the screen, which may come late. */
const MOST_WAITING = 100;

/** Keeps what the program tells besides its screen: cleaned, without secrets, bounded; in a file if there is one. */
export class Journal {
  /** What is worth showing: everything but the level `debug`. */
  readonly told$ = new ReplaySubject<LogEntry>(MOST_WAITING);
  /** Appends to the file; without it, or once it could not be written, there is none. */
  private append: ((text: string) => void) | undefined;

  constructor(private readonly now: () => number) {}

  readonly log: Log = (level, source, text, lastsMs) => {
    const told = redact(clean(text.slice(0, MOST_READ)).trim());
    const kept = told.length > MOST_KEPT ? `${told.slice(0, MOST_KEPT)}…` : told;
    if (kept === '') return;
    const from = clean(source).slice(0, MOST_OF_SOURCE);
    const entry = {
      time: this.now(),
      level,
      source: from,
      text: kept,
      ...(lastsMs !== undefined && { lastsMs }),
    };
    this.write(entry);
    if (level !== 'debug') this.told$.next(entry);
  };

  /** Takes what someone wanted to write to a stream while the screen was taken. */
  readonly overheard = (stream: 'stdout' | 'stderr', text: string): void => this.log('info', stream, text);

  /** From now on everything is also appended here, one line each; what throws is told, and the file given up. */
  writeTo(append: (text: string) => void): void {
    this.append = append;
  }

  private write({ time, level, source, text }: LogEntry): void {
    const { append } = this;
    try {
      append?.(`${new Date(time).toISOString()} ${level} ${source} ${text}\n`);
    } catch (error) {
      this.append = undefined;
      this.log('error', 'log', `${(error as Error).message}: nothing more is logged`);
    }
  }
}
