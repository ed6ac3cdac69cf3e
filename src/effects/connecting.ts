import { Observable, Subject, type Subscription } from 'rxjs';
import type { SessionStreams } from '../ports/connection.ts';
import type { LentTerminal } from '../ports/terminal.ts';

/** So much is kept of what is typed before anyone reads it, in bytes; what comes then is lost, as in any terminal. */
const MOST_KEPT = 64 * 1024;

const CTRL_C = 3;

/**
 * A lent terminal as the ends of a session that is being connected to. What is typed meanwhile reaches
 * it, in order. Until the session has written something, `Ctrl-C` aborts `signal` instead: a server
 * takes a session before its container answers, so that nobody else would take it.
 */
export class Connecting implements SessionStreams {
  readonly input$: SessionStreams['input$'];
  readonly size$: SessionStreams['size$'];
  private readonly aborter = new AbortController();
  private readonly typed$ = new Subject<Uint8Array>();
  private readonly typing: Subscription;
  private kept: Uint8Array[] = [];
  private size = 0;
  private heard = false;

  constructor(
    private readonly terminal: LentTerminal,
    private readonly opened: () => void,
  ) {
    this.size$ = terminal.size$;
    this.typing = terminal.input$.subscribe((bytes) => this.take(bytes));
    this.input$ = new Observable((reader) => {
      for (const bytes of this.kept) reader.next(bytes);
      this.kept = [];
      return this.typed$.subscribe(reader);
    });
  }

  /** Aborts where the user gave up. */
  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  /** Whether nothing was heard of the session yet. */
  get waits(): boolean {
    return !this.heard && !this.signal.aborted;
  }

  write(_stream: 'out' | 'err', data: Uint8Array): void | Promise<void> {
    if (!this.heard) this.opened();
    this.heard = true;
    return this.terminal.write(data);
  }

  /** Takes no more of what is typed. */
  close(): void {
    this.typing.unsubscribe();
    this.typed$.complete();
  }

  private take(bytes: Uint8Array): void {
    if (this.waits && bytes.includes(CTRL_C)) this.aborter.abort();
    else if (this.typed$.observed) this.typed$.next(bytes);
    else if (this.size + bytes.length <= MOST_KEPT) {
      this.kept.push(bytes);
      this.size += bytes.length;
    }
  }
}
