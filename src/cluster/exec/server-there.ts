import type { Transport } from '../transport/transport.ts';

/**
 * Whether a server is there of which a session hears nothing: it is asked beside the session, and, where that had no answer
 * by the next time, on a new connection.
 */
export class ServerThere {
  private asking: AbortController | undefined;
  /** When it answered last, epoch ms. */
  answeredAt = 0;

  constructor(private readonly transport: Pick<Transport, 'answers' | 'dropIdle'>) {}

  /** Asks it once more. Never throws. */
  ask(): void {
    if (this.asking) {
      this.stop();
      this.transport.dropIdle();
    }
    const asking = new AbortController();
    this.asking = asking;
    this.transport.answers('/version', asking.signal).then(
      () => {
        this.answeredAt = Date.now();
        if (this.asking === asking) this.asking = undefined;
      },
      // It is asked again as long as the session is silent.
      () => undefined,
    );
  }

  /** Gives up what was asked. */
  stop(): void {
    this.asking?.abort();
    this.asking = undefined;
  }
}
