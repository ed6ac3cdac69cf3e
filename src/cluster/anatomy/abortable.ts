import { Observable } from 'rxjs';

/** A promise that is asked for with the first subscriber, and given up with the last. */
export function abortable<T>(work: (signal: AbortSignal) => Promise<T>): Observable<T> {
  return new Observable((out) => {
    const aborter = new AbortController();
    work(aborter.signal).then(
      (value) => {
        out.next(value);
        out.complete();
      },
      (error: unknown) => out.error(error),
    );
    return () => aborter.abort();
  });
}
