import { BehaviorSubject, defer, finalize, map, merge, type Observable, skipWhile } from 'rxjs';
import type { WatchEvent } from '../../model/kinds/watch-event.ts';
import type { Timing } from './backoff.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { type Life, lifeWithin } from '../life.ts';
import { Pending } from './pending.ts';
import { Question } from '../objects/question.ts';
import type { ReflectorSource } from './reflector-asks.ts';
import type { RequestOptions, Transport } from '../transport/transport.ts';

/** All in ms. The server is asked for a sign of life when so long nothing came of some watch. */
const EVERY = 5000;
/** While an answer is waited for, it is looked after so often. */
const STEP = 500;
/** Nothing at all came for so long, and the question has been open for so long: that is told. */
const SILENT = 6000;
const OPEN = 1500;
/** So long unanswered, the question is asked on a new connection. */
const AGAIN = 3000;
/** Nothing at all came for so long: what was asked before is given up. */
const LOST = 15_000;
/** A timer so late was not just held up: the program was stopped, the machine asleep, or its clock set. */
const LATE = 2000;

/** What a heartbeat needs of a transport. */
export type Line = Pick<Transport, 'server' | 'request' | 'json' | 'answers' | 'dropIdle'>;

/**
 * Notices that a server does not answer any more, although connections to it stand. A quiet watch may be silent
 * for a minute, so its silence says little; client-go pings its HTTP/2 connections for this (30 s, 15 s to
 * answer), HTTP/1.1 has no ping. While something is watched and quiet, the server is asked for its version: by
 * the connection that asked before, which is about as old as the watches', and if there is no answer by a new
 * one. Where only the new one is answered, what is silent is sent anew; where none is, that is told, and what
 * waits for a next try is woken by the first answer.
 */
export class Heartbeat implements ReflectorSource {
  /** When something came last, in epoch ms, where more was asked for in vain. */
  private readonly silentSince$ = new BehaviorSubject<number | undefined>(undefined);
  private readonly pending: Pending;
  private readonly naps = new Set<Life>();
  /** Those who wait until the server serves again, and how many requests were sent before each of them was refused. */
  private readonly refused = new Map<Life, number>();
  private question: Question | undefined;
  /** When something came last, of anything; and when a question was answered. Epoch ms. */
  private heard: number;
  private answered = 0;
  /** A request had no answer: is the server there? */
  private doubted = false;
  private watches = 0;
  private beating: AbortController | undefined;

  constructor(
    private readonly line: Line,
    private readonly timing: Timing,
  ) {
    this.heard = timing.now();
    this.pending = new Pending(line, timing.now, {
      heard: () => this.hear(),
      served: (after) => this.hearServed(after),
      missed: () => (this.doubted = true),
    });
  }

  request(path: string, options: RequestOptions): Promise<AsyncIterable<Uint8Array>> {
    return this.pending.stream(path, options);
  }

  json<T>(path: string, options: RequestOptions): Promise<T> {
    return this.pending.json<T>(path, options);
  }

  /** Waits so long, in ms, but not past the first answer after there was none. */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    const nap = lifeWithin(signal);
    this.naps.add(nap);
    await this.timing.sleep(ms, nap.signal);
    this.naps.delete(nap);
    nap.over();
  }

  async untilServed(ms: number, signal: AbortSignal): Promise<void> {
    const nap = lifeWithin(signal);
    this.refused.set(nap, this.pending.sent);
    await this.timing.sleep(ms, nap.signal);
    this.refused.delete(nap);
    nap.over();
  }

  /** Beats while this is subscribed to, and tells of silence beside. */
  during<T>(events$: Observable<readonly WatchEvent<T>[]>): Observable<readonly WatchEvent<T>[]> {
    const silence$ = this.silentSince$.pipe(
      skipWhile((since) => since === undefined),
      map((since): readonly WatchEvent<T>[] => [{ type: 'silent', since }]),
    );
    return defer(() => {
      if (this.watches++ === 0) this.start();
      return merge(events$, silence$).pipe(finalize(() => this.left()));
    });
  }

  private start(): void {
    this.heard = this.timing.now();
    this.beating = new AbortController();
    void this.beat(this.beating.signal);
  }

  private left(): void {
    if (--this.watches > 0) return;
    this.beating?.abort();
    this.ask(undefined);
    this.doubted = false;
    this.tell(undefined);
  }

  private async beat(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const wait = this.untilNext();
      const due = this.timing.now() + wait;
      await this.timing.sleep(wait, signal);
      // What has arrived meanwhile is read before its absence is judged.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      if (Math.abs(this.timing.now() - due) > LATE) this.forgive();
      this.look();
    }
  }

  /** How long nothing is to be done, in ms. */
  private untilNext(): number {
    if (this.question) return STEP;
    const quiet = this.doubted ? 0 : (this.pending.quietSince ?? Infinity);
    const due = Math.max(quiet, this.answered) + EVERY;
    return Math.min(EVERY, Math.max(0, due - this.timing.now()));
  }

  private look(): void {
    const now = this.timing.now();
    const { question } = this;
    if (!question) {
      if (this.untilNext() === 0) this.ask(now);
      return;
    }
    if (now - question.last >= (question.times === 1 ? AGAIN : EVERY)) {
      this.line.dropIdle();
      question.again(now);
    }
    const silence = now - this.heard;
    if (silence >= SILENT && now - question.since >= OPEN) this.tell(this.heard);
    if (silence >= LOST) {
      const message = `${this.line.server} has not answered for ${LOST / 1000} s`;
      this.pending.endQuiet(now - LOST, new ClusterError({ reason: 'NoAnswer', message }));
    }
  }

  private ask(now: number | undefined): void {
    this.question?.end();
    this.question = undefined;
    if (now === undefined) return;
    const ask = (signal: AbortSignal): Promise<void> => this.line.answers('/version', signal);
    this.question = new Question(ask, now, (sent, first) => this.hearAnswer(sent, first));
  }

  private hearAnswer(sent: number, first: boolean): void {
    this.question = undefined;
    this.answered = this.timing.now();
    this.doubted = false;
    this.hear();
    if (first) return;
    const message = `the connection to ${this.line.server} was dead: a new one is answered`;
    this.pending.endQuiet(
      sent - OPEN,
      new ClusterError({ reason: 'DeadConnection', message, retryAfterMs: 0 }),
    );
    for (const nap of this.naps) nap.abort();
  }

  /** What was under way before may be served by what is no more. */
  private hearServed(after: number): void {
    for (const [nap, sent] of this.refused) if (after >= sent) nap.abort();
  }

  private hear(): void {
    this.heard = this.timing.now();
    this.tell(undefined);
  }

  private tell(since: number | undefined): void {
    const told = this.silentSince$.value;
    if ((told === undefined) !== (since === undefined)) this.silentSince$.next(since);
  }

  /** Nobody could listen for a while: all counts as just heard. */
  private forgive(): void {
    this.heard = this.timing.now();
    this.pending.forgive();
    this.ask(undefined);
  }
}
