import type { ServerResponse } from 'node:http';
import type { Clock } from '../time/clock.ts';
import type { Representation } from './request/representation.ts';
import { PROTOBUF } from './schema/protobuf.ts';
import { toFrame } from './schema/sent/to-protobuf.ts';
import type { Storage } from '../storage/storage.ts';
import { Watch, type WatchFrame, type WatchLimits, type WatchTarget } from '../storage/watch.ts';

/** Sends a watch: one frame of protobuf, or one of JSON a line, until either side ends it. Throws `ApiError` before the first byte. */
export function streamWatch(
  { storage, clock, limits }: { storage: Storage; clock: Clock; limits: WatchLimits },
  target: WatchTarget,
  view: Representation,
  response: ServerResponse,
): void {
  const write = (frame: WatchFrame): boolean => {
    begin(response, view);
    const object = view.frame(frame);
    if (view.protobuf) return response.write(toFrame(frame.type, object));
    return response.write(`${JSON.stringify({ type: frame.type, object })}\n`);
  };
  const end = (): void => {
    begin(response, view);
    response.end();
  };
  const watch = new Watch(storage, target, { write, end }, clock, limits);
  response.on('drain', () => watch.resume());
  response.on('close', () => watch.close());
  watch.start();
  // A watch that has nothing to say yet has been taken all the same.
  begin(response, view);
}

function begin(response: ServerResponse, { protobuf }: Representation): void {
  if (response.headersSent) return;
  const type = protobuf ? `${PROTOBUF};stream=watch` : 'application/json';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache, private' });
  response.flushHeaders();
}
