import { ClusterError, IDLE_TIMEOUT } from '../errors/cluster-error.ts';

/** A watch that ends sooner, in ms, is not reopened at once: client-go calls it a very short watch. */
const VERY_SHORT = 1000;
const ENDED_AT_ONCE = 'VeryShortWatch';
const SILENT = 'SilentWatch';
/** After so many in a row that ended at once it is listed; client-go's reflector lists after the first. */
const MOST_ENDED = 2;

/** What says nothing but that nothing comes of a watch. */
const NOTHING_CAME: ReadonlySet<string> = new Set([IDLE_TIMEOUT, ENDED_AT_ONCE, SILENT]);

/**
 * Whether anything comes of the watches of a kind. All else may be well and yet nothing come of them, since something before
 * the server holds back what is not at its end, or swallows what a watch ends with (410). Where nothing changes a watch may
 * be silent for ever, so that its silence proves nothing: what was silent is listed, which goes through. Where the list has what
 * the watch should have told, or bookmarks came of the kind before, the next watch is on trial: a short one, near whose end a
 * server sends a bookmark. Of what brings nothing on trial either it is proven: it is listed again and again.
 */
export class Suspicion {
  /** What a list shows is not enough to call the watch after it live. */
  onTrial = false;
  /** Why it is listed again and again, where it is. */
  proven: ClusterError | undefined;
  private bookmarks = false;
  private endedAtOnce = 0;

  /** @param path of what is watched */
  constructor(private readonly path: string) {}

  /** A bookmark came in time. */
  bookmark(): void {
    this.bookmarks = true;
  }

  /** Something came of a watch, and not only with its end. */
  acquit(): void {
    [this.onTrial, this.proven, this.endedAtOnce] = [false, undefined, 0];
  }

  /** It was listed in pages, since its watch was silent; `isTold`: that alone shows that its watch did not tell what it should. */
  listed(isTold: boolean): void {
    this.onTrial ||= isTold || this.bookmarks;
  }

  /** Its watch has ended, without an error. Throws where it did too soon, or brought nothing though it was on trial. */
  ended(lastedMs: number): void {
    if (lastedMs < VERY_SHORT)
      throw new ClusterError({ reason: ENDED_AT_ONCE, message: 'the server ended the watch at once' });
    this.endedAtOnce = 0;
    if (this.onTrial) throw silentWatch(this.path);
  }

  /** What is done after its watch failed: it is watched again, listed before, or listed again and again. */
  after(failure: ClusterError): 'watch' | 'list' | 'poll' {
    const { onTrial } = this;
    if (!NOTHING_CAME.has(failure.reason)) {
      // Another server may answer now, which has no bookmarks yet.
      this.bookmarks = false;
      return onTrial ? 'list' : 'watch';
    }
    const atOnce = failure.reason === ENDED_AT_ONCE;
    if (atOnce) this.endedAtOnce++;
    if (onTrial || this.endedAtOnce >= MOST_ENDED) {
      this.onTrial = true;
      this.proven ??= atOnce ? failure : silentWatch(this.path);
    }
    if (onTrial) return 'poll';
    return atOnce && !this.onTrial ? 'watch' : 'list';
  }
}

const silentWatch = (path: string): ClusterError =>
  new ClusterError({
    reason: SILENT,
    message: `nothing comes of the watch of ${path}, not even a bookmark: it is listed again and again`,
  });
