/** Told of what someone wanted to write over the screen: to which stream, and what. */
export type Overheard = (stream: 'stdout' | 'stderr', text: string) => void;

type Callback = (error?: Error | null) => void;

/**
 * While the screen is taken nothing but the screen writes: what anyone else writes to standard output or error
 * (console, libraries, threads) goes to `told` instead. Returns the stream that the screen writes to, and what lets everyone write again.
 */
export function soleWriter(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  told: Overheard,
): { readonly stdout: NodeJS.WriteStream; readonly release: () => void } {
  const write = stdout.write.bind(stdout);
  const releases = [overhear(stdout, 'stdout', told), overhear(stderr, 'stderr', told)];
  const own = new Proxy(stdout, {
    get: (stream, key) => {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(stream, key, stream);
      return typeof value === 'function' ? value.bind(stream) : value;
    },
  });
  return { stdout: own, release: () => releases.forEach((release) => release()) };
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
