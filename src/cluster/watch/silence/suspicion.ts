import { ClusterError, IDLE_TIMEOUT } from '../../errors/cluster-error.ts';
import { QUIET } from '../delivery.ts';

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
 * be silent for ever, bookmarks or not (see `IDLE`), so that its silence proves nothing: what was silent is listed, which goes
 * through, and a watch is put on trial of which a server has something to send at once. Of what brings nothing on trial it is
 * proven: it is listed again and again, until a trial brings something.
 */
export class Suspicion {
  /** What a list shows is not enough to call the watch after it live. */
  onTrial = false;
  /** Why it is listed again and again, where it is. */
  proven: ClusterError | undefined;
  private endedAtOnce = 0;

  /** @param path of what is watched */
  constructor(private readonly path: string) {}

  /** What is suspected has to go on for so long, in ms, after it was answered or something came: what was held back comes with the end. */
  get goesOnFor(): number {
    return this.proven?.reason === ENDED_AT_ONCE ? VERY_SHORT : QUIET;
  }

  /** Something came of a watch, and not only with its end. */
  acquit(): void {
    [this.onTrial, this.proven, this.endedAtOnce] = [false, undefined, 0];
  }

  /** No trial can tell: one that was silent is taken for well, as where nothing changes; of what ended at once the watch itself tells. */
  undecided(): void {
    if (this.goesOnFor === QUIET) this.acquit();
  }

  /** A watch has ended, without an error. Throws where it did too soon, or brought nothing though it was on trial. */
  ended(lastedMs: number): void {
    if (lastedMs < VERY_SHORT)
      throw new ClusterError({ reason: ENDED_AT_ONCE, message: 'the server ended the watch at once' });
    this.endedAtOnce = 0;
    if (this.onTrial) throw silentWatch(this.path);
  }

  /** What is done after its watch failed: it is watched again, listed before, or listed again and again. */
  after(failure: ClusterError): 'watch' | 'list' | 'poll' {
    const { onTrial } = this;
    if (!NOTHING_CAME.has(failure.reason)) return onTrial ? 'list' : 'watch';
    const atOnce = failure.reason === ENDED_AT_ONCE;
    if (atOnce) this.endedAtOnce++;
    if (onTrial || this.endedAtOnce >= MOST_ENDED) this.proven ??= atOnce ? failure : silentWatch(this.path);
    else if (atOnce) return 'watch';
    this.onTrial = true;
    return onTrial ? 'poll' : 'list';
  }
}

const silentWatch = (path: string): ClusterError =>
  new ClusterError({
    reason: SILENT,
    message: `nothing comes of the watch of ${path}, not even what is there: it is listed again and again`,
  });
