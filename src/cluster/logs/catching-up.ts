import type { LogRange } from '../../model/logs/log-item.ts';

/** Who asks for no more lines than these follows at once. */
const FEW = 1000;
/** Then it is read on from so many lines before its end, which are more than were written meanwhile, mostly. */
const NEAR = 1000;

/**
 * How who follows a log comes to its end. A server sends who follows each line by itself, and who does not all that there
 * is at once, which takes a quarter of the work here and less there too (`Flush` in pkg/registry/core/pod/rest/log.go). So a
 * log is read to its end first, and followed from there.
 */
export class CatchingUp {
  private at: 'behind' | 'near' | 'there';

  constructor({ follow, previous = false, tail = Infinity }: LogRange) {
    this.at = follow && !previous && tail > FEW ? 'behind' : 'there';
  }

  /** Whether it is not followed yet. */
  get isBehind(): boolean {
    return this.at === 'behind';
  }

  /** From so many lines before the end it is read on; undefined: wherever what was read last stands. */
  get tail(): number | undefined {
    return this.at === 'near' ? NEAR : undefined;
  }

  /** All that there was has been read. */
  reachedEnd(): void {
    this.at = 'near';
  }

  /** What was read last stands further from the end. */
  isFarther(): void {
    this.at = 'there';
  }
}
