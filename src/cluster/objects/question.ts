/** Sends something small. Resolves when anything is answered, rejects where nothing is. */
export type Ask = (signal: AbortSignal) => Promise<void>;

/** What is asked to hear anything at all, again and again until something is answered. */
export class Question {
  /** How often it was asked, and when the last time: epoch ms. */
  times = 0;
  last: number;
  private readonly over = new AbortController();
  private readonly latest: AbortController[] = [];

  constructor(
    private readonly ask: Ask,
    readonly since: number,
    /** Is told when the try was sent that was answered, in epoch ms, and whether it was the first. */
    private readonly answered: (sent: number, first: boolean) => void,
  ) {
    this.last = since;
    this.again(since);
  }

  /** Asks once more. The first try is still listened for, as it tells whether its connection lives. */
  again(now: number): void {
    const first = this.times === 0;
    this.times++;
    this.last = now;
    const aborter = new AbortController();
    if (this.latest.length > 1) this.latest.pop()?.abort();
    this.latest.push(aborter);
    this.ask(aborter.signal).then(
      () => {
        if (this.over.signal.aborted) return;
        // What is left of the answer is read to its end: its connection is the next question's.
        this.latest.splice(this.latest.indexOf(aborter), 1);
        this.end();
        this.answered(now, first);
      },
      // No answer: the next try, or the silence, is the heartbeat's to tell.
      () => undefined,
    );
  }

  end(): void {
    this.over.abort();
    for (const aborter of this.latest) aborter.abort();
  }
}
