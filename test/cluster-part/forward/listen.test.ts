import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from '../../../src/cluster/forward/listen.ts';

it('tells of who came when as many as are taken at once were there', async () => {
  let refused = 0;
  const { places } = await listen('127.0.0.1', 0, {
    accept: (socket) => socket.on('error', () => undefined).resume(),
    refused: () => refused++,
  });
  const [place] = places;
  if (!place) throw new Error('nothing listens');
  place.server.maxConnections = 1;
  const ends = [1, 2].map(() => connect(place.port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(ends.map((end) => once(end, 'connect')));
  await expect.poll(() => refused).toBe(1);
  for (const end of ends) end.destroy();
  place.server.close();
});
