import { firstValueFrom, fromEvent, race, timer } from 'rxjs';

/** Waits so many ms, or until the signal aborts. */
export const pause = (ms: number, signal: AbortSignal): Promise<unknown> =>
  firstValueFrom(race(timer(ms), fromEvent(signal, 'abort')));
