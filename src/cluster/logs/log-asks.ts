import type { LogSource } from '../../model/logs/log-item.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Timing } from '../watch/backoff.ts';

/** What reading a log takes. */
export interface LogAsks {
  /**
   * The bytes of a log. Rejects with a `ClusterError`, and so does reading them. `received` is called when the server has
   * sent all of them, be they taken or not, and there were any.
   */
  open(path: string, signal: AbortSignal, received?: () => void): Promise<AsyncIterable<Uint8Array>>;
  /** The Pod as it is now; undefined where there is none of that name. Rejects with a `ClusterError`. */
  look(source: LogSource): Promise<Pod | undefined>;
  /** Waits so long, in ms, or until the server answers again. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  readonly timing: Timing;
}
