/** Told of what someone wanted to write over the screen: to which stream, and what. */
export type Overheard = (stream: 'stdout' | 'stderr', text: string) => void;

type Callback = (error?: Error | null) => void;

/**
 * While the screen is taken nothing but the screen writes, which has an `Outlet`: what anyone writes to standard output
 * or error (console, libraries, threads) goes to `told` instead. Returns what lets everyone write again.
 */
export function soleWriter(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  told: Overheard,
): () => void {
  const releases = [overhear(stdout, 'stdout', told), overhear(stderr, 'stderr', told)];
  return () => releases.forEach((release) => release());
}

function overhear(stream: NodeJS.WriteStream, name: 'stdout' | 'stderr', told: Overheard): () => void {
  const { write } = stream;
  stream.write = (chunk: Uint8Array | string, encoding?: BufferEncoding | Callback, written?: Callback) => {
    const done = typeof encoding === 'function' ? encoding : written;
    told(name, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    if (done) process.nextTick(done);
    return true;
  };
  return () => (stream.write = write);
}
