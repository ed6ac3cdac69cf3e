import { map, Observable, Subject, type Subscription, tap } from 'rxjs';
import { asLines, inRaw } from '../../model/sessions/raw-lines.ts';
import { ESCAPES_HELP } from '../../model/sessions/escapes.ts';
import { Typing } from '../../model/sessions/typing.ts';
import type { SessionStreams } from '../../ports/connection.ts';
import type { LentTerminal } from '../../ports/terminal.ts';

/** A lent terminal as the ends of a session that is being connected to; `signal` aborts where the user leaves it. */
export class Connecting implements SessionStreams {
  readonly input$: SessionStreams['input$'];
  readonly size$: SessionStreams['size$'];
  /** Whether leaving it ends what the container reads. */
  endsInput = false;
  private readonly aborter = new AbortController();
  private readonly typed$ = new Subject<Uint8Array>();
  private readonly typing: Typing;
  private readonly reading: Subscription;

  constructor(
    private readonly terminal: LentTerminal,
    private readonly opened: () => void,
    attach = false,
    readonly hungUp?: SessionStreams['hungUp'],
  ) {
    this.size$ = terminal.size$;
    this.typing = new Typing(
      {
        send: (bytes) => this.typed$.next(bytes),
        leave: () => this.aborter.abort(),
        help: () => {
          void terminal.write('\r\n');
          void terminal.announce(ESCAPES_HELP);
        },
      },
      attach,
    );
    this.reading = terminal.input$.subscribe((bytes) => this.typing.take(bytes));
    this.input$ = new Observable((reader) => {
      const subscription = this.typed$.subscribe(reader);
      this.typing.read();
      // What is attached to may say nothing for long.
      if (attach) this.hear();
      return subscription;
    });
  }

  /** Aborts where the user left. */
  get signal(): AbortSignal {
    return this.aborter.signal;
  }

  /** Whether something came of the session. */
  get heard(): boolean {
    return this.typing.isHeard;
  }

  /** Whether nothing was heard of the session yet. */
  get waits(): boolean {
    return !this.heard && !this.signal.aborted;
  }

  write(_stream: 'out' | 'err', data: Uint8Array): void | Promise<void> {
    this.hear();
    return this.terminal.write(data);
  }

  private hear(): void {
    if (this.typing.heard()) this.opened();
  }

  /** Says something in a line of podscope's own. */
  async say(text: string): Promise<void> {
    await this.terminal.announce(text);
  }

  /** Nobody reads what is typed, but for the keys that leave, of which `Ctrl-C` is one. */
  watch(): void {
    this.typing.interrupts = true;
    this.typing.read();
    this.hear();
  }

  /**
   * The same ends where there is no terminal behind: lines end as they do in files, what is typed is seen, and `Ctrl-C`,
   * which nothing would make a signal there, leaves.
   */
  withLines(): SessionStreams {
    this.typing.interrupts = true;
    const show = (data: Uint8Array): void | Promise<void> => this.terminal.write(inRaw(data));
    const input$ = this.input$.pipe(map(asLines), tap(show));
    return {
      input$,
      size$: this.size$,
      write: (_, data) => {
        this.hear();
        return show(data);
      },
    };
  }

  /** Takes no more of what is typed. */
  close(): void {
    this.reading.unsubscribe();
    this.typed$.complete();
  }
}
