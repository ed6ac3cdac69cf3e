import type { ServerResponse } from 'node:http';
import type { Clock } from '../time/clock.ts';
import type { Representation } from './request/representation.ts';
import type { Storage } from '../storage/storage.ts';
import { Watch, type WatchFrame, type WatchLimits, type WatchTarget } from '../storage/watch.ts';

/** Sends a watch: one frame of JSON a line, until either side ends it. Throws `ApiError` before the first byte. */
export function streamWatch(
  { storage, clock, limits }: { storage: Storage; clock: Clock; limits: WatchLimits },
  target: WatchTarget,
  view: Representation,
  response: ServerResponse,
): void {
  const write = (frame: WatchFrame): boolean => {
    begin(response);
    return response.write(`${JSON.stringify({ type: frame.type, object: view.frame(frame) })}\n`);
  };
  const end = (): void => {
    begin(response);
    response.end();
  };
  const watch = new Watch(storage, target, { write, end }, clock, limits);
  response.on('drain', () => watch.resume());
  response.on('close', () => watch.close());
  watch.start();
  // A watch that has nothing to say yet has been taken all the same.
  begin(response);
}

function begin(response: ServerResponse): void {
  if (response.headersSent) return;
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
}
