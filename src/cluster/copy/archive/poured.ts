/** What both Node's streams and tar-stream's are. */
interface Sink {
  readonly destroyed: boolean;
  write(data: Uint8Array): boolean;
  on(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** What is written to was closed by who reads it, which knows why. */
export class SinkClosed extends Error {}

/** Writes, and waits while there is no room. Rejects with a `SinkClosed`. */
export async function poured(sink: Sink, data: Uint8Array): Promise<void> {
  if (!sink.destroyed && !sink.write(data) && !sink.destroyed) {
    await new Promise<void>((resolve) => {
      const settled = (): void => {
        sink.off('drain', settled);
        sink.off('close', settled);
        resolve();
      };
      sink.on('drain', settled);
      sink.on('close', settled);
    });
  }
  if (!sink.destroyed) return;
  throw new SinkClosed();
}
