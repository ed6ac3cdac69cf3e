import type { Log } from '../../../model/log.ts';
import { NOTICED } from '../coming-again.ts';

/** What is still waited for is told again after so long, in ms: a footer has it no longer than it is true. */
const AGAIN = 3000;

/** Of what somebody says so much goes into other words, in characters. */
const MOST_SAID = 300;

/** A wait that is told once it takes noticeably long, and for as long as it takes: nobody knows otherwise why nothing happens. */
export class ToldWait {
  private what: string | undefined;
  private said: string | undefined;

  /** @param source of what is told, one word */
  constructor(
    private readonly log: Log,
    private readonly source: string,
  ) {}

  /** What is waited for, as it is told, and what that said last; undefined: nothing. */
  get awaited(): string | undefined {
    const { what, said } = this;
    if (what === undefined || said === undefined) return what;
    return `${what}, which said last “${said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said}”,`;
  }

  /** What is waited for says something, in a line: it may be what it waits for itself. */
  says(line: string): void {
    this.said = line;
    this.tell('');
  }

  async during<T>(work: Promise<T>, what: string): Promise<T> {
    this.what = what;
    let timer = setTimeout(() => {
      this.tell(what);
      timer = setInterval(() => this.tell(what), AGAIN);
    }, NOTICED);
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.what = this.said = undefined;
    }
  }

  private tell(what: string): void {
    if (this.said !== undefined) this.log('info', this.source, this.said, AGAIN);
    else this.log('warning', this.source, `waiting for ${what}`, AGAIN);
  }
}

/** Tells it of an answer that is long in coming. @param ms how long it may take; 0 or undefined: as long as it takes */
export function toldAnswer(
  log: Log,
  server: string,
  ms: number | undefined,
): <T>(answer: Promise<T>) => Promise<T> {
  const waiting = new ToldWait(log, 'wait');
  const until = ms ? `, for ${ms / 1000} s at most` : ' (ctrl-c gives up, and --request-timeout by itself)';
  return (answer) => waiting.during(answer, `${server} to answer${until}`);
}
